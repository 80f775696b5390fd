package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} in the middle of eight clients' writing, five times: what was answered is there, and once; and {@code kill} at the start. */
@Tag("server")
class KillTest {
    private static final int KILLS = 5;
    private static final int CLIENTS = 8;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvives() throws Exception {
        Path data = folder.resolve("data");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        int port = freePort();
        for (int kill = 1; kill <= KILLS; kill++) {
            Process server = start(data, port);
            GraphQlClient client =
                    new GraphQlClient("http://127.0.0.1:" + port, LocalTokens.demo(DataFolder.existing(data, null)));
            if (kill == 1) {
                assertThat(new DemoPlayer("http://127.0.0.1:" + port, DataFolder.existing(data, null))
                                .play(System.out)
                                .failed())
                        .isZero();
            }
            AtomicBoolean writing = new AtomicBoolean(true);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    while (writing.get()) {
                        write(client, acknowledged);
                    }
                }));
            }
            Thread.sleep(1_500);
            long postmaster = postmaster(data);
            server.destroyForcibly().waitFor();
            // Every other time PostgreSQL dies with it; else it is left behind as an orphan.
            if (kill % 2 == 0) {
                ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
            }
            writing.set(false);
            for (Future<?> client1 : running) {
                client1.get(60, TimeUnit.SECONDS);
            }
            clients.shutdown();
        }
        Process server = start(data, port);
        try {
            check(data, port, acknowledged);
        } finally {
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // Stopped in order: PostgreSQL is gone too, and has taken its pid file away.
            assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    /** While the application is put together on a database that is there already. */
    @Test
    void aStartThatIsToldToStopEndsInOrder() throws Exception {
        Path data = folder.resolve("data");
        Path said = folder.resolve("said");
        Path postmaster = data.resolve("postgres/postmaster.pid");
        Process server = ServerProcess.command("--data", data.toString(), "--port", String.valueOf(freePort()))
                .redirectOutput(said.toFile())
                .start();
        while (!Files.exists(postmaster)) {
            assertThat(server.isAlive()).isTrue();
            Thread.sleep(20);
        }

        server.destroy();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // What it warns of on the way is in the log; here the console shows it too.
        assertThat(said).content().doesNotContain("ERROR");
        assertThat(postmaster).doesNotExist();
        HuifangServer.start(new HuifangServer.Options(data, "127.0.0.1", 0, false, null))
                .close();
    }

    private static void write(GraphQlClient client, Map<String, String> acknowledged) {
        String key = UUID.randomUUID().toString();
        try {
            JsonNode payload = client.ask("wang.fang", mutation(), ServerTest.variables("YH", key))
                    .get("registerComplaint");
            if (payload.get("userErrors").isEmpty()) {
                acknowledged.put(key, payload.at("/complaint/id").asString());
            }
        } catch (IOException e) {
            // Not answered: it may be there or not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String mutation() {
        return GraphQlClient.step("registerComplaint", false, "complaint { id } repeated userErrors { code }");
    }

    private static void check(Path data, int port, Map<String, String> acknowledged) throws Exception {
        assertThat(acknowledged.size()).isGreaterThan(KILLS * CLIENTS);
        GraphQlClient client =
                new GraphQlClient("http://127.0.0.1:" + port, LocalTokens.demo(DataFolder.existing(data, null)));
        JdbcTemplate jdbc = jdbc(data);
        Set<String> stored = new HashSet<>(
                jdbc.queryForList("SELECT stream FROM log.event WHERE name = 'complaint.registered'", String.class));
        assertThat(stored).containsAll(acknowledged.values());
        // None twice: a stream begins once, and the day's numbers have no gap.
        assertThat(new HashSet<>(acknowledged.values())).hasSameSizeAs(acknowledged.keySet());
        assertThat(jdbc.queryForObject("SELECT count(*) = max(position) FROM log.event", Boolean.class))
                .isTrue();
        List<String> numbers = jdbc.queryForList(
                "SELECT convert_from(payload, 'UTF8')::json ->> 'number' FROM log.event WHERE name = 'complaint.registered'",
                String.class);
        Map<String, List<Integer>> days = new HashMap<>();
        numbers.forEach(number -> days.computeIfAbsent(number.substring(0, number.length() - 5), d -> new ArrayList<>())
                .add(Integer.valueOf(number.substring(number.length() - 4))));
        days.forEach((day, given) -> {
            assertThat(new HashSet<>(given)).hasSameSizeAs(given);
            assertThat(given.stream().max(Integer::compare)).hasValue(given.size());
        });
        // Retried, each is known; and the clocks of all that is open go on.
        for (Map.Entry<String, String> entry :
                acknowledged.entrySet().stream().limit(50).toList()) {
            JsonNode again = client.ask("wang.fang", mutation(), ServerTest.variables("YH", entry.getKey()))
                    .get("registerComplaint");
            assertThat(again.get("repeated").asBoolean()).isTrue();
            assertThat(again.at("/complaint/id").asString()).isEqualTo(entry.getValue());
        }
        Long withoutClock = null;
        for (int i = 0; i < 100; i++) {
            withoutClock = jdbc.queryForObject(
                    "SELECT count(*) FROM " + HuifangServer.READ_SCHEMA
                            + ".complaint c WHERE c.state = 'RECEIVED' AND c.former_number IS NULL AND NOT EXISTS (SELECT 1 FROM log.promise_clock p WHERE p.id = c.id)",
                    Long.class);
            if (withoutClock != null && withoutClock == 0) {
                break;
            }
            Thread.sleep(100);
        }
        assertThat(withoutClock).isZero();
    }

    private static Process start(Path data, int port) throws IOException {
        return ServerProcess.start(
                        "--data",
                        data.toString(),
                        "--port",
                        String.valueOf(port),
                        Files.exists(data) ? "--host=127.0.0.1" : "--demo")
                .process();
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0));
    }

    private static JdbcTemplate jdbc(Path data) throws IOException {
        List<String> pid = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + pid.get(3) + "/postgres?user=postgres&password="
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(DataFolder.existing(data, null).key("postgres.key")));
        return new JdbcTemplate(source);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
