package org.huifang.command.store;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ReceptionDayEvent;
import org.huifang.kernel.complaint.ReceptionDayEvent.NumberGiven;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Whoever relies on what Axon says of an event storage finds it in ours as in Axon's own, on the same PostgreSQL. */
@Tag("postgres")
class EventStorageContractTest {
    private static final LogicalNameSerializer SERIALIZER =
            new LogicalNameSerializer(EventNames.of(ReceptionDayEvent.class));
    private static final String TYPE = "reception-day";
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final int THREADS = 8;

    private static final Map<Kind, Log> LOGS = new EnumMap<>(Kind.class);
    private static EmbeddedPostgres postgres;

    /** Ours, and Axon's own for any database, which is the measure. */
    enum Kind {
        OURS {
            @Override
            Log on(HikariDataSource dataSource) {
                Flyway.configure()
                        .dataSource(dataSource)
                        .locations("classpath:db/log")
                        .load()
                        .migrate();
                LogTail tail = new LogTail(dataSource);
                GroupCommitter committer = new GroupCommitter(dataSource, tail);
                PostgresEventStorageEngine engine =
                        PostgresEventStorageEngine.of(SERIALIZER, new JdbcTemplate(dataSource), committer);
                return new Log(engine, PostgresEventStore.of(engine, tail), () -> {
                    committer.close();
                    tail.close();
                    dataSource.close();
                });
            }
        },
        STOCK {
            @Override
            Log on(HikariDataSource dataSource) {
                JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                        .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                        .transactionManager(new SpringTransactionManager(new DataSourceTransactionManager(dataSource)))
                        .persistenceExceptionResolver(Kind::isDuplicateKey)
                        .eventSerializer(SERIALIZER)
                        .snapshotSerializer(SERIALIZER)
                        .build();
                engine.createSchema(PostgresEventTableFactory.INSTANCE);
                EmbeddedEventStore store =
                        EmbeddedEventStore.builder().storageEngine(engine).build();
                return new Log(engine, store, () -> {
                    store.shutDown();
                    dataSource.close();
                });
            }
        };

        abstract Log on(HikariDataSource dataSource);

        private static boolean isDuplicateKey(Throwable thrown) {
            return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                    .anyMatch(e -> e instanceof SQLException sql && "23505".equals(sql.getSQLState()));
        }
    }

    private interface Stop {
        void stop() throws InterruptedException;
    }

    /** An engine on a database of its own, and the event store on top of it. */
    private record Log(EventStorageEngine engine, EventStore store, Stop closing) {
        static Log empty(Kind kind) {
            String database = "log_" + UUID.randomUUID().toString().replace("-", "");
            new JdbcTemplate(postgres.getPostgresDatabase()).execute("CREATE DATABASE " + database);
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(postgres.getDatabase("postgres", database));
            pool.setMaximumPoolSize(THREADS + 4);
            return kind.on(pool);
        }

        void stop() throws InterruptedException {
            closing.stop();
        }

        List<DomainEventMessage<?>> stream(String stream) {
            return List.copyOf(engine.readEvents(stream).asStream().toList());
        }

        /** All that follows on a token; a read may end with a page, so it goes on until nothing comes. */
        List<TrackedEventMessage<?>> readOn(@Nullable TrackingToken token) {
            List<TrackedEventMessage<?>> all = new ArrayList<>();
            TrackingToken from = token;
            while (true) {
                try (Stream<? extends TrackedEventMessage<?>> page = engine.readEvents(from, false)) {
                    List<? extends TrackedEventMessage<?>> events = page.toList();
                    if (events.isEmpty()) {
                        return all;
                    }
                    all.addAll(events);
                    from = events.get(events.size() - 1).trackingToken();
                }
            }
        }
    }

    /** What an event is, wherever it is read from; not when, for there the engines differ. */
    private record Facts(
            String type, String stream, long sequence, String id, Object payload, Map<String, Object> metadata) {
        static List<Facts> of(List<? extends EventMessage<?>> events) {
            return events.stream()
                    .map(message -> (DomainEventMessage<?>) message)
                    .map(event -> new Facts(
                            event.getType(),
                            event.getAggregateIdentifier(),
                            event.getSequenceNumber(),
                            event.getIdentifier(),
                            event.getPayload(),
                            Map.copyOf(event.getMetaData())))
                    .toList();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (Kind kind : Kind.values()) {
            LOGS.put(kind, Log.empty(kind));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (Log log : LOGS.values()) {
            log.stop();
        }
        postgres.close();
    }

    /** What both promise. */
    @Nested
    @ParameterizedClass
    @EnumSource(Kind.class)
    class Contract {
        @Parameter
        Kind kind;

        private Log log() {
            return logOf(kind);
        }

        private EventStorageEngine engine() {
            return log().engine();
        }

        @Test
        void readsAStreamInOrderAsItWasAppended() {
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, 5);
            engine().appendEvents(events.subList(0, 3));
            engine().appendEvents(events.get(3), events.get(4));
            List<DomainEventMessage<?>> read = log().stream(stream);
            assertThat(Facts.of(read)).isEqualTo(Facts.of(events));
            assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(read).extracting(EventMessage::getTimestamp).isSorted();
            assertThat(read)
                    .allSatisfy(event -> assertThat(event.getPayloadType()).isEqualTo(NumberGiven.class));
        }

        @Test
        void readsOtherStreamsEventsForNobody() {
            String stream = newStream();
            String other = newStream();
            engine().appendEvents(events(stream, 0, 2));
            engine().appendEvents(events(other, 0, 3));
            assertThat(log().stream(stream))
                    .hasSize(2)
                    .allMatch(event -> stream.equals(event.getAggregateIdentifier()));
            assertThat(log().stream(other)).hasSize(3);
        }

        @Test
        void readsFromAFirstSequence() {
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, 5);
            engine().appendEvents(events);
            DomainEventStream fromThird = engine().readEvents(stream, 2);
            assertThat(fromThird.peek().getSequenceNumber()).isEqualTo(2);
            assertThat(Facts.of(List.copyOf(fromThird.asStream().toList()))).isEqualTo(Facts.of(events.subList(2, 5)));
            assertThat(fromThird.getLastSequenceNumber()).isEqualTo(4);
            assertThat(engine().readEvents(stream, 4).asStream()).hasSize(1);
            assertThat(engine().readEvents(stream, 5).hasNext()).isFalse();
        }

        @Test
        void findsNothingWhereNothingIs() {
            String stream = newStream();
            assertThat(engine().readEvents(stream).hasNext()).isFalse();
            assertThat(engine().readEvents(stream, 3).hasNext()).isFalse();
            assertThat(engine().readSnapshot(stream)).isEmpty();
            assertThat(engine().lastSequenceNumberFor(stream)).isEmpty();
            assertThat(log().store().readEvents(stream).hasNext()).isFalse();
        }

        @Test
        void appendsNothingOfNothing() {
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(List.of());
            assertThat(log().readOn(head)).isEmpty();
        }

        @Test
        void knowsTheLastSequenceOfAStream() {
            String stream = newStream();
            engine().appendEvents(events(stream, 0, 1));
            assertThat(engine().lastSequenceNumberFor(stream)).contains(0L);
            engine().appendEvents(events(stream, 1, 7));
            assertThat(engine().lastSequenceNumberFor(stream)).contains(7L);
            assertThat(log().store().lastSequenceNumberFor(stream)).contains(7L);
        }

        @Test
        void refusesToBeginAStreamTwice() {
            String stream = newStream();
            List<DomainEventMessage<?>> begun = events(stream, 0, 1);
            engine().appendEvents(begun);
            TrackingToken head = engine().createHeadToken();
            assertThatThrownBy(() -> engine().appendEvents(events(stream, 0, 3)))
                    .isInstanceOf(AggregateStreamCreationException.class);
            assertThat(Facts.of(log().stream(stream))).isEqualTo(Facts.of(begun));
            assertThat(log().readOn(head)).isEmpty();
        }

        @Test
        void refusesASequenceThatIsTaken() {
            String stream = newStream();
            List<DomainEventMessage<?>> first = events(stream, 0, 3);
            engine().appendEvents(first);
            TrackingToken head = engine().createHeadToken();
            assertThatThrownBy(() -> engine().appendEvents(events(stream, 2, 2)))
                    .isInstanceOf(ConcurrencyException.class);
            assertThat(Facts.of(log().stream(stream))).isEqualTo(Facts.of(first));
            assertThat(log().readOn(head)).isEmpty();
            List<DomainEventMessage<?>> next = events(stream, 3, 1);
            engine().appendEvents(next);
            assertThat(Facts.of(log().readOn(head))).isEqualTo(Facts.of(next));
        }

        @Test
        void refusesAnAppendWholeWhenOneOfItsStreamsConflicts() {
            String taken = newStream();
            String free = newStream();
            engine().appendEvents(events(taken, 0, 2));
            TrackingToken head = engine().createHeadToken();
            List<DomainEventMessage<?>> freeFirst = new ArrayList<>(events(free, 0, 2));
            freeFirst.addAll(events(taken, 1, 1));
            assertThat(catchThrowable(() -> engine().appendEvents(freeFirst))).matches(Contract::isConflict);
            List<DomainEventMessage<?>> takenFirst = new ArrayList<>(events(taken, 1, 1));
            takenFirst.addAll(events(free, 0, 2));
            assertThat(catchThrowable(() -> engine().appendEvents(takenFirst))).matches(Contract::isConflict);
            assertThat(log().stream(free)).isEmpty();
            assertThat(log().stream(taken)).hasSize(2);
            assertThat(log().readOn(head)).isEmpty();
        }

        private static boolean isConflict(Throwable thrown) {
            return thrown instanceof ConcurrencyException || thrown instanceof AggregateStreamCreationException;
        }

        @Test
        void appendsToSeveralStreamsAtOnce() {
            String one = newStream();
            String two = newStream();
            List<DomainEventMessage<?>> ones = events(one, 0, 2);
            List<DomainEventMessage<?>> twos = events(two, 0, 2);
            TrackingToken head = engine().createHeadToken();
            List<DomainEventMessage<?>> woven = List.of(ones.get(0), twos.get(0), ones.get(1), twos.get(1));
            engine().appendEvents(woven);
            assertThat(Facts.of(log().stream(one))).isEqualTo(Facts.of(ones));
            assertThat(Facts.of(log().stream(two))).isEqualTo(Facts.of(twos));
            assertThat(Facts.of(log().readOn(head))).isEqualTo(Facts.of(woven));
        }

        @Test
        void keepsMetadataAndTextAsTheyWere() {
            String stream = newStream();
            Map<String, Object> metadata = Map.of(
                    "actor",
                    "业主 王小明",
                    "count",
                    42,
                    "urgent",
                    true,
                    "empty",
                    "",
                    "quoted",
                    "\"\\\n\u0001 🏠",
                    "ratio",
                    1.5);
            DomainEventMessage<?> event = new GenericDomainEventMessage<>(
                    TYPE, stream, 0, new NumberGiven("回访/2024-02-29 🏠 \"\\", 1, ComplaintId.random()), metadata);
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(event);
            assertThat(log().stream(stream).get(0).getMetaData()).containsExactlyInAnyOrderEntriesOf(metadata);
            assertThat(Facts.of(log().stream(stream))).isEqualTo(Facts.of(List.of(event)));
            assertThat(Facts.of(log().readOn(head))).isEqualTo(Facts.of(List.of(event)));
        }

        @Test
        void keepsTheNewestSnapshot() {
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, 8);
            engine().storeSnapshot(events.get(3));
            assertThat(Facts.of(List.of(engine().readSnapshot(stream).orElseThrow())))
                    .isEqualTo(Facts.of(List.of(events.get(3))));
            engine().storeSnapshot(events.get(7));
            DomainEventMessage<?> newest = engine().readSnapshot(stream).orElseThrow();
            assertThat(Facts.of(List.of(newest))).isEqualTo(Facts.of(List.of(events.get(7))));
            assertThat(newest.getTimestamp()).isCloseTo(events.get(7).getTimestamp(), within(1, ChronoUnit.MILLIS));
            engine().storeSnapshot(events.get(5));
            assertThat(engine().readSnapshot(stream).orElseThrow().getSequenceNumber())
                    .isEqualTo(7);
            assertThat(engine().readSnapshot(newStream())).isEmpty();
        }

        @Test
        void readsFromTheSnapshotOn() {
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, 10);
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(events);
            DomainEventMessage<?> snapshot = event(stream, 6);
            log().store().storeSnapshot(snapshot);
            List<DomainEventMessage<?>> expected = new ArrayList<>();
            expected.add(snapshot);
            expected.addAll(events.subList(7, 10));
            assertThat(Facts.of(List.copyOf(
                            log().store().readEvents(stream).asStream().toList())))
                    .isEqualTo(Facts.of(expected));
            assertThat(Facts.of(log().stream(stream))).isEqualTo(Facts.of(events));
            assertThat(Facts.of(log().readOn(head))).isEqualTo(Facts.of(events));
        }

        @Test
        void leadsToNothingAndThenToEverythingFromTheTokensOfAnEmptyLog() throws Exception {
            Log empty = Log.empty(kind);
            try {
                TrackingToken tail = empty.engine().createTailToken();
                TrackingToken head = empty.engine().createHeadToken();
                TrackingToken at = empty.engine().createTokenAt(Instant.now());
                assertThat(empty.readOn(null)).isEmpty();
                assertThat(empty.readOn(tail)).isEmpty();
                assertThat(empty.readOn(head)).isEmpty();
                assertThat(empty.readOn(at)).isEmpty();
                List<DomainEventMessage<?>> events = events(newStream(), 0, 3);
                empty.engine().appendEvents(events);
                for (TrackingToken token : new TrackingToken[] {null, tail, head, at}) {
                    assertThat(Facts.of(empty.readOn(token))).isEqualTo(Facts.of(events));
                }
            } finally {
                empty.stop();
            }
        }

        @Test
        void leadsFromTheHeadOnlyToWhatComesThen() {
            engine().appendEvents(events(newStream(), 0, 2));
            TrackingToken head = engine().createHeadToken();
            try (var read = engine().readEvents(head, false)) {
                assertThat(read).isEmpty();
            }
            List<DomainEventMessage<?>> next = events(newStream(), 0, 2);
            engine().appendEvents(next);
            assertThat(Facts.of(log().readOn(head))).isEqualTo(Facts.of(next));
            assertThat(engine().createHeadToken().covers(head)).isTrue();
            assertThat(head.covers(engine().createHeadToken())).isFalse();
        }

        @Test
        void leadsFromTheTailToEverything() {
            engine().appendEvents(events(newStream(), 0, 2));
            List<Facts> all = Facts.of(log().readOn(null));
            assertThat(all).isNotEmpty().doesNotHaveDuplicates();
            assertThat(Facts.of(log().readOn(engine().createTailToken()))).isEqualTo(all);
        }

        @Test
        void leadsFromAnInstantToWhatWasAppendedSince() throws Exception {
            engine().appendEvents(events(newStream(), 0, 2));
            Thread.sleep(50);
            Instant between = Instant.now();
            Thread.sleep(50);
            List<DomainEventMessage<?>> since = events(newStream(), 0, 3);
            engine().appendEvents(since);
            assertThat(Facts.of(log().readOn(engine().createTokenAt(between)))).isEqualTo(Facts.of(since));
            Instant exactly =
                    log().stream(since.get(0).getAggregateIdentifier()).get(0).getTimestamp();
            assertThat(Facts.of(log().readOn(engine().createTokenAt(exactly)))).isEqualTo(Facts.of(since));
            assertThat(Facts.of(log().readOn(engine().createTokenAt(Instant.EPOCH))))
                    .isEqualTo(Facts.of(log().readOn(null)));
            assertThat(log().readOn(engine().createTokenAt(Instant.now().plusSeconds(3_600))))
                    .isEmpty();
        }

        @Test
        void readsOnFromTheTokenOfEveryEvent() {
            TrackingToken head = engine().createHeadToken();
            List<DomainEventMessage<?>> events = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                List<DomainEventMessage<?>> append = events(newStream(), 0, 2);
                engine().appendEvents(append);
                events.addAll(append);
            }
            List<TrackedEventMessage<?>> read = log().readOn(head);
            assertThat(Facts.of(read)).isEqualTo(Facts.of(events));
            assertThat(read).extracting(EventMessage::getTimestamp).isSorted();
            TrackingToken before = head;
            for (int n = 0; n < read.size(); n++) {
                TrackingToken token = read.get(n).trackingToken();
                assertThat(Facts.of(log().readOn(token))).isEqualTo(Facts.of(events.subList(n + 1, events.size())));
                if (before != null) {
                    assertThat(token.covers(before)).isTrue();
                    assertThat(before.covers(token)).isFalse();
                    assertThat(token.position().orElseThrow())
                            .isGreaterThan(before.position().orElseThrow());
                    assertThat(token.upperBound(before)).isEqualTo(token);
                    assertThat(token.lowerBound(before)).isEqualTo(before);
                }
                before = token;
            }
        }

        @Test
        void tellsTheSameByStreamAndByTracking() {
            String stream = newStream();
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(events(stream, 0, 4));
            List<DomainEventMessage<?>> byStream = log().stream(stream);
            List<TrackedEventMessage<?>> tracked = log().readOn(head);
            assertThat(Facts.of(tracked)).isEqualTo(Facts.of(byStream));
            assertThat(tracked.stream().map(EventMessage::getTimestamp))
                    .isEqualTo(byStream.stream().map(EventMessage::getTimestamp).toList());
        }

        @Test
        void readsBackAnAppendOfManyEvents() {
            int many = 2_500;
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, many);
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(events);
            List<Facts> facts = Facts.of(events);
            assertThat(Facts.of(log().stream(stream))).isEqualTo(facts);
            assertThat(Facts.of(log().readOn(head))).isEqualTo(facts);
            assertThat(engine().readEvents(head, false)).hasSize(many);
            assertThat(engine().readEvents(stream, many - 10L).asStream()).hasSize(10);
            assertThat(engine().lastSequenceNumberFor(stream)).contains(many - 1L);
        }

        @Test
        void showsAnOpenStreamWhatIsAppendedLater() throws Exception {
            List<DomainEventMessage<?>> before = events(newStream(), 0, 2);
            List<DomainEventMessage<?>> after = events(newStream(), 0, 2);
            TrackingToken head = engine().createHeadToken();
            engine().appendEvents(before);
            try (BlockingStream<TrackedEventMessage<?>> open = log().store().openStream(head)) {
                List<TrackedEventMessage<?>> seen = new ArrayList<>();
                for (int n = 0; n < 2; n++) {
                    assertThat(open.hasNextAvailable((int) GENEROUS.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    String next = open.peek().orElseThrow().getIdentifier();
                    seen.add(open.nextAvailable());
                    assertThat(seen.get(n).getIdentifier()).isEqualTo(next);
                }
                assertThat(open.peek()).isEmpty();
                assertThat(open.hasNextAvailable()).isFalse();
                engine().appendEvents(after);
                for (int n = 0; n < 2; n++) {
                    assertThat(open.hasNextAvailable((int) GENEROUS.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    seen.add(open.nextAvailable());
                }
                assertThat(Facts.of(seen))
                        .isEqualTo(Stream.of(before, after)
                                .flatMap(events -> Facts.of(events).stream())
                                .toList());
            }
        }

        @Test
        void showsATrackingReaderOnceWhatManyAppendAtOnce() throws Exception {
            int appends = 25;
            TrackingToken head = engine().createHeadToken();
            ConcurrentLinkedQueue<DomainEventMessage<?>> appended = new ConcurrentLinkedQueue<>();
            List<Future<?>> running = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            for (int t = 0; t < THREADS; t++) {
                String stream = newStream();
                running.add(threads.submit(() -> {
                    for (int n = 0; n < appends; n++) {
                        List<DomainEventMessage<?>> events = events(stream, n * 2L, 2);
                        engine().appendEvents(events);
                        appended.addAll(events);
                    }
                }));
            }
            int expected = THREADS * appends * 2;
            List<TrackedEventMessage<?>> meanwhile = new ArrayList<>();
            Instant deadline = Instant.now().plus(GENEROUS);
            while (meanwhile.size() < expected && Instant.now().isBefore(deadline)) {
                meanwhile.addAll(log().readOn(
                                meanwhile.isEmpty()
                                        ? head
                                        : meanwhile.get(meanwhile.size() - 1).trackingToken()));
            }
            for (Future<?> thread : running) {
                thread.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(Facts.of(meanwhile))
                    .hasSize(expected)
                    .containsExactlyInAnyOrderElementsOf(Facts.of(List.copyOf(appended)));
            assertThat(Facts.of(log().readOn(head)))
                    .hasSize(expected)
                    .containsExactlyInAnyOrderElementsOf(Facts.of(List.copyOf(appended)));
            assertThat(Facts.of(meanwhile).stream().collect(groupingBy(Facts::stream)))
                    .hasSize(THREADS)
                    .allSatisfy((stream, facts) -> assertThat(facts)
                            .extracting(Facts::sequence)
                            .containsExactlyElementsOf(
                                    LongStream.range(0, appends * 2L).boxed().toList()));
        }

        @Test
        void letsExactlyOneOfManyAppendAtASequence() throws Exception {
            String stream = newStream();
            int sequences = 15;
            Map<Long, ConcurrentLinkedQueue<String>> won = new HashMap<>();
            LongStream.range(0, sequences).forEach(sequence -> won.put(sequence, new ConcurrentLinkedQueue<>()));
            ConcurrentLinkedQueue<Throwable> refusals = new ConcurrentLinkedQueue<>();
            CyclicBarrier together = new CyclicBarrier(THREADS);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                running.add(threads.submit(() -> {
                    for (long sequence = 0; sequence < sequences; sequence++) {
                        DomainEventMessage<?> event = event(stream, sequence);
                        together.await(GENEROUS.toSeconds(), TimeUnit.SECONDS);
                        try {
                            engine().appendEvents(event);
                            won.get(sequence).add(event.getIdentifier());
                        } catch (ConcurrencyException | AggregateStreamCreationException e) {
                            assertThat(e)
                                    .isInstanceOf(
                                            sequence == 0
                                                    ? AggregateStreamCreationException.class
                                                    : ConcurrencyException.class);
                            refusals.add(e);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(won.values()).allSatisfy(winners -> assertThat(winners).hasSize(1));
            assertThat(refusals).hasSize(sequences * (THREADS - 1));
            assertThat(log().stream(stream)).hasSize(sequences).allSatisfy(event -> assertThat(
                            won.get(event.getSequenceNumber()))
                    .containsExactly(event.getIdentifier()));
        }
    }

    /** A log that is to be proved may not believe a clock of whoever appends, so time is that of its own appending. */
    @Test
    void oursSaysWhenAnEventWasAppendedWhereStockSaysWhenItWasMade() {
        Instant longAgo = Instant.parse("1999-12-31T23:59:59Z");
        for (Kind kind : Kind.values()) {
            String stream = newStream();
            Instant before = Instant.now().minusMillis(1);
            logOf(kind).engine().appendEvents(made(stream, 0, longAgo));
            Instant told = logOf(kind).stream(stream).get(0).getTimestamp();
            if (kind == Kind.OURS) {
                assertThat(told).isBetween(before, Instant.now().plusMillis(1));
            } else {
                assertThat(told).isEqualTo(longAgo);
            }
        }
    }

    /** Time follows positions even where messages come with times that do not, so a token at an instant loses nothing. */
    @Test
    void oursNeverRunsBackwardsThoughTheMessagesDo() {
        Log ours = logOf(Kind.OURS);
        TrackingToken head = ours.engine().createHeadToken();
        String stream = newStream();
        Instant now = Instant.now();
        ours.engine().appendEvents(made(stream, 0, now.plusSeconds(3_600)));
        ours.engine().appendEvents(made(stream, 1, now.minusSeconds(3_600)));
        assertThat(ours.readOn(head))
                .hasSize(2)
                .extracting(EventMessage::getTimestamp)
                .isSorted();
    }

    /** After a lost connection ours appends the same again to learn whether it is there; by its ids it knows itself. */
    @Test
    void oursTakesTheSameEventsAgainOnceWhereStockRefusesThem() {
        for (Kind kind : Kind.values()) {
            Log log = logOf(kind);
            String stream = newStream();
            List<DomainEventMessage<?>> events = events(stream, 0, 3);
            log.engine().appendEvents(events);
            if (kind == Kind.OURS) {
                log.engine().appendEvents(events);
            } else {
                assertThatThrownBy(() -> log.engine().appendEvents(events))
                        .isInstanceOf(AggregateStreamCreationException.class);
            }
            assertThat(Facts.of(log.stream(stream))).isEqualTo(Facts.of(events));
        }
    }

    /** Who follows the log of its own process is given the events from memory, and may not see the difference. */
    @Test
    void oursGivesFromMemoryWhatItWouldReadBack() throws Exception {
        Log ours = logOf(Kind.OURS);
        TrackingToken head = ours.engine().createHeadToken();
        ours.engine().appendEvents(events(newStream(), 0, 3));
        List<TrackedEventMessage<?>> given = new ArrayList<>();
        try (BlockingStream<TrackedEventMessage<?>> open = ours.store().openStream(head)) {
            while (given.size() < 3) {
                given.add(open.nextAvailable());
            }
        }
        List<TrackedEventMessage<?>> read = ours.readOn(head);
        assertThat(Facts.of(given)).isEqualTo(Facts.of(read));
        for (int n = 0; n < 3; n++) {
            assertThat(given.get(n).getTimestamp()).isEqualTo(read.get(n).getTimestamp());
        }
        assertThat(given.stream().map(TrackedEventMessage::trackingToken))
                .isEqualTo(read.stream().map(TrackedEventMessage::trackingToken).toList());
    }

    /** Everything that happens here happens to an aggregate; what does not has no stream to be proved in. */
    @Test
    void oursStoresOnlyEventsOfAggregates() {
        Log ours = logOf(Kind.OURS);
        TrackingToken head = ours.engine().createHeadToken();
        EventMessage<?> ofNobody = new GenericEventMessage<>(new NumberGiven("day", 1, ComplaintId.random()));
        assertThatThrownBy(() -> ours.engine().appendEvents(event(newStream(), 0), ofNobody))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ours.readOn(head)).isEmpty();
    }

    /** Stock leaves a gap for every refused append; ours may not, for a gap in a log looks like something removed. */
    @Test
    void oursHasNoGapsWhereAppendsWereRefused() {
        Log ours = logOf(Kind.OURS);
        long head = ours.engine().createHeadToken().position().orElseThrow();
        String stream = newStream();
        for (int n = 0; n < 3; n++) {
            ours.engine().appendEvents(events(stream, n, 1));
            long taken = n;
            assertThat(catchThrowable(() -> ours.engine().appendEvents(events(stream, taken, 1))))
                    .isNotNull();
        }
        assertThat(ours.readOn(null).stream()
                        .mapToLong(event -> event.trackingToken().position().orElseThrow()))
                .isEqualTo(LongStream.rangeClosed(1, head + 3).boxed().toList());
    }

    private static Log logOf(Kind kind) {
        return Objects.requireNonNull(LOGS.get(kind));
    }

    private static String newStream() {
        return UUID.randomUUID().toString();
    }

    private static List<DomainEventMessage<?>> events(String stream, long first, int count) {
        return IntStream.range(0, count)
                .<DomainEventMessage<?>>mapToObj(n -> event(stream, first + n))
                .toList();
    }

    private static DomainEventMessage<?> event(String stream, long sequence) {
        return new GenericDomainEventMessage<>(
                TYPE,
                stream,
                sequence,
                new NumberGiven(stream, (int) sequence + 1, ComplaintId.random()),
                Map.of("cause", "of " + sequence, "n", (int) sequence));
    }

    private static DomainEventMessage<?> made(String stream, long sequence, Instant at) {
        DomainEventMessage<?> event = event(stream, sequence);
        return new GenericDomainEventMessage<>(
                TYPE,
                stream,
                sequence,
                event.getPayload(),
                event.getMetaData(),
                UUID.randomUUID().toString(),
                at);
    }
}
