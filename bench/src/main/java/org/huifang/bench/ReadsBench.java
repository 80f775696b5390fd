package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.huifang.bench.Figures.Table;
import org.huifang.query.projection.Cursor;
import org.huifang.server.demo.GraphQlClient;

/** What people ask all day, over HTTP by one client, among as many cases as years bring; beside what PostgreSQL itself takes. */
final class ReadsBench {
    private static final int TIMES = 300;
    private static final int SECONDS = 12;
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final GraphQlClient client;
    private final Connection database;
    private final Options options;
    private final Map<String, Callable<?>> asked = new LinkedHashMap<>();

    ReadsBench(GraphQlClient client, String database, Options options) throws SQLException {
        this.client = client;
        this.database = DriverManager.getConnection(database);
        this.options = options;
    }

    Table run() throws Exception {
        List<String> numbers = texts("SELECT number FROM complaint TABLESAMPLE SYSTEM (1) LIMIT 1000");
        List<String> ids = texts("SELECT stream FROM event TABLESAMPLE SYSTEM (1) WHERE sequence = 3 LIMIT 1000");
        List<String> numbersAtWork =
                texts("SELECT number FROM next_action GROUP BY number ORDER BY random() LIMIT 1000");
        List<String> idsAtWork =
                texts("SELECT complaint FROM next_action GROUP BY complaint ORDER BY random() LIMIT 1000");
        LocalDate today = LocalDate.now(ZONE);
        YearMonth month = YearMonth.now(ZONE);
        raw("raw: nothing at all", "SELECT 1", List.of());
        raw(
                "raw: 50 of a centre's queue",
                "SELECT * FROM next_action WHERE centre = ? ORDER BY due, complaint, action LIMIT 50",
                List.of(Company.FIRST));
        raw("raw: one view", "SELECT view FROM complaint WHERE number = ?", numbers);
        String queue =
                "nodes { complaint number action promise due missed state severity classification centre department receivedAt }"
                        + " pageInfo { endCursor hasNextPage }";
        ask(Company.LOCAL, "queue of a centre, 50 by due", "{ queue(first: 50) { %s } }".formatted(queue));
        ask(Company.LOCAL, "my queue, 50 by due", "{ myQueue(first: 50) { %s } }".formatted(queue));
        ask(Company.LEADER, "queue of all forty centres, 50 by due", "{ queue(first: 50) { %s } }".formatted(queue));
        ask(Company.PERSON, "the same, for who has four roles at each", "{ queue(first: 50) { %s } }".formatted(queue));
        ask(
                Company.LEADER,
                "promises missed, 50 by due",
                "{ promises(filter: {group: MISSED}, first: 50) { nodes { number promise due escalation } } }");
        cases("a case, as the console shows it", numbers);
        histories("its history", ids);
        cases("a case at work, as the console shows it", numbersAtWork);
        histories("history of a case at work", idsAtWork);
        list("complaints, page 1", "", null);
        list("complaints, page 10,000", "", cursorAt(Math.min(50 * 10_000, options.cases() - 1)));
        list("complaints of a centre, page 1", "centre: \"B00\"", null);
        list("complaints of a centre and state", "centre: \"B00\", state: CLOSED", null);
        list("complaints open in a department", "open: true, department: \"engineering\"", null);
        list("complaints of a severity", "severity: IMPORTANT", null);
        list("complaints, a state of the few", "state: ROUTED", null);
        ask(Company.LEADER, "return visits owed", "{ returnVisitsOwed(first: 50) { nodes { number state } } }");
        String figures =
                "{ figures { flow { openAtStart received closed openAtEnd } byDepartment { key count } promises { promise met missed rate }"
                        + " handlingTime { completed medianSeconds } satisfaction { mean } visits { rate owed } } digest }";
        ask(Company.LEADER, "statistics of a month, as known then", statistics(month, "asKnownThen " + figures));
        ask(Company.LEADER, "statistics of a month, as known now", statistics(month, "asKnownNow " + figures));
        ask(
                Company.LEADER,
                "statistics of all the years before",
                statistics(month.minusMonths(1), "asKnownThen " + figures));
        ask(
                Company.LEADER,
                "punctuality by department, 30 days",
                "{ punctuality(centre: \"B00\", from: \"%s\", until: \"%s\") { department promise met missed } }"
                        .formatted(today.minusDays(29), today.plusDays(1)));
        ask(
                Company.LEADER,
                "received by day, three weeks",
                "{ complaintSeries(measure: RECEIVED, step: DAY, by: NOTHING, from: \"%s\", until: \"%s\") { start count } }"
                        .formatted(today.minusDays(20), today.plusDays(1)));
        warmUp();
        Table table = Table.keyed("reads", "what");
        for (var one : asked.entrySet()) {
            measure(one.getKey(), one.getValue(), table);
        }
        return table;
    }

    private static final String CASE =
            "id number state sequence centre zone receivedAt dueNext raises possible { operation possible } receipt"
                    + " reception { channel course demand place respondent { department } complainant { name room method contact } }"
                    + " judgement { classification criterion severity at } routing { department at by } measures { kind what who by }"
                    + " completion { at result demandMet } informings { at reached } visits { at reached satisfaction } ending { at by }"
                    + " promises { promise n clock due verdict at asRecorded } documents { handlingRecord }";

    private void cases(String what, List<String> numbers) {
        each(what, numbers, number -> "{ complaint(number: \"%s\") { %s } }".formatted(number, CASE));
    }

    private void histories(String what, List<String> ids) {
        each(
                what,
                ids,
                id ->
                        "{ complaint(id: \"%s\") { history(first: 100) { nodes { sequence name clause at recordedAt personName role zh en texts { field text } } } } }"
                                .formatted(id));
    }

    private void list(String what, String filter, String after) {
        ask(
                Company.LEADER,
                what,
                "{ complaints(filter: {%s}, first: 50%s) { nodes { id number state centre receivedAt dueNext judgement { classification severity } routing { department } promises { verdict } reception { course } } pageInfo { endCursor hasNextPage } } }"
                        .formatted(filter, after == null ? "" : ", after: \"" + after + "\""));
    }

    private static String statistics(YearMonth month, String asked) {
        return "{ monthEnd(centre: \"%s\", month: \"%s\") { %s } }".formatted(Company.FIRST, month, asked);
    }

    /** Where a page ends that so many complaints came before. */
    private String cursorAt(int n) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(
                "SELECT received_at, id FROM complaint ORDER BY received_at DESC, id DESC OFFSET ? LIMIT 1")) {
            statement.setInt(1, n);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Instant at = row.getTimestamp(1).toInstant();
                return Cursor.of(at, row.getObject(2, UUID.class)).toString();
            }
        }
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = database.createStatement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void raw(String what, String query, List<String> arguments) throws SQLException {
        PreparedStatement statement = database.prepareStatement(query);
        timed(what, () -> {
            if (!arguments.isEmpty()) {
                statement.setString(1, any(arguments));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
            return null;
        });
    }

    private static String any(List<String> of) {
        return of.get(ThreadLocalRandom.current().nextInt(of.size()));
    }

    private void ask(String person, String what, String document) {
        timed(what, () -> client.ask(person, document, Map.of()));
    }

    private void each(String what, List<String> of, UnaryOperator<String> document) {
        timed(what, () -> client.ask(Company.LEADER, document.apply(any(of)), Map.of()));
    }

    private void timed(String what, Callable<?> asked) {
        this.asked.put(what, asked);
    }

    /** All of it, by turns, as on a day: what is quick is asked more often. */
    private void warmUp() throws Exception {
        long until = System.nanoTime() + options.warmUpServed().toNanos();
        while (System.nanoTime() < until) {
            for (Callable<?> one : asked.values()) {
                long turn = System.nanoTime() + TURN_NANOS;
                do {
                    one.call();
                } while (System.nanoTime() < turn);
            }
        }
    }

    /** What is slow is asked less often. */
    private static void measure(String what, Callable<?> one, Table table) throws Exception {
        List<Long> nanos = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (nanos.isEmpty() || (nanos.size() < TIMES && System.nanoTime() < until)) {
            long begun = System.nanoTime();
            one.call();
            nanos.add(System.nanoTime() - begun);
        }
        nanos.sort(null);
        table.add(
                what,
                "times",
                nanos.size(),
                "p50 ms",
                nanos.get(nanos.size() / 2) / 1e6,
                "p95 ms",
                nanos.get(nanos.size() * 95 / 100) / 1e6,
                "most ms",
                nanos.get(nanos.size() - 1) / 1e6);
    }
}
