package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.flywaydb.core.Flyway;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The log on a real PostgreSQL: what Axon expects of a store, and what ours promises beyond. */
@Tag("postgres")
class PostgresEventStoreTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private static EmbeddedPostgres postgres;
    private static DataSource dataSource;
    private static JdbcTemplate jdbc;
    private static Node one;
    private static Node two;

    /** One server process, as far as the log knows it. */
    private record Node(LogTail tail, GroupCommitter committer, PostgresEventStorageEngine engine) {
        static Node start() {
            LogTail tail = new LogTail(dataSource);
            GroupCommitter committer = new GroupCommitter(dataSource, tail);
            LogicalNameSerializer serializer = new LogicalNameSerializer(EventNames.of(ReceptionDayEvent.class));
            return new Node(tail, committer, PostgresEventStorageEngine.of(serializer, jdbc, committer));
        }

        void stop() throws InterruptedException {
            committer.close();
            tail.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        dataSource = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/log")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(dataSource);
        one = Node.start();
        two = Node.start();
    }

    @AfterAll
    static void stop() throws Exception {
        one.stop();
        two.stop();
        postgres.close();
    }

    @Test
    void readsBackWhatWasAppendedUnderItsLogicalName() {
        String stream = UUID.randomUUID().toString();
        one.engine().appendEvents(List.of(event(stream, 0), event(stream, 1)));
        List<? extends DomainEventMessage<?>> read =
                one.engine().readEvents(stream).asStream().toList();
        assertThat(read).hasSize(2);
        assertThat(read.get(1).getPayload()).isInstanceOf(NumberGiven.class);
        assertThat(read.get(1).getSequenceNumber()).isEqualTo(1);
        assertThat(read.get(1).getType()).isEqualTo("reception-day");
        assertThat(one.engine().readEvents(stream, 1).asStream().toList()).hasSize(1);
        assertThat(one.engine().lastSequenceNumberFor(stream)).contains(1L);
        assertThat(one.engine().lastSequenceNumberFor("nothing")).isEmpty();
        Map<String, Object> row =
                jdbc.queryForMap("SELECT name, revision FROM event WHERE stream = ? AND sequence = 0", stream);
        assertThat(row).containsEntry("name", "reception-day.number-given").containsEntry("revision", 1);
    }

    @Test
    void leavesNothingOfAGroupThatFellOverInTheMiddle() throws Exception {
        AtomicInteger statements = new AtomicInteger();
        DataSource falling = new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                int n = statements.incrementAndGet();
                                if (n == 1) {
                                    throw new SQLException("as if its place were taken", "23505");
                                }
                                if (arguments[0].equals(GroupCommitter.MOVE_HEAD) && n < 10) {
                                    statements.set(10);
                                    throw new OutOfMemoryError("as if");
                                }
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        };
        LogTail tail = new LogTail(dataSource);
        GroupCommitter committer = new GroupCommitter(falling, tail);
        try {
            PostgresEventStorageEngine engine = PostgresEventStorageEngine.of(
                    new LogicalNameSerializer(EventNames.of(ReceptionDayEvent.class)), jdbc, committer);
            String stream = UUID.randomUUID().toString();
            assertThatThrownBy(() -> engine.appendEvents(List.of(event(stream, 0))))
                    .isInstanceOf(AppendInDoubtException.class);
            engine.appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
            assertThat(engine.readEvents(stream).asStream()).isEmpty();
            assertThat(jdbc.queryForObject("SELECT max(position) FROM event", Long.class))
                    .isEqualTo(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
        } finally {
            committer.close();
            tail.close();
        }
    }

    /** A connection whose other end says nothing more, as after a failover. */
    @Test
    void hearsAgainAfterItsConnectionHasGoneSilent() throws Exception {
        PGSimpleDataSource impatient = new PGSimpleDataSource();
        impatient.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
        impatient.setApplicationName("listener");
        impatient.setSocketTimeout(1);
        try (LogTail tail = new LogTail(impatient)) {
            assertThat(tail.awaitBeyond(appended() - 1, GENEROUS)).isTrue();
            Long listener = jdbc.queryForObject(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'listener'", Long.class);
            signal("STOP", listener);
            try {
                assertThat(tail.awaitBeyond(appended() - 1, GENEROUS)).isTrue();
            } finally {
                signal("CONT", listener);
            }
        }
    }

    private static void signal(String signal, Long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** @return where the log ends with it */
    private static long appended() {
        one.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
    }

    @Test
    void refusesASequenceThatIsTakenAndLeavesNoGap() {
        String stream = UUID.randomUUID().toString();
        one.engine().appendEvents(List.of(event(stream, 0)));
        assertThatThrownBy(() -> two.engine().appendEvents(List.of(event(stream, 0))))
                .isInstanceOf(AggregateStreamCreationException.class);
        one.engine().appendEvents(List.of(event(stream, 1)));
        assertThatThrownBy(() -> two.engine().appendEvents(List.of(event(stream, 1), event(stream, 2))))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(one.engine().lastSequenceNumberFor(stream)).contains(1L);
        assertGapless();
    }

    @Test
    void itsOwnEventsComeFromMemoryAsTheyWouldBeReadBack() throws Exception {
        long from = one.engine().createHeadToken().position().orElseThrow();
        List<DomainEventMessage<?>> appended = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            DomainEventMessage<?> event = event(UUID.randomUUID().toString(), 0).andMetaData(Map.of("cause", "c" + i));
            one.engine().appendEvents(List.of(event));
            appended.add(event);
        }
        // One that another process appended stands between.
        two.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
        one.engine()
                .appendEvents(appended.stream()
                        .map(event -> event(event.getAggregateIdentifier(), 1))
                        .toList());
        assertThat(one.tail().recentAfter(from, 100)).hasSize(50);
        List<TrackedEventMessage<?>> remembered = read(one, from, 101);
        List<TrackedEventMessage<?>> stored = read(two, from, 101);
        for (int i = 0; i < remembered.size(); i++) {
            DomainEventMessage<?> ours = (DomainEventMessage<?>) remembered.get(i);
            DomainEventMessage<?> theirs = (DomainEventMessage<?>) stored.get(i);
            assertThat(remembered.get(i).trackingToken())
                    .isEqualTo(stored.get(i).trackingToken());
            assertThat(ours.getPayload()).isEqualTo(theirs.getPayload());
            assertThat(ours.getMetaData()).isEqualTo(theirs.getMetaData());
            assertThat(ours.getTimestamp()).isEqualTo(theirs.getTimestamp());
            assertThat(ours.getIdentifier()).isEqualTo(theirs.getIdentifier());
            assertThat(ours.getAggregateIdentifier()).isEqualTo(theirs.getAggregateIdentifier());
            assertThat(ours.getSequenceNumber()).isEqualTo(theirs.getSequenceNumber());
            assertThat(ours.getType()).isEqualTo(theirs.getType());
        }
    }

    private static List<TrackedEventMessage<?>> read(Node node, long from, int count) throws Exception {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        try (var stream =
                PostgresEventStore.of(node.engine(), node.tail()).openStream(new GlobalSequenceTrackingToken(from))) {
            while (events.size() < count && stream.hasNextAvailable(20, TimeUnit.SECONDS)) {
                events.add(stream.nextAvailable());
            }
        }
        assertThat(events).hasSize(count);
        return events;
    }

    @Test
    void whoIsFarBehindReadsAheadWithoutMissingAnything() throws Exception {
        long from = one.engine().createHeadToken().position().orElseThrow();
        int count = 3 * PostgresEventStorageEngine.FETCH + 17;
        String stream = UUID.randomUUID().toString();
        one.engine()
                .appendEvents(IntStream.range(0, count)
                        .mapToObj(i -> event(stream, i))
                        .toList());
        List<TrackedEventMessage<?>> events = read(two, from, count);
        for (int i = 0; i < count; i++) {
            assertThat(events.get(i).trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(from + i + 1));
        }
    }

    @Test
    void keepsTheLatestSnapshot() {
        String stream = UUID.randomUUID().toString();
        one.engine().storeSnapshot(event(stream, 7));
        one.engine().storeSnapshot(event(stream, 3));
        assertThat(one.engine().readSnapshot(stream).orElseThrow().getSequenceNumber())
                .isEqualTo(7);
    }

    @Test
    void givesTokensOfHeadTailAndTime() {
        one.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
        long head = one.engine().createHeadToken().position().orElseThrow();
        assertThat(head).isEqualTo(count());
        assertThat(one.engine().createTailToken().position()).hasValue(0);
        assertThat(one.engine().createTokenAt(Instant.now().plusSeconds(60)).position())
                .hasValue(head);
        assertThat(one.engine().createTokenAt(Instant.EPOCH).position()).hasValue(0);
        assertThat(one.engine().readEvents(new GlobalSequenceTrackingToken(head - 1), false))
                .hasSize(1);
    }

    @Test
    void handsOnInRoundsWhatCameMeanwhile() throws Exception {
        Duration apart = Duration.ofMillis(300);
        InRounds log = new InRounds(PostgresEventStore.of(one.engine(), one.tail()), apart, 100);
        try (var stream = log.openStream(log.createHeadToken())) {
            append(1);
            assertThat(round(stream)).isEqualTo(1);
            long begun = System.nanoTime();
            append(5);
            assertThat(stream.peek()).isEmpty();
            assertThat(round(stream)).isEqualTo(5);
            assertThat(System.nanoTime() - begun).isGreaterThan(apart.toNanos() / 2);
        }
    }

    @Test
    void keepsNobodyWaitingWhoIsBehind() throws Exception {
        InRounds log = new InRounds(PostgresEventStore.of(one.engine(), one.tail()), Duration.ofHours(1), 3);
        try (var stream = log.openStream(log.createHeadToken())) {
            append(7);
            assertThat(round(stream)).isEqualTo(3);
            assertThat(round(stream)).isEqualTo(3);
            assertThat(round(stream)).isEqualTo(1);
        }
    }

    private static void append(int times) {
        for (int i = 0; i < times; i++) {
            one.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
        }
    }

    /** How many events come together. */
    private static int round(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        assertThat(stream.hasNextAvailable(20, TimeUnit.SECONDS)).isTrue();
        int events = 0;
        while (stream.peek().isPresent()) {
            stream.nextAvailable();
            events++;
        }
        return events;
    }

    @Test
    void wakesAReaderOfAnotherProcessWithoutItsPolling() throws Exception {
        PostgresEventStore reading = PostgresEventStore.of(two.engine(), two.tail());
        try (var stream = reading.openStream(two.engine().createHeadToken())) {
            Future<Boolean> woken = Executors.newSingleThreadExecutor()
                    .submit((Callable<Boolean>) () -> stream.hasNextAvailable(30, TimeUnit.SECONDS));
            one.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
            assertThat(woken.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ordersByCommitWithoutGapsWithTwoProcessesAndConflicts() throws Exception {
        List<String> contested = IntStream.range(0, 40)
                .mapToObj(i -> "contested-" + UUID.randomUUID())
                .toList();
        ConcurrentLinkedQueue<String> won = new ConcurrentLinkedQueue<>();
        Set<Long> seen = new HashSet<>();
        PostgresEventStore reading = PostgresEventStore.of(one.engine(), one.tail());
        long from = one.engine().createHeadToken().position().orElseThrow();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Node node = i % 2 == 0 ? one : two;
            running.add(clients.submit(() -> {
                for (String stream : contested) {
                    try {
                        node.engine().appendEvents(List.of(event(stream, 0), event(stream, 1)));
                        won.add(stream);
                    } catch (ConcurrencyException | AggregateStreamCreationException e) {
                        // Exactly one of the sixteen wins each stream.
                    }
                    node.engine().appendEvents(List.of(event("own-" + UUID.randomUUID(), 0)));
                }
            }));
        }
        long expected = contested.size() * 2L + 16L * contested.size();
        try (var stream = reading.openStream(new GlobalSequenceTrackingToken(from))) {
            long position = from;
            while (seen.size() < expected && stream.hasNextAvailable(20, TimeUnit.SECONDS)) {
                TrackedEventMessage<?> event = stream.nextAvailable();
                long next = event.trackingToken().position().orElseThrow();
                assertThat(next).isEqualTo(position + 1);
                position = next;
                seen.add(next);
            }
        }
        for (Future<?> client : running) {
            client.get(20, TimeUnit.SECONDS);
        }
        clients.shutdown();
        assertThat(seen).hasSize((int) expected);
        assertThat(won).containsExactlyInAnyOrderElementsOf(contested);
        assertGapless();
    }

    @Test
    void whatWasAnsweredIsThereOnceThoughTheDatabaseDropsTheCommitter() throws Exception {
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            running.add(clients.submit(() -> {
                for (int n = 0; n < 60; n++) {
                    String stream = "dropped-" + UUID.randomUUID();
                    try {
                        one.engine().appendEvents(List.of(event(stream, 0)));
                        answered.add(stream);
                    } catch (RuntimeException e) {
                        refused.add(stream);
                    }
                }
            }));
        }
        for (int i = 0; i < 5; i++) {
            Thread.sleep(40);
            jdbc.queryForList(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%event%'");
        }
        for (Future<?> client : running) {
            client.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        Set<String> there = new HashSet<>(
                jdbc.queryForList("SELECT stream FROM event WHERE stream LIKE 'dropped-%'", String.class));
        assertThat(there).containsAll(answered).noneMatch(refused::contains);
        assertThat(there).hasSize(answered.size());
        assertGapless();
    }

    @Test
    void historyIsNeverChanged() {
        one.engine().appendEvents(List.of(event(UUID.randomUUID().toString(), 0)));
        for (String change : List.of("UPDATE event SET name = 'x'", "DELETE FROM event", "TRUNCATE event")) {
            assertThatThrownBy(() -> jdbc.execute(change)).hasMessageContaining("history is never changed");
        }
    }

    private static void assertGapless() {
        assertThat(jdbc.queryForObject("SELECT max(position) FROM event", Long.class))
                .isEqualTo(count());
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position) AS back FROM event) t WHERE back",
                        Long.class))
                .isZero();
    }

    private static long count() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM event", Long.class));
    }

    private static DomainEventMessage<?> event(String stream, long sequence) {
        return new GenericDomainEventMessage<>(
                "reception-day", stream, sequence, new NumberGiven(stream, (int) sequence + 1, ComplaintId.random()));
    }
}
