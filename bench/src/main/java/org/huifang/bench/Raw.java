package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
            try {
                return Load.run(clients, SPAN, n -> client(url, inserting)).perSecond();
            } finally {
                statement.execute("DROP TABLE bench.raw");
            }
        }
    }

    /** Its connection lives as long as the process of the bench, as those of a pool do. */
    private static Load.Client client(String url, Inserting inserting) {
        try {
            Connection connection = DriverManager.getConnection(url + "&reWriteBatchedInserts=true");
            PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.raw (payload) VALUES (?)");
            return latencies -> inserting.once(insert, latencies);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
