package org.huifang.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a load balancer does: sends each request to one of those that say they are ready, and tries none twice. */
final class Balancer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<String> addresses;
    private final List<Integer> ready;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean looking = true;

    Balancer(List<String> addresses) {
        this.addresses = addresses;
        this.ready = new CopyOnWriteArrayList<>(
                IntStream.range(0, addresses.size()).boxed().toList());
        Thread thread = new Thread(this::look);
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (looking) {
            for (int n = 0; n < addresses.size(); n++) {
                Integer server = n;
                if (!answersThatItIsReady(addresses.get(n))) {
                    ready.remove(server);
                } else if (!ready.contains(server)) {
                    ready.add(server);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean answersThatItIsReady(String address) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
                                            .timeout(PATIENCE)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where the next request goes. */
    int next() {
        List<Integer> now = List.copyOf(ready);
        if (now.isEmpty()) {
            throw new AssertionError("nobody is ready");
        }
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }

    void awaitAll() throws InterruptedException {
        while (ready.size() < addresses.size()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    @Override
    public void close() {
        looking = false;
    }
}
