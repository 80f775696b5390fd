package org.huifang.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Projector;
import org.huifang.server.HuifangServer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A log and read tables as years of many estates leave them: lives that were really led are told again under other ids,
 * numbers, centres and days, by INSERT … SELECT within the database. Cases of the last two weeks may be open, all others are
 * closed. The last of them come after a cut-off, so that the month under way is an ordinary one.
 */
final class ManyCases {
    private static final int CENTRES = Company.CENTRES;
    private static final int A_DAY = 14;
    private static final int OPEN_DAYS = 14;
    private static final int CHUNK = 20_000;
    private static final int EACH_LENGTH = 4;
    /** Of all cases, those that come after the former month's cut-off. */
    private static final double LATEST = 0.02;

    private static final Duration CATCHING_UP = Duration.ofMinutes(10);

    private final HuifangServer server;
    private final JdbcTemplate jdbc;
    private final CommandGateway commands;
    private final int cases;
    private final long events;

    /** @param events how many of them the log is to hold at most; the oldest cases have rows only */
    ManyCases(HuifangServer server, int cases, long events) {
        this.server = server;
        this.jdbc = server.context().getBean(JdbcTemplate.class);
        this.commands = server.context().getBean(CommandGateway.class);
        this.cases = cases;
        this.events = events;
    }

    void fill() throws Exception {
        List<String> lives = lead();
        caughtUp();
        prepare(lives);
        int latest = (int) (cases * LATEST);
        // The newest days have the smallest numbers, and are told last.
        tell(latest + 1, cases, (long) (events * (1 - LATEST)));
        YearMonth month = YearMonth.now(ZoneId.of("Asia/Shanghai"));
        compile(month.minusMonths(1));
        tell(1, latest, Long.MAX_VALUE);
        compile(month);
        jdbc.execute("DROP TABLE bench_life, bench_step, bench_case");
        jdbc.execute("VACUUM ANALYZE");
    }

    /** Lives of every length, several of each. */
    private List<String> lead() {
        PersonalData personalData = server.context().getBean(PersonalData.class);
        String key = personalData.keyFor(ComplaintId.random());
        List<String> ids = new ArrayList<>();
        for (int steps = 1; ; steps++) {
            boolean closed = false;
            for (int i = 0; i < EACH_LENGTH; i++) {
                CaseCommands life = new CaseCommands(personalData, key);
                for (int step = 0; step < steps && !life.closed(); step++) {
                    commands.sendAndWait(life.next());
                }
                closed = life.closed();
                ids.add(life.id.toString());
            }
            if (closed) {
                return ids;
            }
        }
    }

    private void prepare(List<String> lives) {
        jdbc.execute("DROP TABLE IF EXISTS bench_life, bench_step, bench_case");
        jdbc.update(
                "CREATE UNLOGGED TABLE bench_life AS SELECT c.id, c.number, c.centre, c.ended_at IS NULL AS open,"
                        + " (SELECT count(*) FROM event e WHERE e.stream = c.id::text) AS events,"
                        + " row_number() OVER (PARTITION BY c.ended_at IS NULL ORDER BY c.id) - 1 AS n,"
                        + " count(*) OVER (PARTITION BY c.ended_at IS NULL) AS alike"
                        + " FROM complaint c WHERE c.id::text = ANY(?)",
                (Object) lives.toArray(String[]::new));
        jdbc.execute("CREATE UNLOGGED TABLE bench_step AS SELECT l.id AS life, e.position, e.sequence FROM bench_life l"
                + " JOIN event e ON e.stream = l.id::text; CREATE INDEX ON bench_step (life, position)");
        jdbc.update(
                "CREATE UNLOGGED TABLE bench_case AS SELECT j, md5('case ' || j)::uuid AS id, l.id AS life, l.number AS life_number,"
                        + " l.centre AS life_centre, told.centre, make_interval(days => day) AS ago, l.events, 0::bigint AS base,"
                        + " 'KF-' || told.centre || '-' || to_char(now() - make_interval(days => day), 'YYYYMMDD') || '-' || (5000 + told.n) AS number"
                        + " FROM (SELECT j, 'B' || lpad((j % ?)::text, 2, '0') AS centre, (j / ?) / ? AS day, (j / ?) % ? AS n FROM generate_series(1, ?) j) AS told"
                        + " JOIN bench_life l ON l.open = (day < ? AND j % 2 = 0) AND l.n = (j / 7) % l.alike",
                CENTRES, CENTRES, A_DAY, CENTRES, A_DAY, cases, OPEN_DAYS);
        jdbc.execute("CREATE UNIQUE INDEX ON bench_case (j)");
    }

    /** @param atMost events in the log; cases beyond have their rows only */
    private void tell(int from, int until, long atMost) throws Exception {
        Projector projector = server.context().getBean(Projector.class);
        projector.stop();
        Configuration axon = server.context().getBean(Configuration.class);
        axon.eventProcessingConfiguration().eventProcessors().values().forEach(one -> one.shutDown());
        long head = head();
        long room = atMost - head;
        jdbc.update(
                "UPDATE bench_case c SET base = CASE WHEN before + c.events <= ? THEN ? + before ELSE (c.j * 7919) % ? END"
                        + " FROM (SELECT j, sum(events) OVER (ORDER BY j) - events AS before FROM bench_case WHERE j BETWEEN ? AND ?) b"
                        + " WHERE b.j = c.j",
                room, head, Math.max(1, head), from, until);
        long begun = System.nanoTime();
        for (int chunk = from; chunk <= until; chunk += CHUNK) {
            int last = Math.min(until, chunk + CHUNK - 1);
            String these = "c.j BETWEEN " + chunk + " AND " + last;
            TELLING.forEach(table -> jdbc.update(table.formatted(these)));
            jdbc.update(EVENTS.formatted(these), head);
            System.err.printf("  %d of %d cases told, %.0f s%n", last, until, (System.nanoTime() - begun) / 1e9);
        }
        long reached = Objects.requireNonNull(jdbc.queryForObject("SELECT max(position) FROM event", Long.class));
        jdbc.update("UPDATE event_head SET position = ?, recorded_at = now()", reached);
        jdbc.update("UPDATE progress SET position = ?", reached);
        jdbc.update(
                "UPDATE token_entry SET token = convert_to(jsonb_set(convert_from(token, 'UTF8')::jsonb, '{globalIndex}', to_jsonb(?::bigint))::text, 'UTF8')"
                        + " WHERE convert_from(token, 'UTF8') LIKE '%globalIndex%'",
                reached);
        // Whoever listens is told of the new head by the next append.
        axon.eventProcessingConfiguration().eventProcessors().values().forEach(one -> one.start());
        projector.start();
    }

    private static final String STEP = " JOIN bench_step %1$s ON %1$s.life = c.life AND %1$s.position = %2$s ";

    /** Each table's rows of the lives, as those of the cases; the condition says of which. */
    private static final List<String> TELLING = List.of(
            "INSERT INTO complaint SELECT c.id, p.sequence, c.number, NULL, c.centre, p.departments, p.state, p.classification, p.severity,"
                    + " p.received_at - c.ago, p.ended_at - c.ago, p.visit_owed, p.registered_by, p.owner,"
                    + " replace(replace(replace(p.view, c.life::text, c.id::text), c.life_number, c.number), '\"' || c.life_centre || '\"', '\"' || c.centre || '\"')"
                    + " FROM bench_case c JOIN complaint p ON p.id = c.life WHERE %s",
            "INSERT INTO promise SELECT c.id, p.promise, p.n, c.number, c.centre, p.departments, p.clock - c.ago, p.due - c.ago, p.verdict,"
                    + " p.at - c.ago, p.met_late_at - c.ago, p.as_recorded, p.policy_version, p.warned_percent, p.escalation"
                    + " FROM bench_case c JOIN promise p ON p.complaint = c.life WHERE %s",
            "INSERT INTO next_action SELECT c.id, p.action, c.number, c.centre, p.department, p.departments, p.role, p.respondent, p.promise,"
                    + " CASE WHEN p.due > now() + interval '100 years' THEN p.due ELSE p.due - c.ago END, p.missed, p.state, p.classification, p.severity,"
                    + " p.mildness, p.received_at - c.ago FROM bench_case c JOIN next_action p ON p.complaint = c.life WHERE %s",
            "INSERT INTO statistic_fact SELECT c.id, c.base + s.sequence + 1, p.kind, c.centre, p.recorded_at - c.ago, p.day - extract(days FROM c.ago)::int, p.value"
                    + " FROM bench_case c JOIN statistic_fact p ON p.complaint = c.life"
                    + STEP.formatted("s", "p.position") + "WHERE %s",
            "INSERT INTO statistic_version SELECT c.id, c.base + s.sequence + 1, coalesce(c.base + t.sequence + 1, 9223372036854775807), c.number, c.centre,"
                    + " p.received_at - c.ago, p.channel, p.classification, p.criterion, p.severity, p.department, p.open, p.visit, p.record"
                    + " FROM bench_case c JOIN statistic_version p ON p.complaint = c.life"
                    + STEP.formatted("s", "p.from_position")
                    + "LEFT" + STEP.formatted("t", "p.to_position") + "WHERE %s",
            "INSERT INTO statistic_promise SELECT c.id, p.promise, p.n, c.base + s.sequence + 1, coalesce(c.base + t.sequence + 1, 9223372036854775807),"
                    + " c.base + d.sequence + 1, c.centre, p.verdict, p.as_recorded"
                    + " FROM bench_case c JOIN statistic_promise p ON p.complaint = c.life"
                    + STEP.formatted("s", "p.from_position")
                    + STEP.formatted("d", "p.decided") + "LEFT" + STEP.formatted("t", "p.to_position") + "WHERE %s");

    private static final String EVENTS =
            "INSERT INTO event SELECT c.base + e.sequence + 1, c.id::text, e.sequence, e.stream_type, md5(c.id::text || e.sequence)::uuid,"
                    + " (SELECT recorded_at FROM event_head), e.name, e.revision,"
                    + " convert_to(replace(convert_from(e.payload, 'UTF8'), c.life::text, c.id::text), 'UTF8'), e.metadata"
                    + " FROM bench_case c JOIN event e ON e.stream = c.life::text WHERE %s AND c.base >= ?";

    private void compile(YearMonth month) throws Exception {
        commands.sendAndWait(
                new CompileStatistics(new MonthEndId(Company.FIRST), month, Act.now(Company.PERSON, Instant.now())));
        caughtUp();
    }

    private void caughtUp() throws Exception {
        Instant patience = Instant.now().plus(CATCHING_UP);
        while (Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM progress", Long.class)) < head()) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("the read tables do not catch up");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long head() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
    }
}
