package org.huifang.command.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Which store decides what is appended to the log. */
public enum LogSource {
    /** The {@code event} table itself. */
    POSTGRESQL("postgresql"),
    /** Axon Server's own event store; the {@code event} table is its mirror. */
    AXON_SERVER("axon-server");

    /** Of PostgreSQL's advisory locks: whoever follows the log shares it, whoever moves the log has it alone. */
    private static final long IN_USE = 0x4855_4946_4C4FL;

    private final String word;

    LogSource(String word) {
        this.word = word;
    }

    /** As it is said on the command line and in {@code log_source}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when nothing is called so */
    public static LogSource of(String word) {
        for (LogSource source : values()) {
            if (source.word.equals(word)) {
                return source;
            }
        }
        throw new IllegalArgumentException(word);
    }

    /** @param connection that finds the log's tables without naming their schema */
    public static LogSource read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT source FROM log_source")) {
            row.next();
            return of(row.getString(1));
        }
    }

    public void write(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE log_source SET source = ?")) {
            statement.setString(1, word);
            statement.execute();
        }
    }

    /** As long as the connection lasts nobody moves the log. */
    static void use(Statement statement) throws SQLException {
        statement.execute("SELECT pg_advisory_lock_shared(" + IN_USE + ")");
    }

    /** Whether nobody moves the log at this moment. */
    public static boolean usable(Connection connection) throws SQLException {
        return answers(connection, "SELECT pg_try_advisory_lock_shared(" + IN_USE + ")")
                && answers(connection, "SELECT pg_advisory_unlock_shared(" + IN_USE + ")");
    }

    /** As long as the connection lasts nobody uses the log; false where somebody does. */
    public static boolean takeAlone(Connection connection) throws SQLException {
        return answers(connection, "SELECT pg_try_advisory_lock(" + IN_USE + ")");
    }

    private static boolean answers(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
