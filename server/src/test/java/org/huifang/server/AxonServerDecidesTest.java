package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonTransientException;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.huifang.command.store.LogSource;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.command.store.MirroredEventStore;
import org.huifang.command.store.OriginalLog;
import org.huifang.command.store.OriginalLog.Original;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.server.axon.AxonServerAddress;
import org.huifang.server.axon.StoreFault;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Processes of roles of which a real Axon Server's own event store decides what is appended. What is in it cannot be taken
 * out again by a client, so these tests go on from each other, and begin with one that is empty.
 */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AxonServerDecidesTest {
    private static final String FRESH =
            "this needs a fresh Axon Server, whose event store is empty, at AXONSERVER=host:port";
    private static final int CLIENTS = 6;
    private static final Duration NEVER_HANGS = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Relay relay;
    private static @Nullable DataFolder data;
    private static @Nullable EmbeddedDatabase database;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        String address = AxonServerUnderTest.address().orElse(null);
        Assumptions.assumeTrue(address != null, AxonServerUnderTest.HOW);
        relay = new Relay(AxonServerUnderTest.socketAddress(address));
        try (AxonServerAddress.Visit visit = visit()) {
            Assumptions.assumeTrue(visit.log().head() == 0, FRESH);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (relay != null) {
            relay.close();
        }
        if (database != null) {
            database.close();
        }
        if (data != null) {
            data.close();
        }
    }

    private static AxonServerAddress.Visit visit() throws Exception {
        return AxonServerUnderTest.by(relay.address(), LogSource.AXON_SERVER)
                .there()
                .visit(new LogicalNameSerializer(Foundation.knownEventNames()));
    }

    private static Installation installation(LogSource source) throws Exception {
        return Installation.apart(folder, url, AxonServerUnderTest.by(relay.address(), source));
    }

    @Test
    @Order(1)
    void anEmptyOneTakesUpWhatOneServerHasInItsDataFolder() throws Exception {
        try (HuifangServer server = whole(null)) {
            new DemoPlayer(server.address(), server.folder()).organise();
        }
        move(LogSource.AXON_SERVER, "--data", folder.resolve("data").toString());
        try (HuifangServer server = whole(AxonServerUnderTest.by(relay.address(), LogSource.AXON_SERVER))) {
            GraphQlClient client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
            assertThat(Crowd.shown(client)).isTrue();
        }
        // All others are processes of roles on the same database.
        FileSystemUtils.copyRecursively(folder.resolve("data/keys"), folder.resolve("keys"));
        data = DataFolder.open(folder.resolve("data"), null, true);
        database = EmbeddedDatabase.start(data);
        url = database.url();
        equal();
    }

    private static HuifangServer whole(HuifangServer.@Nullable AxonServer axonServer) throws Exception {
        return HuifangServer.start(new HuifangServer.Options(
                folder.resolve("data"), "127.0.0.1", 0, true, null, null, ProcessRole.ALL, axonServer, Duration.ZERO));
    }

    @Test
    @Order(2)
    void theDemoIsPlayedAndMirrored() throws Exception {
        try (Installation installation = installation(LogSource.AXON_SERVER)) {
            HuifangServer door = installation.door();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new DemoPlayer(door.address(), door.folder()).play(new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("[")))
                    .isEqualTo(Files.readAllLines(Path.of("src", "test", "resources", "demo-summary.txt")));
            goesOn(installation);

            EventStore store = installation.bean(EventStore.class);
            assertThat(store).isInstanceOf(MirroredEventStore.class);
            refusesWhatIsTaken(store);
            relay.cut();
            Instant cut = Instant.now();
            assertThatThrownBy(() -> store.readEvents(UUID.randomUUID().toString()))
                    .isInstanceOf(AxonTransientException.class);
            assertThatThrownBy(
                            () -> store.lastSequenceNumberFor(UUID.randomUUID().toString()))
                    .isInstanceOf(AxonTransientException.class);
            assertThat(Duration.between(cut, Instant.now())).isLessThan(NEVER_HANGS);
            relay.lay();
            Crowd.await("a registration is shown", Instant.now(), () -> Crowd.shown(client(installation)));
        }
        equal();
    }

    /** As the repository appends: in a unit of work, whose end is the transaction's. */
    private static void refusesWhatIsTaken(EventStore store) throws Exception {
        ComplaintId complaint;
        try (Connection connection = log()) {
            complaint = ComplaintId.parse(new LogRows(connection)
                    .after(0, 1_000).stream()
                            .filter(row -> row.streamType().equals("complaint"))
                            .findFirst()
                            .orElseThrow()
                            .stream());
        }
        Stamp stamp = Stamp.ofSystem(Instant.now(), Instant.now(), "YH", 1);
        for (long taken : List.of(0L, 1L)) {
            assertThatThrownBy(() -> {
                        DefaultUnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
                        store.publish(new GenericDomainEventMessage<>(
                                "complaint", complaint.toString(), taken, new ComplaintClosed(complaint, null, stamp)));
                        work.commit();
                    })
                    .satisfies(thrown -> assertThat(StoreFault.told(thrown)).isInstanceOf(ConcurrencyException.class));
        }
    }

    @Test
    @Order(3)
    void ofTwoThatDecideOneIsKilled() throws Exception {
        try (ServerProcess victim = process(ProcessRole.COMMAND, "command");
                ServerProcess other = process(ProcessRole.COMMAND, "command-2");
                ServerProcess query = process(ProcessRole.QUERY, "query");
                ServerProcess door = process(ProcessRole.API, "api")) {
            GraphQlClient client = new GraphQlClient(
                    door.address(),
                    LocalTokens.demo(DataFolder.existing(folder.resolve("api"), folder.resolve("keys"))));
            Crowd crowd = new Crowd(CLIENTS, client);
            TimeUnit.SECONDS.sleep(5);
            victim.process().destroyForcibly().waitFor();
            Instant died = Instant.now();
            Instant due = died.plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
            Crowd.await("a registration is shown", died, () -> Crowd.shown(client));
            String owed = Crowd.owed(client, due);
            Crowd.await("its promises are observed", due, () -> Crowd.missed(client, owed));
            assertThat(List.of(other, query)).allMatch(one -> one.process().isAlive());
            crowd.goHome(Crowd.tables(url), List.of(owed));
            equal();
        }
        equal();
    }

    private static ServerProcess process(ProcessRole role, String name) throws Exception {
        return ServerProcess.start(folder, role, name, url, relay.address(), LogSource.AXON_SERVER);
    }

    @Test
    @Order(4)
    void theOtherStoreIsRefusedAndSoIsAnotherInstallations() throws Exception {
        assertThatThrownBy(() -> installation(LogSource.POSTGRESQL))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("--event-store axon-server");
        try (EmbeddedPostgres other = Installation.postgres()) {
            assertThatThrownBy(() -> Installation.apart(
                            folder,
                            other.getJdbcUrl("postgres", "postgres"),
                            AxonServerUnderTest.by(relay.address(), LogSource.AXON_SERVER)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(relay.address());
        }
    }

    @Test
    @Order(5)
    void movesBackToPostgreSql() throws Exception {
        try (Connection connection = log();
                var statement = connection.createStatement()) {
            // As if the mirror had been killed some way behind.
            statement.execute("ALTER TABLE event DISABLE TRIGGER history_is_sacred");
            statement.execute("DELETE FROM event WHERE position > 100");
            statement.execute("ALTER TABLE event ENABLE TRIGGER history_is_sacred");
            statement.execute(
                    "UPDATE event_head SET position = 100, recorded_at = (SELECT recorded_at FROM event WHERE position = 100)");
        }
        move(LogSource.POSTGRESQL, "--database-url", url);
        equal();
        try (Installation installation = installation(LogSource.POSTGRESQL)) {
            goesOn(installation);
        }
    }

    @Test
    @Order(6)
    void movesToAxonServerFromWhereAnEarlierMoveStopped() throws Exception {
        try (AxonServerAddress.Visit visit = visit();
                Connection connection = log()) {
            assertThat(visit.log().head()).isLessThan(new LogRows(connection).head());
        }
        move(LogSource.AXON_SERVER, "--database-url", url);
        equal();
        try (Installation installation = installation(LogSource.AXON_SERVER)) {
            goesOn(installation);
        }
        equal();
    }

    private static void move(LogSource to, String... log) {
        List<String> words = new ArrayList<>(List.of("log", "move", "--to", to.word()));
        words.addAll(List.of(log));
        words.addAll(AxonServerUnderTest.options(relay.address()));
        assertThat(Launcher.commandLine().execute(words.toArray(String[]::new))).isZero();
    }

    private static Connection log() throws Exception {
        Connection connection = DriverManager.getConnection(url);
        connection.setSchema(HuifangServer.LOG_SCHEMA);
        return connection;
    }

    private static GraphQlClient client(Installation installation) throws Exception {
        HuifangServer door = installation.door();
        return new GraphQlClient(
                door.address(),
                LocalTokens.demo(DataFolder.existing(door.folder().path(), folder.resolve("keys"))));
    }

    private static void goesOn(Installation installation) throws Exception {
        assertThat(Crowd.shown(client(installation))).isTrue();
        assertThat(client(installation)
                        .ask("admin", "{ me { name } }", Map.of())
                        .isEmpty())
                .isFalse();
    }

    /** Row by row; time is that of the store, as far as it does not run backwards. */
    private static void equal() throws Exception {
        try (AxonServerAddress.Visit visit = visit();
                Connection connection = log();
                OriginalLog.Reading reading = visit.log().after(0)) {
            LogRows rows = new LogRows(connection);
            long head = visit.log().head();
            Instant until = Instant.now().plus(NEVER_HANGS);
            while (rows.head() < head) {
                assertThat(Instant.now()).isBefore(until);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(rows.head()).isEqualTo(head);
            Instant recordedAt = Instant.MIN;
            for (long compared = 0; compared < head; ) {
                for (Original there : reading.next(1_000, NEVER_HANGS)) {
                    compared++;
                    recordedAt = there.at().isAfter(recordedAt) ? there.at() : recordedAt;
                    Original here = rows.at(compared).orElseThrow();
                    assertThat(LogRows.same(there, here))
                            .as("event %d", compared)
                            .isTrue();
                    assertThat(here.at()).isEqualTo(recordedAt);
                }
            }
        }
    }
}
