package org.huifang.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Clients who each do one thing after another, as fast as they are answered, for a span of time. */
final class Load {
    private Load() {}

    /** One client: does its work once, and says how long each part of it took. */
    @FunctionalInterface
    interface Client {
        void once(Latencies latencies) throws Exception;
    }

    /** In nanoseconds. */
    static final class Latencies {
        private long[] nanos = new long[1024];
        private int count;

        <T> T timed(Callable<T> work) throws Exception {
            long begun = System.nanoTime();
            T result = work.call();
            add(System.nanoTime() - begun);
            return result;
        }

        void add(long latency) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = latency;
        }
    }

    /** @param latencies sorted, in nanoseconds */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(long nanos, long[] latencies) {
        double perSecond() {
            return latencies.length / (nanos / 1e9);
        }

        double millis(double quantile) {
            return latencies.length == 0
                    ? Double.NaN
                    : latencies[(int) Math.min(latencies.length - 1L, (long) (latencies.length * quantile))] / 1e6;
        }
    }

    static Result run(int clients, Duration span, IntFunction<Client> client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long begun = System.nanoTime();
            long until = begun + span.toNanos();
            List<Future<Latencies>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client each = client.apply(i);
                running.add(threads.submit(() -> {
                    Latencies latencies = new Latencies();
                    while (System.nanoTime() < until) {
                        each.once(latencies);
                    }
                    return latencies;
                }));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<Latencies> one : running) {
                Latencies latencies = one.get();
                all.add(Arrays.copyOf(latencies.nanos, latencies.count));
            }
            long took = System.nanoTime() - begun;
            return new Result(
                    took, all.stream().flatMapToLong(Arrays::stream).sorted().toArray());
        } finally {
            threads.shutdownNow();
        }
    }
}
