package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.huifang.bench.Figures.Table;

/** What the same PostgreSQL does when nothing of ours stands before it: the limit that every other figure is held to. */
final class Raw {
    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final int BATCH = 1_000;
    /** As large as an event with its metadata. */
    private static final byte[] PAYLOAD = new byte[700];

    private Raw() {}

    static Table table(String url, int... clients) throws Exception {
        Table table = Table.keyed("raw", "clients");
        for (int count : clients) {
            table.add(
                    count,
                    "single-row commits/s",
                    singleRows(url, count),
                    "rows/s in batches of " + BATCH,
                    batches(url, count));
        }
        return table;
    }

    /** Each client commits one row of an event's size at a time. */
    static double singleRows(String url, int clients) throws Exception {
        return inserting(url, clients, (insert, latencies) -> {
            insert.setBytes(1, PAYLOAD);
            latencies.timed(insert::executeUpdate);
        });
    }

    private static double batches(String url, int clients) throws Exception {
        return BATCH
                * inserting(url, clients, (insert, latencies) -> {
                    for (int i = 0; i < BATCH; i++) {
                        insert.setBytes(1, PAYLOAD);
                        insert.addBatch();
                    }
                    latencies.timed(insert::executeBatch);
                });
    }

    @FunctionalInterface
    private interface Inserting {
        void once(PreparedStatement insert, Load.Latencies latencies) throws Exception;
    }

    private static double inserting(String url, int clients, Inserting inserting) throws Exception {
        try (Connection own = DriverManager.getConnection(url);
                Statement statement = own.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
            statement.execute("CREATE TABLE IF NOT EXISTS bench.raw "
                    + "(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL)");
            List<Connection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < clients; i++) {
                    connections.add(DriverManager.getConnection(url + "&reWriteBatchedInserts=true"));
                }
                return Load.run(clients, SPAN, n -> client(connections.get(n), inserting))
                        .perSecond();
            } finally {
                for (Connection connection : connections) {
                    connection.close();
                }
                statement.execute("DROP TABLE bench.raw");
            }
        }
    }

    private static Load.Client client(Connection connection, Inserting inserting) {
        try {
            PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.raw (payload) VALUES (?)");
            return latencies -> inserting.once(insert, latencies);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
