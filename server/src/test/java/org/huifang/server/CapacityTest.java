package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huifang.server.demo.DemoPlayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Ten times as many as there are places for: who finds none is told so at once, and what was taken on is all done. */
@Tag("server")
class CapacityTest {
    private static final int PLACES = 4;
    private static final int CLIENTS = 10 * PLACES;
    private static final int EACH = 25;

    @TempDir
    Path folder;

    @Test
    void whoComesBeyondIsToldAtOnceAndNothingTakenOnIsLost() throws Exception {
        System.setProperty("huifang.requests-at-once", String.valueOf(PLACES));
        try (HuifangServer server =
                HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null))) {
            new DemoPlayer(server.address(), server.folder()).organise();
            String token = LocalTokens.demo(server.folder()).issue("wang.fang");
            AtomicInteger done = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            ExecutorService people = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                working.add(people.submit(() -> {
                    HttpClient http = HttpClient.newHttpClient();
                    for (int n = 0; n < EACH; n++) {
                        HttpResponse<String> answer =
                                http.send(registration(server.address(), token), HttpResponse.BodyHandlers.ofString());
                        if (answer.statusCode() == 503) {
                            assertThat(answer.headers().firstValue("Retry-After"))
                                    .hasValue("1");
                            assertThat(answer.body()).contains("SERVER_BUSY");
                            refused.incrementAndGet();
                        } else {
                            assertThat(answer.statusCode()).isEqualTo(200);
                            assertThat(answer.body()).contains("\"number\":\"KF-YH-");
                            done.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            // The state of the machine is told meanwhile.
            HttpResponse<String> ready = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.address() + "/actuator/health/readiness"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(ready.statusCode()).isEqualTo(200);
            for (Future<?> one : working) {
                one.get(2, TimeUnit.MINUTES);
            }
            people.shutdown();
            assertThat(refused.get()).isPositive();
            assertThat(done.get()).isPositive();
            assertThat(server.context()
                            .getBean(JdbcTemplate.class)
                            .queryForObject(
                                    "SELECT count(*) FROM event WHERE name = 'complaint.registered'", Integer.class))
                    .isEqualTo(done.get());
            assertThat(HttpClient.newHttpClient()
                            .send(registration(server.address(), token), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            System.clearProperty("huifang.requests-at-once");
        }
    }

    private static HttpRequest registration(String address, String token) {
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "query",
                        "mutation($input: RegisterComplaintInput!, $act: ActInput) { registerComplaint(input: $input, act: $act) { complaint { number } userErrors { code } } }",
                        "variables",
                        Map.of(
                                "input",
                                Registrations.input(),
                                "act",
                                Map.of("key", UUID.randomUUID().toString()))));
        return HttpRequest.newBuilder(URI.create(address + "/graphql"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
