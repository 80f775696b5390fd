package org.huifang.query.monthend;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.monthend.Figure;
import org.huifang.kernel.monthend.MonthEndQuery.Behind;
import org.huifang.kernel.monthend.MonthEndQuery.FoundBehind;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.query.monthend.Statistics.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The complaints, forum posts or months, and events that a figure counts, in the order of the log: as many as the figure says. */
final class FiguresBehind {
    private static final String FACTS =
            "SELECT f.complaint, v.number, f.position, f.recorded_at, 0 AS n FROM statistic_fact f"
                    + Statistics.AS_KNOWN
                    + "WHERE f.centre = :centre AND f.position > :after AND f.position <= :upTo AND f.kind = ";
    private static final String LAST = "SELECT f.complaint, v.number, f.position, f.recorded_at, 0 AS n FROM ("
            + "SELECT DISTINCT ON (complaint) complaint, position, recorded_at FROM statistic_fact WHERE"
            + Statistics.IN_PERIOD + "AND kind IN (%s) ORDER BY complaint, position DESC) AS f" + Statistics.AS_KNOWN;
    private static final String ENDED = LAST.formatted("'CLOSED', 'WITHDRAWN'");
    private static final String OPEN =
            "SELECT complaint, number, from_position AS position, NULL::timestamptz AS recorded_at, 0 AS n"
                    + " FROM statistic_version WHERE centre = :centre AND open AND ";
    private static final String PROMISES = "SELECT f.complaint, v.number, f.decided AS position,"
            + " NULL::timestamptz AS recorded_at, f.n FROM statistic_promise f" + Statistics.AS_KNOWN
            + "WHERE f.centre = :centre AND f.decided > :after AND f.decided <= :upTo AND f.from_position <= :knownAt"
            + " AND f.to_position > :knownAt AND f.promise = :key AND f.verdict = ";
    /** Of posts there is no number; their id stands in the name of their stream. */
    private static final String POSTS =
            "SELECT right(post, 36)::uuid AS complaint, NULL AS number, decided AS position,"
                    + " NULL::timestamptz AS recorded_at, n FROM statistic_post"
                    + " WHERE centre = :centre AND decided > :after AND decided <= :upTo AND from_position <= :knownAt"
                    + " AND to_position > :knownAt AND verdict = ";

    /** Of a month there is only its number, as {@link Counting#number} names it. */
    private static final String MONTHS =
            "SELECT '00000000-0000-0000-0000-000000000000'::uuid AS complaint, NULL AS number, decided AS position,"
                    + " NULL::timestamptz AS recorded_at, month AS n FROM statistic_month"
                    + " WHERE centre = :centre AND decided > :after AND decided <= :upTo AND from_position <= :knownAt"
                    + " AND to_position > :knownAt AND promise = :key AND verdict = ";

    /** What is promised for a month, not of a complaint or post. */
    private static final Set<String> OF_MONTH = Set.of(
            PromiseKind.REPORT_STATISTICS.name(),
            PromiseKind.HAND_OVER_RECORDS.name(),
            PromiseKind.PUBLISH_SERVICE_REPORT.name());

    private final NamedParameterJdbcTemplate jdbc;

    FiguresBehind(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    FoundBehind find(Period period, Figure figure, @Nullable String key, int first, @Nullable Cursor after) {
        MapSqlParameterSource parameters = period.parameters()
                .addValue("key", key)
                .addValue("limit", first + 1)
                .addValue("fromPosition", after == null ? -1 : after.position())
                .addValue("fromComplaint", after == null ? new UUID(0, 0) : after.complaint())
                .addValue("fromN", after == null ? -1 : after.n());
        List<Behind> found = jdbc.query(
                "SELECT * FROM (" + query(figure, key) + ") AS behind"
                        + " WHERE (position, complaint, n) > (:fromPosition, :fromComplaint, :fromN)"
                        + " ORDER BY position, complaint, n LIMIT :limit",
                parameters,
                (row, n) -> {
                    UUID id = row.getObject(1, UUID.class);
                    String number = row.getString(2);
                    OffsetDateTime recordedAt = row.getObject(4, OffsetDateTime.class);
                    boolean ofMonth = number == null && ofMonth(key);
                    return new Behind(
                            number == null ? null : new ComplaintId(id),
                            number == null ? null : RecordNumber.parse(number),
                            number == null && !ofMonth ? new ForumPostId(id) : null,
                            ofMonth ? Counting.month(row.getInt(5)) : null,
                            row.getLong(3),
                            recordedAt == null ? null : recordedAt.toInstant(),
                            new Cursor(row.getLong(3), id, row.getInt(5)).text());
                });
        return found.size() > first ? new FoundBehind(found.subList(0, first), true) : new FoundBehind(found, false);
    }

    private static String query(Figure figure, @Nullable String key) {
        return switch (figure) {
            case RECEIVED,
                    IMPORTED,
                    TRANSFERRED_IN,
                    REOPENED,
                    CLOSED,
                    WITHDRAWN,
                    MERGED,
                    VOIDED,
                    TRANSFERRED_OUT,
                    RAISED_AGAIN -> FACTS + "'" + figure.name() + "'";
            case SATISFACTION -> FACTS + "'VISITED'" + (key == null ? "" : " AND f.value = " + score(key));
            case OPEN_AT_START -> OPEN + "from_position <= :after AND to_position > :after";
            case OPEN_AT_END -> OPEN + "from_position <= :upTo AND to_position > :upTo";
            case BY_CLASSIFICATION -> received("classification");
            case BY_CRITERION -> received("criterion");
            case BY_SEVERITY -> received("severity");
            case BY_DEPARTMENT -> received("department");
            case BY_CHANNEL -> received("channel");
            case PROMISES_MET -> promises(key) + "'MET'";
            case PROMISES_MISSED -> promises(key) + "'MISSED'";
            case COMPLETED -> LAST.formatted("'COMPLETED'");
            case ENDED -> ENDED;
            case VISITED -> ENDED + "WHERE v.visit = 'VISITED'";
            case WAIVED -> ENDED + "WHERE v.visit = 'WAIVED'";
            case VISITS_OWED ->
                "SELECT complaint, number, from_position AS position, NULL::timestamptz AS recorded_at, 0 AS n"
                        + " FROM statistic_version WHERE centre = :centre AND visit = 'OWED'"
                        + " AND from_position <= :knownAt AND to_position > :knownAt";
        };
    }

    private static int score(String key) {
        if (!key.matches("[1-5]")) {
            throw new RefusedException(new Refusal(
                    "SCORE_IN_RANGE",
                    "§4.6.4",
                    "key",
                    "满意度须为 1 到 5 的整数",
                    "A satisfaction is a whole number from 1 to 5"));
        }
        return Integer.parseInt(key);
    }

    private static String promises(@Nullable String key) {
        if (PromiseKind.REPLY_ON_FORUM.name().equals(key)) {
            return POSTS;
        }
        return ofMonth(key) ? MONTHS : PROMISES;
    }

    private static boolean ofMonth(@Nullable String key) {
        return key != null && OF_MONTH.contains(key);
    }

    private static String received(String column) {
        return FACTS + "'RECEIVED' AND v." + column + " IS NOT DISTINCT FROM :key";
    }

    /**
     * Where a page ended.
     *
     * @param n of a promise: an event may decide several of a kind; of a month's, the month
     */
    record Cursor(long position, UUID complaint, int n) {
        private static final int PARTS = 3;

        /** @throws RefusedException when it is none */
        static @Nullable Cursor parse(@Nullable String text) {
            if (text == null) {
                return null;
            }
            String[] parts = text.split(":", PARTS);
            try {
                return new Cursor(Long.parseLong(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new RefusedException(new Refusal(
                        "CURSOR_KNOWN",
                        "§4.6.4",
                        "after",
                        "分页游标无效,请从第一页开始",
                        "Not a cursor of a page; start from the first page"));
            }
        }

        String text() {
            return position + ":" + complaint + ":" + n;
        }
    }
}
