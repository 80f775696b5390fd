package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.query.projection.Generation;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Several servers on one PostgreSQL, each with a data folder of its own and the same keys. */
@Tag("server")
class SeveralServersTest {
    private static final int CLIENTS = 8;
    /** Without what clocks observe while the demo is played a second time. */
    private static final String OF_PEOPLE = "SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'";

    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;
    private String url;
    private JdbcTemplate jdbc;

    @BeforeEach
    void startPostgres() throws IOException {
        postgres = Installation.postgres();
        url = postgres.getJdbcUrl("postgres", "postgres");
        jdbc = Crowd.tables(url);
    }

    @AfterEach
    void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void eachStepMayBeTakenAtEither() throws Exception {
        try (HuifangServer one = start("one", true)) {
            copyOfItsFolder("other");
            try (HuifangServer other = start("other", false)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                DemoPlayer player = new DemoPlayer(List.of(one.address(), other.address()), one.folder());

                DemoPlayer.Summary played = player.play(new PrintStream(out, true, StandardCharsets.UTF_8));

                assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("[")))
                        .isEqualTo(Files.readAllLines(Path.of("src", "test", "resources", "demo-summary.txt")));
                Long events = jdbc.queryForObject(OF_PEOPLE, Long.class);
                assertThat(player.play(new PrintStream(out, true, StandardCharsets.UTF_8)))
                        .as("played again, and asked at the other first")
                        .isEqualTo(played);
                assertThat(jdbc.queryForObject(OF_PEOPLE, Long.class)).isEqualTo(events);
                assertThat(jdbc.queryForObject("SELECT count(*) = max(position) FROM event", Boolean.class))
                        .isTrue();
            }
        }
    }

    /** One after the other dies, until one is left. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void whatOneLeavesTheOthersTakeUp(int processes) throws Exception {
        Deque<ServerProcess> servers = new ArrayDeque<>(List.of(process("one")));
        try {
            while (servers.size() < processes) {
                servers.add(besideIt("other-" + servers.size()));
            }
            LocalTokens.Issuer tokens = LocalTokens.demo(DataFolder.existing(folder.resolve("one"), null));
            ServerProcess last = servers.getLast();
            new DemoPlayer(last.address(), DataFolder.existing(folder.resolve("other-1"), null)).organise();
            GraphQlClient survivor = new GraphQlClient(last.address(), tokens);
            Crowd crowd = new Crowd(
                    CLIENTS,
                    new GraphQlClient(
                            servers.stream().map(ServerProcess::address).toList(), tokens));
            List<String> observed = new ArrayList<>();
            while (servers.size() > 1) {
                TimeUnit.SECONDS.sleep(3);
                servers.removeFirst().close();
                Instant died = Instant.now();
                // As if it had died while it looked at the clocks, and with what is due a moment later.
                jdbc.update(
                        "UPDATE scheduled_tasks SET picked = true, picked_by = 'the dead', last_heartbeat = now() WHERE task_name = 'promise-clocks'");
                Instant due = died.plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
                String owed = Crowd.owed(survivor, due);

                Crowd.await("a registration is shown", died, () -> Crowd.shown(survivor));
                Crowd.await("the clocks' task is taken up", died, () -> Crowd.missed(survivor, owed));
                Crowd.await("reactions go on", died, () -> withoutClock() == 0);
                observed.add(owed);
            }
            crowd.goHome(jdbc, observed);
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    /** It stands before the switch, because the serving tables' progress is held, while one who makes them dies. */
    @Test
    void aReplayIsKnownToAllAndBegunAgainWhereItsProcessDied() throws Exception {
        try (ServerProcess one = process("one");
                ServerProcess other = besideIt("other")) {
            new DemoPlayer(other.address(), DataFolder.existing(folder.resolve("other"), null)).organise();
            LocalTokens.Issuer operator = LocalTokens.operator(DataFolder.existing(folder.resolve("one"), null));
            GraphQlClient maker = new GraphQlClient(one.address(), operator);
            GraphQlClient survivor = new GraphQlClient(other.address(), operator);
            assertThat(replay(survivor, "").get("startedAt").isNull()).isTrue();

            try (Connection held = DriverManager.getConnection(url);
                    Statement statement = held.createStatement()) {
                held.setAutoCommit(false);
                statement.execute("SELECT FROM " + HuifangServer.READ_SCHEMA + ".progress FOR UPDATE");
                String begun = replay(maker, "mutation").get("startedAt").asString();
                JsonNode again = replay(survivor, "mutation");
                assertThat(again.get("running").asBoolean()).isTrue();
                assertThat(again.get("startedAt").asString())
                        .as("no other is begun beside it")
                        .isEqualTo(begun);
                Crowd.await(
                        "all but the switch is done",
                        Instant.now(),
                        () -> replay(survivor, "").get("position").asLong() > 0);
                one.process().destroyForcibly().waitFor();
            }
            Crowd.await("it is told that it is no more", Instant.now(), () -> !replay(survivor, "")
                    .get("running")
                    .asBoolean());
            assertThat(replay(survivor, "").get("fault").asString()).contains("已中止");

            JsonNode anew = replay(survivor, "mutation");
            assertThat(anew.get("running").asBoolean()).isTrue();
            Crowd.await("it is made", Instant.now(), () -> !replay(survivor, "")
                    .get("running")
                    .asBoolean());
            JsonNode made = replay(survivor, "");
            assertThat(made.get("fault").isNull()).isTrue();
            // What clocks observe meanwhile comes later.
            assertThat(made.get("position").asLong())
                    .isGreaterThanOrEqualTo(anew.get("head").asLong());
            assertThat(Crowd.shown(new GraphQlClient(
                            other.address(), LocalTokens.demo(DataFolder.existing(folder.resolve("one"), null)))))
                    .isTrue();
        }
    }

    private static JsonNode replay(GraphQlClient client, String kind) throws Exception {
        return client.ask("", kind + " { replay { running position head startedAt fault } }", Map.of())
                .get("replay");
    }

    @Test
    void tablesOfAnEarlierShapeAreDroppedWhenNobodyReadsThem() throws Exception {
        String former = HuifangServer.FORMER_READ_SCHEMAS.get(HuifangServer.FORMER_READ_SCHEMAS.size() - 1);
        String there = "SELECT to_regnamespace('" + former + "') IS NOT NULL";
        try (Connection old = DriverManager.getConnection(url);
                Statement statement = old.createStatement()) {
            statement.execute("CREATE SCHEMA " + former);
            statement.execute(Generation.use(former));
            start("one", true).close();
            assertThat(jdbc.queryForObject(there, Boolean.class)).isTrue();
        }
        start("one", false).close();
        assertThat(jdbc.queryForObject(there, Boolean.class)).isFalse();
    }

    /** As after an upgrade that brings tables of a new shape: the start ends when they are whole. */
    @Test
    void tablesThatNothingWasWrittenToAreMadeOfALongLogBeforeAnybodyIsLetIn() throws Exception {
        int registered = 350;
        try (HuifangServer one = start("one", true)) {
            new DemoPlayer(one.address(), one.folder()).organise();
            GraphQlClient client = new GraphQlClient(one.address(), LocalTokens.demo(one.folder()));
            for (int n = 0; n < registered; n++) {
                assertThat(Crowd.shown(client)).isTrue();
            }
            copyOfItsFolder("other");
        }
        long head = number("SELECT position FROM event_head");
        assertThat(head).isGreaterThan(1_000);
        jdbc.execute("DROP SCHEMA " + HuifangServer.READ_SCHEMA + " CASCADE");

        ServerProcess[] servers = new ServerProcess[2];
        try {
            // Both begin at once; one makes the tables.
            Thread beside = new Thread(() -> servers[1] = started("other"));
            beside.start();
            servers[0] = started("one");
            assertThat(number("SELECT position FROM progress")).isGreaterThanOrEqualTo(head);
            beside.join();
            assertThat(number("SELECT count(*) FROM replay WHERE seconds IS NOT NULL AND fault IS NULL AND position >= "
                            + head))
                    .as("folded and copied, not followed")
                    .isOne();
            assertThat(number("SELECT count(*) FROM complaint")).isEqualTo(registered);
            assertThat(number("SELECT count(*) FROM dead_letter")).isZero();
            for (ServerProcess server : servers) {
                assertThat(Crowd.shown(new GraphQlClient(
                                server.address(), LocalTokens.demo(DataFolder.existing(folder.resolve("one"), null)))))
                        .isTrue();
            }
        } finally {
            for (ServerProcess server : servers) {
                if (server != null) {
                    server.close();
                }
            }
        }
    }

    private ServerProcess started(String name) {
        try {
            return process(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
    }

    @Test
    void aRestartOfOneAfterTheOtherFailsNoRequest() throws Exception {
        List<ServerProcess> servers = new ArrayList<>(List.of(process("one"), besideIt("other")));
        try (Balancer balancer =
                new Balancer(servers.stream().map(ServerProcess::address).toList())) {
            LocalTokens.Issuer tokens = LocalTokens.demo(DataFolder.existing(folder.resolve("one"), null));
            new DemoPlayer(servers.get(0).address(), DataFolder.existing(folder.resolve("one"), null)).organise();
            Crowd crowd = new Crowd(
                    CLIENTS / 2,
                    servers.stream()
                            .map(server -> new GraphQlClient(server.address(), tokens))
                            .toList(),
                    balancer::next);
            List<Collection<String>> said = new ArrayList<>();
            for (int n = 0; n < 2; n++) {
                ServerProcess old = servers.get(n);
                TimeUnit.SECONDS.sleep(2);
                // Process.destroy() would close what it goes on to say.
                old.process().toHandle().destroy();
                assertThat(old.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                servers.set(
                        n,
                        process(
                                n == 0 ? "one" : "other",
                                URI.create(old.address()).getPort()));
                said.add(old.said());
                said.add(servers.get(n).said());
                balancer.awaitAll();
            }
            TimeUnit.SECONDS.sleep(1);

            crowd.goHome(jdbc, List.of());
            assertThat(crowd.refused())
                    .as(() -> said.stream().flatMap(Collection::stream).collect(Collectors.joining("\n")))
                    .isEmpty();
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    /** Complaints that have been there for a moment, and whose clock has not been set. */
    private long withoutClock() {
        Long without = jdbc.queryForObject(
                "SELECT count(*) FROM complaint c WHERE c.state = 'RECEIVED' AND c.former_number IS NULL"
                        + " AND c.received_at < now() - interval '2 seconds' AND NOT EXISTS (SELECT 1 FROM promise_clock p WHERE p.id = c.id)",
                Long.class);
        return without == null ? -1 : without;
    }

    private HuifangServer start(String name, boolean demo) throws Exception {
        return HuifangServer.start(new HuifangServer.Options(folder.resolve(name), "127.0.0.1", 0, demo, url));
    }

    /** Keys and format; a lock is each one's own. */
    private void copyOfItsFolder(String name) throws IOException {
        Path from = folder.resolve("one");
        Path to = folder.resolve(name);
        Files.createDirectories(to.resolve("keys"));
        try (Stream<Path> keys = Files.list(from.resolve("keys"))) {
            for (Path key : keys.toList()) {
                Files.copy(key, to.resolve("keys").resolve(key.getFileName().toString()));
            }
        }
        Files.copy(from.resolve("FORMAT"), to.resolve("FORMAT"));
        Files.copy(from.resolve("demo"), to.resolve("demo"));
    }

    private ServerProcess besideIt(String name) throws IOException {
        copyOfItsFolder(name);
        return process(name);
    }

    private ServerProcess process(String name) throws IOException {
        return process(name, 0);
    }

    private ServerProcess process(String name, int port) throws IOException {
        return ServerProcess.start(
                "--data",
                folder.resolve(name).toString(),
                "--port",
                String.valueOf(port),
                "--drain",
                "2",
                "--database-url",
                url,
                Files.exists(folder.resolve(name)) ? "--host=127.0.0.1" : "--demo");
    }
}
