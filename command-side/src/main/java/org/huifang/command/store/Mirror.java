package org.huifang.command.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.huifang.command.store.OriginalLog.Original;

/**
 * Writes the events of another store into the {@code event} table. Several may write at once: under the head's lock each
 * drops what is there already, so that all write the same log, whoever is first.
 */
public final class Mirror {
    private static final String LOCK_HEAD = "SELECT position, recorded_at FROM event_head FOR UPDATE";
    private static final String INSERT = """
            INSERT INTO event (position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::uuid[], ?::timestamptz[], ?::text[], ?::int[],
                ?::bytea[], ?::bytea[])
            """;

    private final Connection connection;

    /** @param connection of its own, that finds the log's tables without naming their schema */
    public Mirror(Connection connection) {
        this.connection = connection;
    }

    /** Where the log here ends. */
    public long head() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position FROM event_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Writes what is not there yet, in one transaction.
     *
     * @return where the log here ends then
     * @throws IllegalStateException when something is missing between the log here and these events
     */
    public long write(List<Original> events) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long reached = append(events);
            connection.commit();
            return reached;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private long append(List<Original> events) throws SQLException {
        long head;
        Instant last;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK_HEAD)) {
            row.next();
            head = row.getLong(1);
            last = head == 0 ? Instant.MIN : row.getTimestamp(2).toInstant();
        }
        List<Original> missing =
                events.stream().filter(event -> event.position() > head).toList();
        if (missing.isEmpty()) {
            return head;
        }
        List<Timestamp> times = new ArrayList<>();
        long next = head;
        for (Original event : missing) {
            if (event.position() != ++next) {
                throw new IllegalStateException("Event " + next + " is missing before " + event.position());
            }
            // The other store's clocks may differ from each other; the log's time never runs backwards.
            last = event.at().isAfter(last) ? event.at() : last;
            times.add(Timestamp.from(last));
        }
        insert(missing, times);
        try (PreparedStatement statement = connection.prepareStatement(GroupCommitter.MOVE_HEAD)) {
            statement.setLong(1, next);
            statement.setTimestamp(2, times.get(times.size() - 1));
            statement.execute();
        }
        return next;
    }

    private void insert(List<Original> rows, List<Timestamp> times) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, GroupCommitter.array(connection, "bigint", rows, Original::position, Long[]::new));
            statement.setArray(2, GroupCommitter.array(connection, "text", rows, Original::stream, String[]::new));
            statement.setArray(3, GroupCommitter.array(connection, "bigint", rows, Original::sequence, Long[]::new));
            statement.setArray(4, GroupCommitter.array(connection, "text", rows, Original::streamType, String[]::new));
            statement.setArray(5, GroupCommitter.array(connection, "uuid", rows, Original::eventId, UUID[]::new));
            statement.setArray(6, connection.createArrayOf("timestamptz", times.toArray()));
            statement.setArray(7, GroupCommitter.array(connection, "text", rows, Original::name, String[]::new));
            statement.setArray(8, GroupCommitter.array(connection, "int4", rows, Original::revision, Integer[]::new));
            statement.setArray(9, GroupCommitter.array(connection, "bytea", rows, Original::payload, byte[][]::new));
            statement.setArray(10, GroupCommitter.array(connection, "bytea", rows, Original::metadata, byte[][]::new));
            statement.executeUpdate();
        }
    }
}
