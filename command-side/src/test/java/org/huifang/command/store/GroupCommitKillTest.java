package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.flywaydb.core.Flyway;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What was answered is there once and whole, though PostgreSQL is killed in the middle of groups, again and again. */
@Tag("postgres")
class GroupCommitKillTest {
    private static final int WRITERS = 16;
    private static final int ANSWERS = 200;
    private static final Duration GENEROUS = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Random random = new Random();
    private MortalPostgres postgres;
    private JdbcTemplate jdbc;
    private Node one;
    private Node two;

    /** A PostgreSQL whose data and port outlive it. */
    private static final class MortalPostgres {
        private final Path folder;
        private final int port;
        private EmbeddedPostgres running;
        private volatile boolean dead;

        MortalPostgres(Path folder) throws Exception {
            this.folder = folder;
            this.port = freePort();
            this.running = start();
        }

        /** Below those from which clients get theirs: one that tries to reach the dead would in the end reach itself. */
        private static int freePort() {
            Random random = new Random();
            while (true) {
                int port = 15_000 + random.nextInt(15_000);
                try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    return free.getLocalPort();
                } catch (IOException e) {
                    // Somebody's.
                }
            }
        }

        private Path data() {
            return folder.resolve("data");
        }

        private EmbeddedPostgres start() throws Exception {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data())
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(GENEROUS)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("unix_socket_directories", "");
            for (int attempt = 1; ; attempt++) {
                try {
                    return builder.start();
                } catch (IOException | IllegalStateException e) {
                    if (attempt == 10) {
                        throw e;
                    }
                    Thread.sleep(1_000);
                }
            }
        }

        DataSource dataSource() {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setServerNames(new String[] {"localhost"});
            dataSource.setPortNumbers(new int[] {port});
            dataSource.setDatabaseName("postgres");
            dataSource.setUser("postgres");
            return dataSource;
        }

        /** Halted first, so that it has no more children than are found. */
        void kill() throws Exception {
            Path pidFile = data().resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0));
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
            List<ProcessHandle> children = postmaster.children().toList();
            assertThat(children).isNotEmpty();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            await(() -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(pidFile).exists();
            dead = true;
        }

        void startAgain() throws Exception {
            running.close();
            running = start();
            dead = false;
        }

        boolean isDead() {
            return dead;
        }

        void close() throws IOException {
            running.close();
        }
    }

    /** One server process, as far as the log knows it, with a reader that opened its stream before anything happened. */
    private static final class Node {
        private final LogTail tail;
        private final GroupCommitter committer;
        private final PostgresEventStorageEngine engine;
        private final Queue<TrackedEventMessage<?>> seen = new ConcurrentLinkedQueue<>();
        private final AtomicInteger seenCount = new AtomicInteger();
        private final Thread reader = new Thread(this::read, "reader");
        private volatile boolean stopped;

        Node(DataSource dataSource, JdbcTemplate jdbc) {
            tail = new LogTail(dataSource);
            committer = new GroupCommitter(dataSource, tail);
            engine = PostgresEventStorageEngine.of(
                    new LogicalNameSerializer(EventNames.of(ReceptionDayEvent.class)), jdbc, committer);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BlockingStream<TrackedEventMessage<?>> stream =
                    PostgresEventStore.of(engine, tail).openStream(null)) {
                while (!stopped) {
                    readOn(stream);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void readOn(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
            try {
                if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
                    seen.add(stream.nextAvailable());
                    seenCount.incrementAndGet();
                }
            } catch (DataAccessException e) {
                // The database is dead; the stream is asked again.
                Thread.sleep(50);
            }
        }

        void stop() throws InterruptedException {
            stopped = true;
            reader.join(GENEROUS.toMillis());
            committer.close();
            tail.close();
        }
    }

    /** Three events of two streams that go together. */
    private record Append(List<DomainEventMessage<?>> events) {
        static Append random() {
            String stream = UUID.randomUUID().toString();
            String other = UUID.randomUUID().toString();
            return new Append(List.of(event(stream, 0), event(other, 0), event(stream, 1)));
        }

        private static DomainEventMessage<?> event(String stream, long sequence) {
            return new GenericDomainEventMessage<>(
                    "reception-day",
                    stream,
                    sequence,
                    new NumberGiven(stream, (int) sequence + 1, ComplaintId.random()));
        }

        List<String> ids() {
            return events.stream()
                    .<String>map(DomainEventMessage::getIdentifier)
                    .toList();
        }
    }

    private enum Kill {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** Connections of which one dies with PostgreSQL around its next commit, and so never tells how that went. */
    private final class DeadlyConnections extends DelegatingDataSource {
        private final AtomicReference<@Nullable Kill> next = new AtomicReference<>();
        private volatile @Nullable Instant killed;

        DeadlyConnections(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return instead(Connection.class, (method, arguments) -> {
                Object answer = method.invoke(connection, arguments);
                return answer instanceof PreparedStatement statement && next.get() != null
                        ? deadly(connection, statement)
                        : answer;
            });
        }

        private PreparedStatement deadly(Connection connection, PreparedStatement statement) {
            return instead(PreparedStatement.class, (method, arguments) -> {
                Kill kill = "executeQuery".equals(method.getName()) ? next.getAndSet(null) : null;
                if (kill == null) {
                    return method.invoke(statement, arguments);
                }
                connection.setAutoCommit(kill == Kill.AFTER_COMMIT);
                statement.executeQuery();
                killed = Instant.now();
                postgres.kill();
                throw new SQLException("lost at its commit", "08006");
            });
        }

        @FunctionalInterface
        private interface Answering {
            @Nullable
            Object to(Method method, @Nullable Object[] arguments) throws Exception;
        }

        private static <T> T instead(Class<T> type, Answering answering) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        try {
                            return answering.to(method, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    /** What the writers were told. */
    private static final class Told {
        private final Queue<Append> stored = new ConcurrentLinkedQueue<>();
        private final AtomicInteger storedCount = new AtomicInteger();
        private final Queue<Append> inDoubt = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> somethingElse = new ConcurrentLinkedQueue<>();

        void append(Node node) {
            Append append = Append.random();
            try {
                node.engine.appendEvents(append.events());
                stored.add(append);
                storedCount.incrementAndGet();
            } catch (AppendInDoubtException e) {
                inDoubt.add(append);
            } catch (RuntimeException e) {
                somethingElse.add(e);
            }
        }
    }

    private record Row(long position, String id, String stream, long sequence, Instant recordedAt) {}

    @BeforeEach
    void start() throws Exception {
        postgres = new MortalPostgres(folder);
        Flyway.configure()
                .dataSource(postgres.dataSource())
                .locations("classpath:db/log")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(postgres.dataSource());
        one = new Node(postgres.dataSource(), jdbc);
        two = new Node(postgres.dataSource(), jdbc);
    }

    @AfterEach
    void stop() throws Exception {
        one.stop();
        two.stop();
        postgres.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void losesAndHalvesNothingInFourDeaths() throws Exception {
        dieAndRise(4);
    }

    @Test
    @Tag("long")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void losesAndHalvesNothingInFortyDeaths() throws Exception {
        dieAndRise(40);
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void knowsAfterADeathAroundItsCommitWhetherAGroupIsThere(Kill kill) throws Exception {
        DeadlyConnections connections = new DeadlyConnections(postgres.dataSource());
        Node deadly = new Node(connections, jdbc);
        Told told = new Told();
        told.append(deadly);
        connections.next.set(kill);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> running = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            running.add(writers.submit(() -> told.append(deadly)));
        }
        await(() -> postgres.isDead());
        postgres.startAgain();
        for (Future<?> writer : running) {
            writer.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        }
        writers.shutdown();
        assertThat(told.somethingElse).isEmpty();
        appendAgainWhatIsInDoubt(told);
        List<Row> rows = rows();
        assertThat(rows).hasSize(3 * (1 + WRITERS));
        assertWhole(rows, told);
        assertInOrder(rows);
        assertThat(rows.stream()
                        .filter(row -> row.recordedAt().isBefore(connections.killed))
                        .count())
                .satisfies(before -> {
                    if (kill == Kill.AFTER_COMMIT) {
                        assertThat(before).isGreaterThan(3);
                    } else {
                        assertThat(before).isEqualTo(3);
                    }
                });
        assertSeen(deadly, rows);
        assertSeen(two, rows);
        deadly.stop();
    }

    /** Every second round has two processes, and every fourth a database that stays away until appends are in doubt. */
    private void dieAndRise(int rounds) throws Exception {
        Told told = new Told();
        for (int round = 0; round < rounds; round++) {
            List<Node> nodes = round % 2 == 0 ? List.of(one) : List.of(one, two);
            boolean staysAway = round % 4 == 1;
            dieAndRise(told, nodes, staysAway);
            assertThat(told.somethingElse).isEmpty();
            List<Row> rows = rows();
            assertWhole(rows, told);
            assertInOrder(rows);
            assertSeen(one, rows);
            assertSeen(two, rows);
            appendAgainWhatIsInDoubt(told);
        }
        List<Row> rows = rows();
        assertThat(told.inDoubt).isEmpty();
        assertWhole(rows, told);
        assertInOrder(rows);
        assertThat(rows).hasSize(3 * told.storedCount.get());
    }

    private void dieAndRise(Told told, List<Node> nodes, boolean staysAway) throws Exception {
        assertThat(List.of("fsync", "full_page_writes", "synchronous_commit"))
                .allSatisfy(setting -> assertThat(jdbc.queryForObject("SHOW " + setting, String.class))
                        .isEqualTo("on"));
        AtomicInteger writing = new AtomicInteger(WRITERS);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> running = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            Node node = nodes.get(w % nodes.size());
            running.add(writers.submit(() -> {
                while (writing.get() > 0) {
                    told.append(node);
                }
            }));
        }
        awaitAnswers(told, ANSWERS);
        TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
        postgres.kill();
        if (staysAway) {
            await(() -> !told.inDoubt.isEmpty());
        }
        postgres.startAgain();
        awaitAnswers(told, ANSWERS);
        writing.set(0);
        for (Future<?> writer : running) {
            writer.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        }
        writers.shutdown();
        if (staysAway) {
            assertThat(told.inDoubt).isNotEmpty();
        }
    }

    private static void awaitAnswers(Told told, int more) throws InterruptedException {
        int enough = told.storedCount.get() + more;
        await(() -> told.storedCount.get() >= enough || !told.somethingElse.isEmpty());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(GENEROUS);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(5);
        }
    }

    private List<Row> rows() {
        return jdbc.query(
                "SELECT position, event_id, stream, sequence, recorded_at FROM event ORDER BY position",
                (row, n) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant()));
    }

    private static void assertWhole(List<Row> rows, Told told) {
        Map<String, Long> positions = new HashMap<>();
        rows.forEach(row -> assertThat(positions.put(row.id(), row.position())).isNull());
        Set<String> known = new HashSet<>();
        for (Append append : told.stored) {
            known.addAll(append.ids());
            assertThat(positions).containsKeys(append.ids().toArray(new String[0]));
            assertTogether(append, positions);
        }
        for (Append append : told.inDoubt) {
            known.addAll(append.ids());
            if (append.ids().stream().anyMatch(positions::containsKey)) {
                assertTogether(append, positions);
            }
        }
        assertThat(known.containsAll(positions.keySet())).isTrue();
    }

    private static void assertTogether(Append append, Map<String, Long> positions) {
        Long first = positions.get(append.ids().get(0));
        assertThat(first).isNotNull();
        assertThat(append.ids().stream().map(positions::get)).containsExactly(first, first + 1, first + 2);
    }

    private void assertInOrder(List<Row> rows) {
        assertThat(rows.stream().map(Row::position))
                .isEqualTo(LongStream.rangeClosed(1, rows.size()).boxed().toList());
        assertThat(rows).extracting(Row::recordedAt).isSorted();
        Row last = rows.get(rows.size() - 1);
        assertThat(jdbc.queryForMap(
                        "SELECT position FROM event_head WHERE recorded_at = (SELECT max(recorded_at) FROM event)"))
                .containsEntry("position", last.position());
    }

    private static void assertSeen(Node node, List<Row> rows) throws InterruptedException {
        await(() -> node.seenCount.get() >= rows.size());
        List<TrackedEventMessage<?>> seen = List.copyOf(node.seen);
        assertThat(seen.stream().map(event -> event.trackingToken().position().orElseThrow()))
                .isEqualTo(rows.stream().map(Row::position).toList());
        assertThat(seen.stream().map(TrackedEventMessage::getIdentifier))
                .isEqualTo(rows.stream().map(Row::id).toList());
    }

    /** By another process, as a client's retry may be: there it is stored, if it was not before. */
    private void appendAgainWhatIsInDoubt(Told told) {
        for (Append append : told.inDoubt) {
            two.engine.appendEvents(append.events());
            told.stored.add(append);
            told.storedCount.incrementAndGet();
        }
        told.inDoubt.clear();
    }
}
