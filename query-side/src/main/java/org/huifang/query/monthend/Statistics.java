package org.huifang.query.monthend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.monthend.Figures;
import org.huifang.kernel.monthend.Figures.CommonIssue;
import org.huifang.kernel.monthend.Figures.Count;
import org.huifang.kernel.monthend.Figures.Flow;
import org.huifang.kernel.monthend.Figures.HandlingTime;
import org.huifang.kernel.monthend.Figures.PromiseRate;
import org.huifang.kernel.monthend.Figures.Satisfaction;
import org.huifang.kernel.monthend.Figures.Visits;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.query.monthend.Counted.Visit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Computes a period's figures (PROMISES "Statistics, exactly"); rows up to a position never change, nor do figures. */
final class Statistics {
    static final String IN_PERIOD = " centre = :centre AND position > :after AND position <= :upTo ";
    /** Joins a complaint's version as it was known. */
    static final String AS_KNOWN = " JOIN statistic_version v ON v.complaint = f.complaint"
            + " AND v.from_position <= :knownAt AND v.to_position > :knownAt ";

    private static final int ISSUES_AT_MOST = 20;
    private static final int RATE_DIGITS = 4;
    private static final int SCORES = 5;

    private final NamedParameterJdbcTemplate jdbc;

    Statistics(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Of which events, with what knowledge.
     *
     * @param households of the centre at the cut-off
     */
    record Period(String centre, long after, long upTo, long knownAt, int households) {
        MapSqlParameterSource parameters() {
            return new MapSqlParameterSource("centre", centre)
                    .addValue("after", after)
                    .addValue("upTo", upTo)
                    .addValue("knownAt", knownAt);
        }
    }

    Figures figures(Period period) {
        MapSqlParameterSource parameters = period.parameters();
        Map<FactKind, Integer> facts = facts(parameters);
        Flow flow = new Flow(
                open(period.centre(), period.after()),
                facts.getOrDefault(FactKind.RECEIVED, 0),
                facts.getOrDefault(FactKind.IMPORTED, 0),
                facts.getOrDefault(FactKind.TRANSFERRED_IN, 0),
                facts.getOrDefault(FactKind.REOPENED, 0),
                facts.getOrDefault(FactKind.CLOSED, 0),
                facts.getOrDefault(FactKind.WITHDRAWN, 0),
                facts.getOrDefault(FactKind.MERGED, 0),
                facts.getOrDefault(FactKind.VOIDED, 0),
                facts.getOrDefault(FactKind.TRANSFERRED_OUT, 0),
                open(period.centre(), period.upTo()));
        if (!flow.balances()) {
            throw new IllegalStateException("what came in, left and is open does not balance: " + period + " " + flow);
        }
        Map<String, List<Count>> received = received(parameters);
        return new Figures(
                period.after(),
                period.upTo(),
                period.knownAt(),
                flow,
                received.get("classification"),
                received.get("criterion"),
                received.get("severity"),
                received.get("department"),
                received.get("channel"),
                promises(parameters),
                handlingTime(parameters),
                facts.getOrDefault(FactKind.RAISED_AGAIN, 0),
                satisfaction(parameters),
                visits(parameters),
                commonIssues(parameters),
                period.households() == 0
                        ? null
                        : BigDecimal.valueOf(flow.received() * 1000L)
                                .divide(BigDecimal.valueOf(period.households()), 2, RoundingMode.HALF_UP));
    }

    private Map<FactKind, Integer> facts(MapSqlParameterSource parameters) {
        Map<FactKind, Integer> counts = new EnumMap<>(FactKind.class);
        jdbc.query("SELECT kind, count(*) FROM statistic_fact WHERE" + IN_PERIOD + "GROUP BY kind", parameters, row -> {
            counts.put(FactKind.valueOf(row.getString(1)), row.getInt(2));
        });
        return counts;
    }

    private int open(String centre, long at) {
        return count(
                "SELECT count(*) FROM statistic_version WHERE centre = :centre AND open AND from_position <= :at AND to_position > :at",
                new MapSqlParameterSource("centre", centre).addValue("at", at));
    }

    private int count(String query, MapSqlParameterSource parameters) {
        Integer count = jdbc.queryForObject(query, parameters, Integer.class);
        return count == null ? 0 : count;
    }

    private Map<String, List<Count>> received(MapSqlParameterSource parameters) {
        List<String> keys = List.of("classification", "criterion", "severity", "department", "channel");
        Map<String, List<Count>> counts = new HashMap<>();
        keys.forEach(key -> counts.put(key, new ArrayList<>()));
        jdbc.query(
                "SELECT v.classification, v.criterion, v.severity, v.department, v.channel,"
                        + " GROUPING(v.classification, v.criterion, v.severity, v.department, v.channel), count(*)"
                        + " FROM statistic_fact f" + AS_KNOWN
                        + "WHERE f.centre = :centre AND f.kind = 'RECEIVED' AND f.position > :after AND f.position <= :upTo"
                        + " GROUP BY GROUPING SETS ((v.classification), (v.criterion), (v.severity), (v.department), (v.channel))",
                parameters,
                row -> {
                    // The one bit that is not set says which of them this row is grouped by, the first the highest.
                    int grouping = row.getInt(keys.size() + 1);
                    for (int i = 0; i < keys.size(); i++) {
                        if ((grouping & (1 << (keys.size() - 1 - i))) == 0) {
                            counts.get(keys.get(i)).add(new Count(row.getString(i + 1), row.getInt(keys.size() + 2)));
                        }
                    }
                });
        counts.values()
                .forEach(list ->
                        list.sort(Comparator.comparing(Count::key, Comparator.nullsLast(Comparator.naturalOrder()))));
        return counts;
    }

    private List<PromiseRate> promises(MapSqlParameterSource parameters) {
        return jdbc
                .query(
                        "SELECT promise, count(*) FILTER (WHERE verdict = 'MET'), count(*) FILTER (WHERE verdict = 'MISSED'),"
                                + " count(*) FILTER (WHERE as_recorded = 'MET'), count(*) FILTER (WHERE as_recorded = 'MISSED')"
                                + " FROM (SELECT promise, centre, decided, from_position, to_position, verdict, as_recorded"
                                + " FROM statistic_promise UNION ALL"
                                + " SELECT 'REPLY_ON_FORUM', centre, decided, from_position, to_position, verdict, as_recorded"
                                + " FROM statistic_post UNION ALL"
                                + " SELECT promise, centre, decided, from_position, to_position, verdict, as_recorded"
                                + " FROM statistic_month) AS promised WHERE centre = :centre AND decided > :after AND decided <= :upTo"
                                + " AND from_position <= :knownAt AND to_position > :knownAt AND verdict IN ('MET', 'MISSED')"
                                + " GROUP BY promise",
                        parameters,
                        (row, n) -> {
                            int met = row.getInt(2);
                            int missed = row.getInt(3);
                            return new PromiseRate(
                                    PromiseKind.valueOf(row.getString(1)),
                                    met,
                                    missed,
                                    rate(met, met + missed),
                                    row.getInt(4),
                                    row.getInt(5));
                        })
                .stream()
                .sorted(Comparator.comparing(PromiseRate::promise))
                .toList();
    }

    private static @Nullable BigDecimal rate(int part, int whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), RATE_DIGITS, RoundingMode.HALF_UP);
    }

    /** PostgreSQL's discrete percentile is the nearest rank. */
    private HandlingTime handlingTime(MapSqlParameterSource parameters) {
        return jdbc.query(
                        "SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY value),"
                                + " percentile_disc(0.9) WITHIN GROUP (ORDER BY value) FROM ("
                                + "SELECT DISTINCT ON (complaint) value FROM statistic_fact WHERE" + IN_PERIOD
                                + "AND kind = 'COMPLETED' ORDER BY complaint, position DESC) AS last",
                        parameters,
                        (row, n) -> new HandlingTime(
                                row.getInt(1), row.getObject(2, Long.class), row.getObject(3, Long.class)))
                .get(0);
    }

    private Satisfaction satisfaction(MapSqlParameterSource parameters) {
        int[] scores = new int[SCORES];
        jdbc.query(
                "SELECT value, count(*) FROM statistic_fact WHERE" + IN_PERIOD + "AND kind = 'VISITED' GROUP BY value",
                parameters,
                row -> {
                    scores[row.getInt(1) - 1] = row.getInt(2);
                });
        int answers = 0;
        long sum = 0;
        List<Integer> distribution = new ArrayList<>();
        for (int i = 0; i < SCORES; i++) {
            answers += scores[i];
            sum += (long) scores[i] * (i + 1);
            distribution.add(scores[i]);
        }
        return new Satisfaction(
                answers,
                answers == 0
                        ? null
                        : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(answers), 2, RoundingMode.HALF_UP),
                List.copyOf(distribution));
    }

    private Visits visits(MapSqlParameterSource parameters) {
        Map<Visit, Integer> ended = new EnumMap<>(Visit.class);
        jdbc.query(
                "SELECT v.visit, count(*) FROM (SELECT DISTINCT complaint FROM statistic_fact WHERE" + IN_PERIOD
                        + "AND kind IN ('CLOSED', 'WITHDRAWN')) AS f" + AS_KNOWN + "GROUP BY v.visit",
                parameters,
                row -> {
                    ended.put(Visit.valueOf(row.getString(1)), row.getInt(2));
                });
        int all = ended.values().stream().mapToInt(Integer::intValue).sum();
        int visited = ended.getOrDefault(Visit.VISITED, 0);
        return new Visits(
                all,
                visited,
                ended.getOrDefault(Visit.WAIVED, 0),
                rate(visited, all),
                count(
                        "SELECT count(*) FROM statistic_version WHERE centre = :centre AND visit = 'OWED'"
                                + " AND from_position <= :knownAt AND to_position > :knownAt",
                        parameters));
    }

    /** Groups that share a cause, of which at least one was received in the period; the largest first. */
    private List<CommonIssue> commonIssues(MapSqlParameterSource parameters) {
        Map<UUID, Set<UUID>> groups = new HashMap<>();
        jdbc.query(
                "WITH RECURSIVE reached (complaint) AS ("
                        + "SELECT complaint FROM statistic_fact WHERE" + IN_PERIOD + "AND kind = 'RECEIVED'"
                        + " UNION SELECT l.other FROM reached r JOIN statistic_link l ON l.complaint = r.complaint"
                        + " AND l.position <= :knownAt)"
                        + " SELECT l.complaint, l.other FROM reached r JOIN statistic_link l ON l.complaint = r.complaint"
                        + " AND l.position <= :knownAt",
                parameters,
                row -> {
                    join(groups, row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        if (groups.isEmpty()) {
            return List.of();
        }
        Set<UUID> received = new HashSet<>(jdbc.queryForList(
                "SELECT complaint FROM statistic_fact WHERE" + IN_PERIOD
                        + "AND kind = 'RECEIVED' AND complaint = ANY(:linked)",
                parameters.addValue("linked", groups.keySet().toArray(UUID[]::new)),
                UUID.class));
        return new HashSet<>(groups.values())
                .stream()
                        .map(group -> issue(group, received))
                        .sorted(Comparator.comparingInt(CommonIssue::received)
                                .thenComparingInt(issue -> issue.complaints().size())
                                .reversed()
                                .thenComparing(
                                        issue -> issue.complaints().get(0).toString()))
                        .limit(ISSUES_AT_MOST)
                        .toList();
    }

    private static void join(Map<UUID, Set<UUID>> groups, UUID one, UUID other) {
        Set<UUID> joined = groups.computeIfAbsent(one, id -> new TreeSet<>(Set.of(id)));
        Set<UUID> others = groups.computeIfAbsent(other, id -> new TreeSet<>(Set.of(id)));
        if (joined != others) {
            joined.addAll(others);
            others.forEach(id -> groups.put(id, joined));
        }
    }

    private static CommonIssue issue(Collection<UUID> group, Set<UUID> received) {
        return new CommonIssue(group.stream().map(ComplaintId::new).toList(), (int)
                group.stream().filter(received::contains).count());
    }
}
