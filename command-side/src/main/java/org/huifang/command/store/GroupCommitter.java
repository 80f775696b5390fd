package org.huifang.command.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends concurrent commands' events in common transactions: one flush to disk serves all that came while the one
 * before was under way. The head row, locked by each group, orders groups of all processes.
 *
 * <p>A lost connection leaves a group in doubt. It is then simply appended again: under the head's lock its own event
 * ids are either there, which is success, or not.
 */
public final class GroupCommitter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
    private static final int WAITING_AT_MOST = 10_000;
    private static final int GROUP_AT_MOST = 256;
    /** Fewer than these wait a moment for more, unless they are alone. */
    private static final int FEW = 8;

    private static final Duration GATHERED_WITHIN = Duration.ofMillis(3);
    private static final int ATTEMPTS = 10;
    private static final long ATTEMPT_PAUSE_MILLIS = 500;
    /** Attempts that each hang until the connection's own limit are fewer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String COLUMNS =
            "position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata";
    private static final String ROWS = """
            unnest(?::text[], ?::bigint[], ?::text[], ?::uuid[], ?::text[], ?::int[], ?::bytea[], ?::bytea[])
                WITH ORDINALITY AS k (stream, sequence, stream_type, event_id, name, revision, payload, metadata, n)
            """;

    /** One statement, which is a transaction of its own: what a group without conflicts takes. */
    private static final String APPEND = """
            WITH head AS (
                UPDATE event_head SET position = position + ?, recorded_at = greatest(recorded_at, clock_timestamp())
                RETURNING position, recorded_at),
            appended AS (
                INSERT INTO event (%s)
                SELECT head.position - ? + k.n, k.stream, k.sequence, k.stream_type, k.event_id, head.recorded_at, k.name,
                    k.revision, k.payload, k.metadata
                FROM head, %s)
            SELECT position, recorded_at, pg_notify('%s', position::text) FROM head
            """.formatted(COLUMNS, ROWS, LogTail.CHANNEL);

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String LOCK_HEAD =
            "SELECT position, greatest(recorded_at, clock_timestamp()) FROM event_head FOR UPDATE";
    private static final String TAKEN =
            "SELECT e.stream, e.event_id FROM unnest(?::text[], ?::bigint[]) AS k (stream, sequence) JOIN event e USING (stream, sequence)";
    private static final String INSERT = """
            INSERT INTO event (%s)
            SELECT ? + k.n, k.stream, k.sequence, k.stream_type, k.event_id, ?, k.name, k.revision, k.payload, k.metadata
            FROM %s
            """.formatted(COLUMNS, ROWS);
    static final String MOVE_HEAD =
            "WITH moved AS (UPDATE event_head SET position = ?, recorded_at = ? RETURNING position) "
                    + "SELECT pg_notify('" + LogTail.CHANNEL + "', position::text) FROM moved";

    private final DataSource dataSource;
    private final LogTail tail;
    private final BlockingQueue<Append> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final Thread thread = new Thread(this::run, "group-committer");
    private Connection connection;
    private volatile boolean closed;
    private volatile Committed told = (events, nanos) -> {};

    /** Is told, by the committer's own thread, of what it has committed together. */
    @FunctionalInterface
    public interface Committed {
        void committed(int events, long nanos);
    }

    private record Append(List<EventRow> rows, CompletableFuture<Void> done) {}

    private record Conflict(Append append, EventRow row) {}

    /** @param dataSource not the commands' own pool: those who wait for a group must not keep it from a connection */
    public GroupCommitter(DataSource dataSource, LogTail tail) {
        this.dataSource = dataSource;
        this.tail = tail;
        thread.setDaemon(true);
        thread.start();
    }

    public void onCommit(Committed listener) {
        told = listener;
    }

    /**
     * Returns once the rows are on disk.
     *
     * @throws ConcurrencyException when another event stands where one of the rows belongs
     * @throws StoreOverloadedException when too many wait
     * @throws AppendInDoubtException when the database is gone and stays away
     */
    void append(List<EventRow> rows) {
        Append append = new Append(rows, new CompletableFuture<>());
        if (closed || !waiting.offer(append)) {
            throw new StoreOverloadedException();
        }
        if (!thread.isAlive()) {
            append.done().completeExceptionally(new StoreOverloadedException());
        }
        try {
            append.done().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void run() {
        List<Append> group = new ArrayList<>();
        boolean company = false;
        while (!closed || !waiting.isEmpty()) {
            try {
                Append first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    gather(group, company);
                    company = group.size() > 1;
                    commitPersistently(group);
                    company |= !waiting.isEmpty();
                }
            } catch (InterruptedException e) {
                group.forEach(append -> append.done().completeExceptionally(new AppendInDoubtException(e)));
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("A group could not be appended", e);
                // With it goes what may have been begun and not committed.
                disconnect();
                group.forEach(append -> append.done().completeExceptionally(new AppendInDoubtException(e)));
            } finally {
                group.clear();
            }
        }
        disconnect();
    }

    /** @param company whether somebody came while the group before was gathered or committed */
    private void gather(List<Append> group, boolean company) throws InterruptedException {
        waiting.drainTo(group, GROUP_AT_MOST - 1);
        long until = System.nanoTime() + GATHERED_WITHIN.toNanos();
        while (company && group.size() < FEW) {
            Append next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            group.add(next);
        }
    }

    private void commitPersistently(List<Append> group) throws InterruptedException {
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                if (attempt > 1 || !appendAtOnce(group)) {
                    commitConflicting(group);
                }
                return;
            } catch (SQLException e) {
                boolean statementRefused = rolledBack();
                if (statementRefused && group.size() > 1) {
                    // One bad append must not fail the others of its group.
                    for (Append append : group) {
                        commitPersistently(List.of(append));
                    }
                    return;
                }
                if (statementRefused) {
                    group.get(0).done().completeExceptionally(new IllegalStateException("The append was refused", e));
                    return;
                }
                boolean longEnough = System.nanoTime() - begun > PATIENCE.toNanos();
                if (attempt == ATTEMPTS || longEnough || closed) {
                    group.forEach(append -> append.done().completeExceptionally(new AppendInDoubtException(e)));
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(ATTEMPT_PAUSE_MILLIS);
            }
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
            try (Statement statement = connection.createStatement()) {
                // Planning a group anew, for so many rows, takes nearly half as long as appending it.
                statement.execute("SET plan_cache_mode TO force_generic_plan");
            }
        }
        connection.setAutoCommit(true);
        return connection;
    }

    /** @return false, with nothing appended, where something stands already where one of the group belongs */
    private boolean appendAtOnce(List<Append> group) throws SQLException {
        long started = System.nanoTime();
        Set<String> begun = new HashSet<>();
        List<EventRow> rows = new ArrayList<>();
        for (Append append : group) {
            for (EventRow first : firsts(append)) {
                if (!begun.add(first.stream())) {
                    return false;
                }
            }
            rows.addAll(append.rows());
        }
        try (PreparedStatement statement = connected().prepareStatement(APPEND)) {
            statement.setLong(1, rows.size());
            statement.setLong(2, rows.size());
            setRows(statement, 3, rows);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long head = row.getLong(1);
                tail.committed(tracked(rows, head - rows.size(), row.getTimestamp(2)), head);
            }
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
        group.forEach(append -> append.done().complete(null));
        told.committed(rows.size(), System.nanoTime() - started);
        return true;
    }

    /** Under the head's lock: drops what conflicts, and finds what an attempt in doubt has already appended. */
    private void commitConflicting(List<Append> group) throws SQLException {
        long started = System.nanoTime();
        connected().setAutoCommit(false);
        long head;
        Timestamp recordedAt;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK_HEAD)) {
            row.next();
            head = row.getLong(1);
            recordedAt = row.getTimestamp(2);
        }
        Map<String, UUID> taken = taken(group);
        Set<String> begun = new HashSet<>();
        List<Append> appended = new ArrayList<>();
        List<Conflict> conflicting = new ArrayList<>();
        List<Append> alreadyThere = new ArrayList<>();
        List<EventRow> rows = new ArrayList<>();
        for (Append append : group) {
            List<EventRow> firsts = firsts(append);
            Optional<EventRow> conflicts = firsts.stream()
                    .filter(row -> taken.containsKey(row.stream()) || begun.contains(row.stream()))
                    .findFirst();
            if (firsts.stream().allMatch(row -> row.eventId().equals(taken.get(row.stream())))) {
                alreadyThere.add(append);
            } else if (conflicts.isPresent()) {
                conflicting.add(new Conflict(append, conflicts.get()));
            } else {
                firsts.forEach(row -> begun.add(row.stream()));
                rows.addAll(append.rows());
                appended.add(append);
            }
        }
        if (!rows.isEmpty()) {
            insert(head, recordedAt, rows);
            moveHead(head + rows.size(), recordedAt);
        }
        connection.commit();
        tail.committed(tracked(rows, head, recordedAt), head + rows.size());
        appended.forEach(append -> append.done().complete(null));
        alreadyThere.forEach(append -> append.done().complete(null));
        conflicting.forEach(one -> one.append().done().completeExceptionally(conflict(one.row())));
        if (!rows.isEmpty()) {
            told.committed(rows.size(), System.nanoTime() - started);
        }
    }

    /** As they would be read back: at their positions, and of the time, in milliseconds, at which they were appended. */
    private static List<TrackedEventMessage<?>> tracked(List<EventRow> rows, long head, Timestamp recordedAt) {
        Instant time = recordedAt.toInstant().truncatedTo(ChronoUnit.MILLIS);
        List<TrackedEventMessage<?>> tracked = new ArrayList<>();
        for (EventRow row : rows) {
            DomainEventMessage<?> event = row.message();
            tracked.add(new GenericTrackedDomainEventMessage<>(
                    new GlobalSequenceTrackingToken(head + tracked.size() + 1),
                    event.getType(),
                    event.getAggregateIdentifier(),
                    event.getSequenceNumber(),
                    event,
                    () -> time));
        }
        return tracked;
    }

    /** Event ids that stand where the appends of the group begin, by stream. */
    private Map<String, UUID> taken(List<Append> group) throws SQLException {
        List<EventRow> firsts =
                group.stream().flatMap(append -> firsts(append).stream()).toList();
        Map<String, UUID> taken = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
            statement.setArray(1, array(connection, "text", firsts, EventRow::stream, String[]::new));
            statement.setArray(2, array(connection, "bigint", firsts, EventRow::sequence, Long[]::new));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taken.put(row.getString(1), row.getObject(2, UUID.class));
                }
            }
        }
        return taken;
    }

    /** Sequences of a stream follow on each other, so it is free where an append begins or nowhere. */
    private static List<EventRow> firsts(Append append) {
        Map<String, EventRow> firsts = new LinkedHashMap<>();
        append.rows().forEach(row -> firsts.putIfAbsent(row.stream(), row));
        return List.copyOf(firsts.values());
    }

    private void insert(long head, Timestamp recordedAt, List<EventRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, head);
            statement.setObject(2, recordedAt);
            setRows(statement, 3, rows);
            statement.executeUpdate();
        }
    }

    /** @param from the first of the eight parameters of {@link #ROWS} */
    private void setRows(PreparedStatement statement, int from, List<EventRow> rows) throws SQLException {
        statement.setArray(from, array(connection, "text", rows, EventRow::stream, String[]::new));
        statement.setArray(from + 1, array(connection, "bigint", rows, EventRow::sequence, Long[]::new));
        statement.setArray(from + 2, array(connection, "text", rows, EventRow::streamType, String[]::new));
        statement.setArray(from + 3, array(connection, "uuid", rows, EventRow::eventId, UUID[]::new));
        statement.setArray(from + 4, array(connection, "text", rows, EventRow::name, String[]::new));
        statement.setArray(from + 5, array(connection, "int4", rows, EventRow::revision, Integer[]::new));
        statement.setArray(from + 6, array(connection, "bytea", rows, EventRow::payload, byte[][]::new));
        statement.setArray(from + 7, array(connection, "bytea", rows, EventRow::metadata, byte[][]::new));
    }

    private void moveHead(long position, Timestamp recordedAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE_HEAD)) {
            statement.setLong(1, position);
            statement.setObject(2, recordedAt);
            statement.execute();
        }
    }

    /**
     * A column of rows as a parameter for {@code unnest}.
     *
     * @param typed as the driver writes only arrays of a type in PostgreSQL's binary form
     */
    static <R, T> Array array(
            Connection connection, String type, List<R> rows, Function<R, T> column, IntFunction<T[]> typed)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray(typed));
    }

    private static RuntimeException conflict(EventRow row) {
        return row.sequence() == 0
                ? new AggregateStreamCreationException("Stream " + row.stream() + " has been begun already", null)
                : new ConcurrencyException(
                        "Event " + row.sequence() + " of stream " + row.stream() + " has been appended already");
    }

    /** Whether the connection is well, so that the transaction is known to be undone. */
    private boolean rolledBack() {
        try {
            if (connection == null) {
                return false;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return connection.isValid(1);
        } catch (SQLException | RuntimeException e) {
            disconnect();
            return false;
        }
    }

    private void disconnect() {
        Connection closing = connection;
        connection = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException e) {
            // It was of no use any more.
        }
    }

    /** Lets what waits be committed, and takes no more. */
    public void close() throws InterruptedException {
        closed = true;
        thread.join(TimeUnit.SECONDS.toMillis(30));
        // Offered after the last look, before it was known that nobody looks any more.
        waiting.forEach(append -> append.done().completeExceptionally(new StoreOverloadedException()));
    }
}
