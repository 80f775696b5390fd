package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.QueueFilter;
import org.huifang.kernel.complaint.ComplaintQuery.QueueOrder;
import org.huifang.kernel.complaint.ComplaintQuery.QueuePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadQueue;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Generation;
import org.huifang.query.projection.Projector;
import org.huifang.server.HuifangServer;

/** All read tables made anew from a log of many events, against binary COPY of the same rows into the same tables. */
final class ReplayBench {
    private static final int WRITERS = 64;
    /** Lives that a writer keeps under way, so that the events of a case lie far apart in the log, as they do. */
    private static final int OPEN_EACH = 30;

    private static final long LOOK_EVERY_MILLIS = 50;

    private final HuifangServer server;
    private final Options options;
    private final ReadTables tables;

    ReplayBench(HuifangServer server, Options options) {
        this.server = server;
        this.options = options;
        this.tables = new ReadTables(server);
    }

    Table run() throws Exception {
        Table table = Table.keyed("replay", "what");
        Projector projector = server.context().getBean(Projector.class);
        projector.stop();
        long before = Math.max(0, projector.position());
        write(options.events());
        long events = tables.head();
        long behind = events - before;
        double followed = tables.followed();
        table.add("the serving tables catch up", "events", behind, "s", followed, "events/s", behind / followed);
        Readers readers = new Readers();
        double rebuilt = tables.rebuilt();
        double reads = readers.stop() / rebuilt;
        table.add("rebuilt beside, with reads", "events", events, "s", rebuilt, "events/s", events / rebuilt);
        Copied copied = copy();
        table.add(
                "COPY of the same rows",
                "events",
                events,
                "s",
                copied.seconds(),
                "events/s",
                events / copied.seconds());
        table.add("rebuilt / COPY", "events", events, "s", rebuilt / copied.seconds(), "events/s", "");
        System.err.printf("  %d rows, %.0f reads/s while rebuilding%n", copied.rows(), reads);
        return table;
    }

    private void write(long until) throws Exception {
        CommandGateway commands = server.context().getBean(CommandGateway.class);
        PersonalData personalData = server.context().getBean(PersonalData.class);
        String key = personalData.keyFor(ComplaintId.random());
        AtomicLong position = new AtomicLong(tables.head());
        while (position.get() < until) {
            Load.run(WRITERS, options.span(), n -> {
                List<CaseCommands> open = new ArrayList<>();
                return latencies -> {
                    if (position.get() >= until) {
                        return;
                    }
                    if (open.size() < OPEN_EACH) {
                        open.add(new CaseCommands(personalData, key));
                    }
                    int chosen = ThreadLocalRandom.current().nextInt(open.size());
                    commands.sendAndWait(open.get(chosen).next());
                    if (open.get(chosen).closed()) {
                        open.remove(chosen);
                    }
                };
            });
            position.set(tables.head());
            System.err.printf("  %d of %d events written%n", position.get(), until);
        }
    }

    private String url() {
        return server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Somebody looks at their queue, again and again, while the tables are made anew. */
    private final class Readers {
        private final AtomicBoolean reading = new AtomicBoolean(true);
        private final AtomicLong count = new AtomicLong();
        private final Thread thread = new Thread(this::read, "reads");

        Readers() {
            thread.start();
        }

        private void read() {
            QueryGateway queries = server.context().getBean(QueryGateway.class);
            while (reading.get()) {
                queries.query(
                                new ReadQueue(
                                        Company.PERSON, QueueFilter.of(Company.PERSON), QueueOrder.DUE, null, null, 50),
                                QueuePage.class)
                        .join();
                count.incrementAndGet();
                try {
                    Thread.sleep(LOOK_EVERY_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        long stop() throws InterruptedException {
            reading.set(false);
            thread.join();
            return count.get();
        }
    }

    private record Copied(double seconds, long rows) {}

    /** Every table of the serving generation, by COPY in binary, into an empty one with the same indexes. */
    private Copied copy() throws Exception {
        Generation serving = server.context().getBean(Generation.class);
        String folder = server.folder().path().resolve("bench-copy").toString();
        java.nio.file.Files.createDirectories(java.nio.file.Path.of(folder));
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            Map<String, String> files = new LinkedHashMap<>();
            try (ResultSet tables = statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = '"
                    + serving.schema() + "' AND tablename <> 'flyway_schema_history'")) {
                while (tables.next()) {
                    files.put(tables.getString(1), folder + "/" + tables.getString(1));
                }
            }
            statement.execute("DROP SCHEMA IF EXISTS bench_copy CASCADE; CREATE SCHEMA bench_copy");
            for (var file : files.entrySet()) {
                statement.execute("COPY " + serving.schema() + "." + file.getKey() + " TO '" + file.getValue()
                        + "' (FORMAT binary)");
                statement.execute("CREATE TABLE bench_copy." + file.getKey() + " (LIKE " + serving.schema() + "."
                        + file.getKey() + " INCLUDING ALL)");
            }
            statement.execute("CHECKPOINT");
            connection.setAutoCommit(false);
            long rows = 0;
            long begun = System.nanoTime();
            for (var file : files.entrySet()) {
                rows += statement.executeUpdate(
                        "COPY bench_copy." + file.getKey() + " FROM '" + file.getValue() + "' (FORMAT binary)");
            }
            connection.commit();
            double took = seconds(begun);
            connection.setAutoCommit(true);
            statement.execute("DROP SCHEMA bench_copy CASCADE");
            return new Copied(took, rows);
        }
    }
}
