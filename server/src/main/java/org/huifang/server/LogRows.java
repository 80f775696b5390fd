package org.huifang.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huifang.command.store.Mirror;
import org.huifang.command.store.OriginalLog.Original;

/** The log's rows as they are. */
final class LogRows {
    private static final String READ = """
            SELECT position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata
            FROM event WHERE position > ? ORDER BY position LIMIT ?
            """;

    private final Connection connection;

    /** @param connection that finds the log's tables without naming their schema */
    LogRows(Connection connection) {
        this.connection = connection;
    }

    long head() throws SQLException {
        return new Mirror(connection).head();
    }

    Optional<Original> at(long position) throws SQLException {
        return after(position - 1, 1).stream().findFirst();
    }

    List<Original> after(long position, int atMost) throws SQLException {
        List<Original> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, position);
            statement.setInt(2, atMost);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Original(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getObject(5, UUID.class),
                            row.getTimestamp(6).toInstant(),
                            row.getString(7),
                            row.getInt(8),
                            row.getBytes(9),
                            row.getBytes(10)));
                }
            }
        }
        return rows;
    }

    /** Byte for byte; but for the time, which a mirror never lets run backwards. */
    static boolean same(Original one, Original other) {
        return one.position() == other.position()
                && one.stream().equals(other.stream())
                && one.sequence() == other.sequence()
                && one.streamType().equals(other.streamType())
                && one.eventId().equals(other.eventId())
                && one.name().equals(other.name())
                && one.revision() == other.revision()
                && Arrays.equals(one.payload(), other.payload())
                && Arrays.equals(one.metadata(), other.metadata());
    }
}
