package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.flywaydb.core.Flyway;
import org.huifang.command.store.OriginalLog.Original;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A log that mirrors another store, which is a second real one on the same PostgreSQL. */
@Tag("postgres")
class MirrorTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private EmbeddedPostgres postgres;
    private Side original;
    private Side mirror;
    private OriginalLog log;
    private final List<MirrorWriter> writers = new ArrayList<>();

    /** A log with what a process keeps of it. */
    private record Side(
            DataSource dataSource,
            JdbcTemplate jdbc,
            LogTail tail,
            GroupCommitter committer,
            PostgresEventStorageEngine engine,
            PostgresEventStore store) {

        static Side of(DataSource dataSource) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/log")
                    .load()
                    .migrate();
            LogTail tail = new LogTail(dataSource);
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            GroupCommitter committer = new GroupCommitter(dataSource, tail);
            PostgresEventStorageEngine engine = PostgresEventStorageEngine.of(
                    new LogicalNameSerializer(EventNames.of(ReceptionDayEvent.class)), jdbc, committer);
            return new Side(dataSource, jdbc, tail, committer, engine, PostgresEventStore.of(engine, tail));
        }

        /** Of the time only what an event of Axon tells, which is milliseconds. */
        List<String> rows() {
            return jdbc.queryForList("""
                    SELECT (position, stream, sequence, stream_type, event_id, date_trunc('milliseconds', recorded_at), name, revision,
                        payload, metadata)::text
                    FROM event ORDER BY position
                    """, String.class);
        }

        String head() {
            return jdbc.queryForObject(
                    "SELECT (position, date_trunc('milliseconds', recorded_at))::text FROM event_head", String.class);
        }

        void stop() throws InterruptedException {
            committer.close();
            tail.close();
        }
    }

    /** The other side's rows, as its own engine reads them. */
    private record Rows(Side side) implements OriginalLog {
        @Override
        public long head() {
            return side.engine().createHeadToken().position().orElseThrow();
        }

        @Override
        public Reading after(long position) {
            return new Reading() {
                private long reached = position;

                @Override
                public List<Original> next(int atMost, Duration patience) throws InterruptedException {
                    side.tail().awaitBeyond(reached, patience);
                    List<Original> next = side.engine().readAfter(reached).stream()
                            .limit(Math.min(atMost, 7))
                            .map(Rows::original)
                            .toList();
                    reached += next.size();
                    return next;
                }

                @Override
                public void close() {
                    // Holds nothing.
                }
            };
        }

        private static Original original(TrackedDomainEventData<byte[]> data) {
            String revision = data.getPayload().getType().getRevision();
            return new Original(
                    data.trackingToken().position().orElseThrow(),
                    data.getAggregateIdentifier(),
                    data.getSequenceNumber(),
                    data.getType(),
                    UUID.fromString(data.getEventIdentifier()),
                    data.getTimestamp(),
                    data.getPayload().getType().getName(),
                    revision == null ? 0 : Integer.parseInt(revision),
                    data.getPayload().getData(),
                    data.getMetaData().getData());
        }
    }

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        new JdbcTemplate(postgres.getPostgresDatabase()).execute("CREATE DATABASE original");
        original = Side.of(postgres.getDatabase("postgres", "original"));
        mirror = Side.of(postgres.getPostgresDatabase());
        log = new Rows(original);
    }

    @AfterEach
    void stop() throws Exception {
        writers.forEach(MirrorWriter::stop);
        original.stop();
        mirror.stop();
        postgres.close();
    }

    @Test
    void severalWritersWriteOneLogThoughTheyAreKilled() throws Exception {
        write();
        write();
        for (int i = 0; i < 300; i++) {
            append(UUID.randomUUID().toString(), 0, 1 + i % 4);
            if (i % 60 == 30) {
                new JdbcTemplate(postgres.getPostgresDatabase())
                        .queryForList(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        + " WHERE datname = 'postgres' AND query LIKE '%event_head%' AND pid <> pg_backend_pid()");
            }
        }
        awaitAll();

        assertThat(mirror.rows()).isEqualTo(original.rows());
        assertThat(mirror.head()).isEqualTo(original.head());
    }

    @Test
    void whoeverFollowsTheMirrorIsWokenAndWhoeverDecidesIsAskedTheOriginal() throws Exception {
        write();
        MirroredEventStore store = new MirroredEventStore(original.store(), mirror.store());
        String stream = UUID.randomUUID().toString();
        try (var followed = store.openStream(null)) {
            store.publish(List.of(event(stream, 0)));
            assertThat(store.readEvents(stream).asStream().toList()).hasSize(1);
            assertThat(store.lastSequenceNumberFor(stream)).contains(0L);
            assertThat(store.readEvents(stream, 1).hasNext()).isFalse();
            assertThat(followed.hasNextAvailable((int) SOON.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(followed.nextAvailable().trackingToken().position()).hasValue(1);
            store.publish(List.of(event(stream, 1)));
            assertThatThrownBy(() -> store.publish(List.of(event(stream, 1)))).isInstanceOf(ConcurrencyException.class);
        }
        awaitAll();
        assertThat(store.createHeadToken()).isEqualTo(original.store().createHeadToken());
    }

    @Test
    void timeNeverRunsBackwardsThoughTheOriginalsDoes() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00.000123Z");
        List<Original> events = List.of(at(1, noon), at(2, noon.minusSeconds(5)), at(3, noon.plusSeconds(1)));
        try (Connection connection = mirror.dataSource().getConnection()) {
            Mirror writing = new Mirror(connection);
            assertThat(writing.write(events.subList(0, 1))).isEqualTo(1);
            assertThat(writing.write(events)).as("what is there is dropped").isEqualTo(3);
            assertThat(writing.write(events)).isEqualTo(3);
            assertThatThrownBy(() -> writing.write(List.of(at(5, noon))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("4");
        }
        assertThat(mirror.jdbc()
                        .queryForList("SELECT recorded_at FROM event ORDER BY position", java.sql.Timestamp.class))
                .extracting(java.sql.Timestamp::toInstant)
                .containsExactly(noon, noon, noon.plusSeconds(1));
    }

    @Test
    void whoMovesTheLogHasItAlone() throws Exception {
        try (Connection mover = mirror.dataSource().getConnection();
                Connection starting = mirror.dataSource().getConnection()) {
            assertThat(LogSource.takeAlone(mover)).as("a process follows it").isFalse();
            mirror.tail().close();
            Instant until = Instant.now().plus(SOON);
            while (!LogSource.takeAlone(mover)) {
                assertThat(Instant.now()).isBefore(until);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(LogSource.usable(starting)).isFalse();
            assertThat(LogSource.read(starting)).isEqualTo(LogSource.POSTGRESQL);
            LogSource.AXON_SERVER.write(mover);
            assertThat(LogSource.read(starting)).isEqualTo(LogSource.AXON_SERVER);
        }
    }

    private static Original at(long position, Instant at) {
        return new Original(
                position,
                "stream",
                position - 1,
                "reception-day",
                UUID.randomUUID(),
                at,
                "reception-day.number-given",
                1,
                HexFormat.of().parseHex("7b7d"),
                HexFormat.of().parseHex("7b7d"));
    }

    private void write() {
        MirrorWriter writer = new MirrorWriter(mirror.dataSource(), mirror.tail(), log);
        writers.add(writer);
        writer.start();
    }

    private void awaitAll() throws InterruptedException, SQLException {
        Instant until = Instant.now().plus(SOON);
        while (mirror.engine().createHeadToken().position().orElseThrow() < log.head()) {
            assertThat(Instant.now()).isBefore(until);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void append(String stream, long from, int count) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(stream, from + i).andMetaData(Map.of("cause", "c" + i)));
        }
        original.store().publish(events);
    }

    private static DomainEventMessage<?> event(String stream, long sequence) {
        return new GenericDomainEventMessage<>(
                "reception-day", stream, sequence, new NumberGiven(stream, (int) sequence + 1, ComplaintId.random()));
    }
}
