package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.server.HuifangServer;

/**
 * A minute in which two promises of each of many complaints fall due (§4.3 to judge, §4.6.1 to route, half an hour after
 * reception), while people go on working: how late each miss was observed, and that it was observed once.
 */
final class DueBench {
    private static final int COMPLAINTS = 50_000;
    private static final int PROMISES_EACH = 2;
    private static final Duration OWED = Duration.ofMinutes(30);
    /** Until the first of them falls due. */
    private static final Duration REGISTERING = Duration.ofSeconds(100);

    private static final int MINUTE = 60;
    private static final int REGISTRARS = 32;
    private static final int WORKERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String OBSERVED = """
            SELECT count(*), count(DISTINCT (o.stream, o.promise, o.n)),
                   extract(epoch FROM percentile_disc(0.5) WITHIN GROUP (ORDER BY o.recorded_at - p.due)),
                   extract(epoch FROM max(o.recorded_at - p.due)), extract(epoch FROM max(o.recorded_at) - min(p.due))
            FROM promise p JOIN (
                SELECT e.stream, e.recorded_at, change ->> 'promise' AS promise, (change ->> 'n')::int AS n
                FROM event e CROSS JOIN jsonb_array_elements(convert_from(e.payload, 'UTF8')::jsonb -> 'changes') AS change
                WHERE e.name = 'complaint.promises-observed' AND change ->> 't' = 'missed') o
              ON o.stream = p.complaint::text AND o.promise = p.promise AND o.n = p.n
            WHERE p.promise IN ('JUDGE', 'ROUTE') AND p.due >= ? AND p.due < ?
            """;

    private final HuifangServer server;
    private final Options options;
    private final CommandGateway commands;
    private final PersonalData personalData;
    private final String key;
    private final IntFunction<Load.Client> lives;

    DueBench(HuifangServer server, Options options) {
        this.server = server;
        this.options = options;
        this.commands = server.context().getBean(CommandGateway.class);
        this.personalData = server.context().getBean(PersonalData.class);
        this.key = personalData.keyFor(ComplaintId.random());
        this.lives = CaseCommands.lives(commands, personalData);
    }

    List<Table> run() throws Exception {
        Load.run(REGISTRARS, options.warmUp(), lives);
        Instant first = Instant.now().plus(REGISTERING).truncatedTo(ChronoUnit.SECONDS);
        register(first.minus(OWED));
        if (Instant.now().isAfter(first)) {
            throw new IllegalStateException("registering them all took too long");
        }
        Load.Result before = Load.run(WORKERS, Duration.between(Instant.now(), first), lives);
        Load.Result meanwhile = Load.run(WORKERS, Duration.ofSeconds(MINUTE), lives);
        Table table = Table.keyed("due", "promises of a minute");
        try (Connection connection = DriverManager.getConnection(
                server.context().getEnvironment().getRequiredProperty("spring.datasource.url"))) {
            settled(connection, first);
            observed(connection, first, table);
        }
        Table work = Table.keyed("due-work", "commands");
        work(work, "in the minute before", before);
        work(work, "while all that fell due", meanwhile);
        return List.of(table, work);
    }

    private void register(Instant from) throws Exception {
        AtomicInteger left = new AtomicInteger(COMPLAINTS);
        while (left.get() > 0) {
            Load.run(REGISTRARS, Duration.ofSeconds(1), n -> latencies -> {
                if (left.getAndDecrement() > 0) {
                    Instant at = from.plusSeconds(ThreadLocalRandom.current().nextInt(MINUTE));
                    commands.sendAndWait(new CaseCommands(personalData, key).received(at));
                }
            });
        }
    }

    /** Until the read tables show none of them open any more. */
    private static void settled(Connection connection, Instant first) throws Exception {
        Instant patience = Instant.now().plus(PATIENCE);
        while (count(connection, first) > 0) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("still open: " + count(connection, first));
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static long count(Connection connection, Instant first) throws Exception {
        try (PreparedStatement open = connection.prepareStatement(
                "SELECT count(*) FROM promise WHERE verdict = 'OPEN' AND promise IN ('JUDGE', 'ROUTE') AND due >= ? AND due < ?")) {
            return one(open, first).getLong(1);
        }
    }

    private static void observed(Connection connection, Instant first, Table table) throws Exception {
        try (PreparedStatement observed = connection.prepareStatement(OBSERVED)) {
            ResultSet row = one(observed, first);
            long times = row.getLong(1);
            long promises = row.getLong(2);
            if (times != promises || promises != (long) COMPLAINTS * PROMISES_EACH) {
                throw new IllegalStateException("observed " + times + " times of " + promises + " promises");
            }
            table.add(
                    promises,
                    "seconds late p50",
                    row.getDouble(3),
                    "most",
                    row.getDouble(4),
                    "all within s",
                    row.getDouble(5),
                    "a second",
                    promises / row.getDouble(5));
        }
    }

    private static ResultSet one(PreparedStatement query, Instant first) throws Exception {
        query.setTimestamp(1, Timestamp.from(first));
        query.setTimestamp(2, Timestamp.from(first.plusSeconds(MINUTE)));
        ResultSet row = query.executeQuery();
        row.next();
        return row;
    }

    private static void work(Table table, String what, Load.Result result) {
        table.add(
                what,
                "how many",
                result.latencies().length,
                "a second",
                result.perSecond(),
                "p50 ms",
                result.millis(0.50),
                "p99 ms",
                result.millis(0.99));
    }
}
