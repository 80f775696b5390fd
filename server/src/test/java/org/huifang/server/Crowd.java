package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.huifang.server.demo.GraphQlClient;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Receptionists who register complaints without a pause, while processes die under them; and what is looked at meanwhile. */
final class Crowd {
    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);
    /** JUDGE and ROUTE are due this long after reception. */
    private static final int JUDGED_WITHIN_SECONDS = 30 * 60;

    private static final String REGISTER =
            GraphQlClient.step("registerComplaint", false, "complaint { id } current userErrors { code }");

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final int size;
    private final ExecutorService clients;
    private volatile boolean writing = true;

    Crowd(int size, GraphQlClient client) {
        this(size, List.of(client), () -> 0);
    }

    /** @param next which of the doors the next one goes to */
    Crowd(int size, List<GraphQlClient> doors, IntSupplier next) {
        this.size = size;
        clients = Executors.newFixedThreadPool(size);
        for (int i = 0; i < size; i++) {
            clients.execute(() -> {
                while (writing) {
                    register(doors.get(next.getAsInt()));
                }
            });
        }
    }

    private void register(GraphQlClient client) {
        try {
            JsonNode payload = client.ask(
                            "wang.fang",
                            REGISTER,
                            ServerTest.variables("YH", UUID.randomUUID().toString()))
                    .get("registerComplaint");
            if (payload.get("userErrors").isEmpty()) {
                acknowledged.add(payload.at("/complaint/id").asString());
            }
        } catch (IOException e) {
            // Not answered: it may be there or not.
            refused.add(Instant.now() + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why and when. */
    Collection<String> refused() {
        return refused;
    }

    /**
     * And what they were told is looked for: each acknowledged complaint is in the log, and once; so is each promise that was
     * missed.
     *
     * @param owed complaints whose judging and routing came due
     */
    void goHome(JdbcTemplate jdbc, List<String> owed) throws InterruptedException {
        writing = false;
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThan(10 * size);
        // Whoever says it a second time would do so by then.
        TimeUnit.SECONDS.sleep(3);
        assertThat(jdbc.queryForList("SELECT stream FROM event WHERE name = 'complaint.registered'", String.class))
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
        assertThat(jdbc.queryForObject("SELECT count(*) = max(position) FROM event", Boolean.class))
                .isTrue();
        for (String complaint : owed) {
            assertThat(misses(jdbc, complaint)).as("each promise of it, once").isEqualTo(2);
        }
    }

    /** Finds the log's tables and the read tables. */
    static JdbcTemplate tables(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database + "&currentSchema=" + HuifangServer.READ_SCHEMA + "," + HuifangServer.LOG_SCHEMA);
        return new JdbcTemplate(source);
    }

    /** Something that is to be seen soon after a death. */
    interface Seen {
        boolean yet() throws Exception;
    }

    static void await(String what, Instant died, Seen seen) throws Exception {
        while (!seen.yet()) {
            assertThat(Duration.between(died, Instant.now())).as(what).isLessThan(TAKEN_OVER);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Answered only when the read tables show it. */
    static boolean shown(GraphQlClient client) throws InterruptedException {
        try {
            return client.ask(
                            "wang.fang",
                            REGISTER,
                            ServerTest.variables("YH", UUID.randomUUID().toString()))
                    .at("/registerComplaint/current")
                    .asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    /** A complaint whose judging and routing are due at that moment. */
    static String owed(GraphQlClient client, Instant due) throws Exception {
        Map<String, Object> variables = Map.of(
                "input",
                Registrations.input(),
                "act",
                Map.of("at", due.minusSeconds(JUDGED_WITHIN_SECONDS).toString(), "lateReason", "前台忙,稍后补记"));
        JsonNode payload = client.ask("wang.fang", REGISTER, variables).get("registerComplaint");
        assertThat(payload.get("userErrors")).isEmpty();
        return payload.at("/complaint/id").asString();
    }

    static boolean missed(GraphQlClient client, String complaint) throws Exception {
        JsonNode promises = client.ask(
                        "wang.fang",
                        "{ complaint(id: \"" + complaint + "\") { promises { promise verdict } } }",
                        Map.of())
                .at("/complaint/promises");
        return promises.valueStream()
                .filter(promise -> List.of("JUDGE", "ROUTE")
                        .contains(promise.get("promise").asString()))
                .allMatch(promise -> promise.get("verdict").asString().equals("MISSED"));
    }

    /** How often judging and routing were observed as missed. */
    private static long misses(JdbcTemplate jdbc, String complaint) {
        Long misses = jdbc.queryForObject(
                "SELECT count(*) FROM event e CROSS JOIN jsonb_array_elements(convert_from(e.payload, 'UTF8')::jsonb -> 'changes') AS change"
                        + " WHERE e.stream = ? AND e.name = 'complaint.promises-observed' AND change ->> 't' = 'missed' AND change ->> 'promise' IN ('JUDGE', 'ROUTE')",
                Long.class,
                complaint);
        return misses == null ? -1 : misses;
    }
}
