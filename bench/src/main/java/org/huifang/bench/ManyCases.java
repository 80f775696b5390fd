package org.huifang.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Projector;
import org.huifang.server.HuifangServer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The log of many estates' years: lives that were really led are told again under other ids, numbers, centres and days, by
 * binary COPY, day after day, a step of all the day's cases after the other; position and head are taken as every writer of
 * the log takes them. Cases of the last two weeks may be open, all others are closed. Their clocks stand still: what
 * reacts to events begins after them.
 */
final class ManyCases {
    private static final int A_DAY = 14;
    private static final int OPEN_DAYS = 14;
    private static final int A_MONTH = 30;
    private static final int EACH_LENGTH = 4;
    private static final int CASES_A_DAY = Company.CENTRES * A_DAY;
    /** Of numbers given that day by the reception itself, far away. */
    private static final int FIRST_NUMBER = 5_000;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final long POSTGRES_EPOCH_MICROS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final String COLUMNS =
            "position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata";

    private final HuifangServer server;
    private final Connection log;
    private final ReadTables tables;
    private final List<Life> open = new ArrayList<>();
    private final List<Life> closed = new ArrayList<>();
    private final List<String> centres = new ArrayList<>();
    private int next;

    /** What of a text is the case's own. */
    private enum Own {
        ID,
        NUMBER,
        CENTRE
    }

    /** @param pieces of the payload: text that stays, {@link Own}, or a {@link LocalDate} that moves */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(long sequence, String type, String name, int revision, List<Object> pieces, byte[] metadata) {}

    private record Life(List<Step> steps) {}

    private record Case(String id, String number, String centre, Life life) {}

    /** @param cases of which all but those told already are still to be told */
    ManyCases(HuifangServer server, int cases) throws Exception {
        this.server = server;
        this.next = cases;
        this.log = DriverManager.getConnection(url());
        this.tables = new ReadTables(server);
        for (int i = 0; i < Company.CENTRES; i++) {
            centres.add(Company.centre(i));
        }
    }

    /** Lives of every length, several of each. */
    void lead() throws Exception {
        CommandGateway commands = server.context().getBean(CommandGateway.class);
        PersonalData personalData = server.context().getBean(PersonalData.class);
        String key = personalData.keyFor(ComplaintId.random());
        boolean ended = false;
        for (int steps = 1; !ended; steps++) {
            for (int i = 0; i < EACH_LENGTH; i++) {
                CaseCommands one = new CaseCommands(personalData, key);
                for (int step = 0; step < steps && !one.closed(); step++) {
                    commands.sendAndWait(one.next());
                }
                ended = one.closed();
                (ended ? closed : open).add(life(one.id.toString()));
            }
        }
    }

    private Life life(String id) throws Exception {
        List<Step> steps = new ArrayList<>();
        String number = null;
        try (PreparedStatement events = log.prepareStatement("SELECT sequence, stream_type, name, revision,"
                + " convert_from(payload, 'UTF8'), metadata FROM event WHERE stream = ? ORDER BY sequence")) {
            events.setString(1, id);
            try (ResultSet row = events.executeQuery()) {
                while (row.next()) {
                    String payload = row.getString(5);
                    number = number == null ? numberIn(payload) : number;
                    steps.add(new Step(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4),
                            pieces(payload, id, number),
                            row.getBytes(6)));
                }
            }
        }
        return new Life(List.copyOf(steps));
    }

    private static String numberIn(String payload) {
        Matcher number = Pattern.compile("KF-B\\d\\d-\\d{8}-\\d{4,}").matcher(payload);
        if (!number.find()) {
            throw new IllegalStateException("no number in " + payload);
        }
        return number.group();
    }

    private static List<Object> pieces(String payload, String id, String number) {
        Matcher found = Pattern.compile(Pattern.quote(id) + "|" + Pattern.quote(number)
                        + "|(?<=\"centre\":\")B\\d\\d(?=\")|\\d{4}-\\d\\d-\\d\\d(?=[T\"])")
                .matcher(payload);
        List<Object> pieces = new ArrayList<>();
        int from = 0;
        while (found.find()) {
            pieces.add(payload.substring(from, found.start()));
            String what = found.group();
            pieces.add(
                    what.equals(id)
                            ? Own.ID
                            : what.equals(number)
                                    ? Own.NUMBER
                                    : what.startsWith("B") ? Own.CENTRE : LocalDate.parse(what));
            from = found.end();
        }
        pieces.add(payload.substring(from));
        return pieces;
    }

    /**
     * All the cases, with a cut-off of a centre's statistics before the last of them, so that the month under way is an
     * ordinary one.
     */
    void tellYears() throws Exception {
        tellBut(A_MONTH * CASES_A_DAY);
        tables.rebuilt();
        tables.followed();
        YearMonth month = YearMonth.now(ZONE);
        compile(month.minusMonths(1));
        tellBut(0);
        tables.followed();
        compile(month);
        execute("VACUUM ANALYZE");
    }

    private void compile(YearMonth month) throws Exception {
        server.context()
                .getBean(CommandGateway.class)
                .sendAndWait(new CompileStatistics(
                        new MonthEndId(Company.FIRST), month, Act.now(Company.PERSON, Instant.now())));
        tables.followed();
    }

    /** So many events that the log holds as many; @return events written a second */
    double tellUntil(long events) throws Exception {
        return tell(() -> tables.head() < events);
    }

    /** Until so many cases, the latest, are left; @return events written a second */
    double tellBut(int left) throws Exception {
        return tell(() -> next > left);
    }

    /** Days of cases, the earliest first, while nobody follows the log; the read tables are left behind. */
    private double tell(Callable<Boolean> more) throws Exception {
        List<EventProcessor> reactions = List.copyOf(server.context()
                .getBean(EventProcessingConfiguration.class)
                .eventProcessors()
                .values());
        reactions.forEach(EventProcessor::shutDown);
        server.context().getBean(Projector.class).stop();
        long begun = System.nanoTime();
        long before = tables.head();
        while (next > 0 && more.call()) {
            int day = (next - 1) / CASES_A_DAY;
            int first = day * CASES_A_DAY + 1;
            write(day, first, next);
            next = first - 1;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        try (PreparedStatement tokens = log.prepareStatement(
                "UPDATE token_entry SET token = convert_to(jsonb_set(convert_from(token, 'UTF8')::jsonb, '{globalIndex}', to_jsonb(?::bigint))::text, 'UTF8')"
                        + " WHERE convert_from(token, 'UTF8') LIKE '%globalIndex%'")) {
            tokens.setLong(1, tables.head());
            tokens.executeUpdate();
        }
        reactions.forEach(EventProcessor::start);
        return (tables.head() - before) / seconds;
    }

    private void write(int day, int first, int last) throws Exception {
        List<Case> cases = new ArrayList<>();
        LocalDate received = LocalDate.now(ZONE).minusDays(day);
        for (int n = first; n <= last; n++) {
            String centre = centres.get(n % Company.CENTRES);
            List<Life> lives = day < OPEN_DAYS && n % 2 == 0 ? open : closed;
            cases.add(new Case(
                    UUID.nameUUIDFromBytes(("case " + n).getBytes(StandardCharsets.UTF_8))
                            .toString(),
                    "KF-" + centre + "-" + DAY.format(received) + "-"
                            + (FIRST_NUMBER + (n - 1) % CASES_A_DAY / Company.CENTRES),
                    centre,
                    lives.get(n / 7 % lives.size())));
        }
        log.setAutoCommit(false);
        try (Statement statement = log.createStatement();
                ResultSet head = statement.executeQuery(
                        "SELECT position, greatest(recorded_at, clock_timestamp()) FROM event_head FOR UPDATE")) {
            head.next();
            long position = head.getLong(1);
            Instant recordedAt = head.getTimestamp(2).toInstant();
            long reached = copy(cases, day, position, recordedAt);
            try (PreparedStatement moved = log.prepareStatement(
                    "UPDATE event_head SET position = ?, recorded_at = ? RETURNING pg_notify('event_appended', position::text)")) {
                moved.setLong(1, reached);
                moved.setTimestamp(2, java.sql.Timestamp.from(recordedAt));
                moved.executeQuery().close();
            }
        }
        log.commit();
        log.setAutoCommit(true);
    }

    private long copy(List<Case> cases, int day, long head, Instant recordedAt) throws Exception {
        Map<LocalDate, String> dates = new HashMap<>();
        CopyManager copies = log.unwrap(PGConnection.class).getCopyAPI();
        CopyIn copy = copies.copyIn("COPY event (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        DataOutputStream rows = new DataOutputStream(bytes);
        rows.write("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        rows.writeInt(0);
        rows.writeInt(0);
        long position = head;
        int longest =
                cases.stream().mapToInt(one -> one.life().steps().size()).max().orElse(0);
        for (int step = 0; step < longest; step++) {
            for (Case one : cases) {
                if (step < one.life().steps().size()) {
                    row(rows, ++position, recordedAt, one, one.life().steps().get(step), day, dates);
                }
            }
            copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
            bytes.reset();
        }
        rows.writeShort(-1);
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        copy.endCopy();
        return position;
    }

    private static void row(
            DataOutputStream rows,
            long position,
            Instant recordedAt,
            Case one,
            Step step,
            int day,
            Map<LocalDate, String> dates)
            throws IOException {
        StringBuilder payload = new StringBuilder();
        for (Object piece : step.pieces()) {
            if (piece instanceof LocalDate date) {
                payload.append(
                        dates.computeIfAbsent(date, told -> told.minusDays(day).toString()));
            } else if (piece instanceof Own own) {
                payload.append(
                        switch (own) {
                            case ID -> one.id();
                            case NUMBER -> one.number();
                            case CENTRE -> one.centre();
                        });
            } else {
                payload.append(piece);
            }
        }
        rows.writeShort(10);
        number(rows, position);
        bytes(rows, utf8(one.id()));
        number(rows, step.sequence());
        bytes(rows, utf8(step.type()));
        rows.writeInt(16);
        rows.writeLong(position);
        rows.writeLong(step.sequence());
        number(
                rows,
                TimeUnit.SECONDS.toMicros(recordedAt.getEpochSecond())
                        + recordedAt.getNano() / 1_000
                        - POSTGRES_EPOCH_MICROS);
        bytes(rows, utf8(step.name()));
        rows.writeInt(4);
        rows.writeInt(step.revision());
        bytes(rows, utf8(payload.toString()));
        bytes(rows, step.metadata());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void number(DataOutputStream rows, long value) throws IOException {
        rows.writeInt(8);
        rows.writeLong(value);
    }

    private static void bytes(DataOutputStream rows, byte[] value) throws IOException {
        rows.writeInt(value.length);
        rows.write(value);
    }

    long number(String query) throws Exception {
        try (Statement statement = log.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String statement) throws Exception {
        try (Statement all = log.createStatement()) {
            all.execute(statement);
        }
    }

    private String url() {
        return Objects.requireNonNull(server.context().getEnvironment().getProperty("spring.datasource.url"));
    }
}
