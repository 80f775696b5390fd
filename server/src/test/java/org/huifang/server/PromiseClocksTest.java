package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How soon a promise that falls due is observed: by an idle server, and by one that slept through it; once each. */
@Tag("server")
class PromiseClocksTest {
    private static final Duration WHEN_IDLE = Duration.ofSeconds(5);
    private static final Duration AFTER_A_RESTART = Duration.ofSeconds(60);
    /** JUDGE and ROUTE are due this long after reception; met at their due, so missed a second later. */
    private static final int JUDGED_WITHIN_SECONDS = 30 * 60;

    @TempDir
    Path folder;

    @Test
    void areObservedSoonAndOnce() throws Exception {
        String idle;
        String slept;
        Instant due;
        try (HuifangServer server = start()) {
            new DemoPlayer(server.address(), server.folder()).organise();
            Instant first = Instant.now().plusSeconds(4);
            idle = registered(server, first);
            JsonNode missed = awaitMissed(server, idle, first.plus(WHEN_IDLE).plusSeconds(2));
            assertThat(Duration.between(first, recordedAt(missed))).isBetween(Duration.ZERO, WHEN_IDLE);
            due = Instant.now().plusSeconds(6);
            slept = registered(server, due);
        }
        while (Instant.now().isBefore(due.plusSeconds(2))) {
            Thread.sleep(100);
        }
        Instant started = Instant.now();
        try (HuifangServer server = start()) {
            JsonNode missed = awaitMissed(server, slept, started.plus(AFTER_A_RESTART));
            assertThat(recordedAt(missed)).isBefore(started.plus(AFTER_A_RESTART));
            // What was missed keeps its due as the moment of missing it, and is said once.
            Thread.sleep(3_000);
            for (String id : List.of(idle, slept)) {
                assertThat(missed(server, id)).hasSize(1);
            }
        }
    }

    private HuifangServer start() throws Exception {
        return HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
    }

    /** Received so long ago that it should have been judged by {@code due}. */
    private static String registered(HuifangServer server, Instant due) throws Exception {
        Map<String, Object> act =
                Map.of("at", due.minusSeconds(JUDGED_WITHIN_SECONDS).toString(), "lateReason", "外出受理,回来补记");
        JsonNode payload = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()))
                .ask(
                        "wang.fang",
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        Map.of("input", ServerTest.input("YH"), "act", act))
                .get("registerComplaint");
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
        return payload.at("/complaint/id").asString();
    }

    private static JsonNode awaitMissed(HuifangServer server, String id, Instant until) throws Exception {
        List<JsonNode> missed = missed(server, id);
        while (missed.isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(100);
            missed = missed(server, id);
        }
        assertThat(missed).hasSize(1);
        return missed.get(0);
    }

    /** The events that say that JUDGE was missed. */
    private static List<JsonNode> missed(HuifangServer server, String id) {
        ObjectMapper json = new ObjectMapper();
        return Objects.requireNonNull(server.context().getBean(JdbcTemplate.class))
                .queryForList(
                        "SELECT convert_from(payload, 'UTF8') FROM event WHERE stream = ? AND name = 'complaint.promises-observed' ORDER BY sequence",
                        String.class,
                        id)
                .stream()
                .map(json::readTree)
                .filter(event -> event.get("changes").valueStream().anyMatch(PromiseClocksTest::judgeMissed))
                .toList();
    }

    private static boolean judgeMissed(JsonNode change) {
        return change.toString().contains("JUDGE")
                && change.toString().toLowerCase(Locale.ROOT).contains("missed");
    }

    /** Not said where it is the time of happening. */
    private static Instant recordedAt(JsonNode event) {
        JsonNode stamp = event.get("stamp");
        return Instant.parse(
                stamp.get(stamp.has("recordedAt") ? "recordedAt" : "at").asString());
    }
}
