package org.huifang.query.monthend;

import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.monthend.MonthEndQuery.Punctuality;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** How departments keep promises (§4.6.4): the counts that a month's rates are made of, by department and for any days. */
final class DepartmentPunctuality {
    private static final int MISSED_TOLD = 100;

    private final NamedParameterJdbcTemplate jdbc;
    private final StreamableMessageSource<TrackedEventMessage<?>> log;

    DepartmentPunctuality(NamedParameterJdbcTemplate jdbc, StreamableMessageSource<TrackedEventMessage<?>> log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /** @param until the day after the last */
    List<Punctuality> of(Collection<Centre> centres, LocalDate from, LocalDate until, long knownAt) {
        // Centres whose days begin at the same moment are counted together.
        Map<ZoneId, List<String>> byZone = new HashMap<>();
        centres.forEach(centre ->
                byZone.computeIfAbsent(centre.zone(), zone -> new ArrayList<>()).add(centre.id()));
        Map<Key, Punctuality> counted = new HashMap<>();
        byZone.forEach((zone, ids) -> query(new MapSqlParameterSource("centres", ids.toArray(String[]::new))
                        .addValue("after", position(from, zone))
                        .addValue("upTo", position(until, zone))
                        .addValue("knownAt", knownAt))
                .forEach(one ->
                        counted.merge(new Key(one.department(), one.promise()), one, DepartmentPunctuality::sum)));
        return List.copyOf(counted.values());
    }

    private record Key(@Nullable String department, PromiseKind promise) {}

    private static Punctuality sum(Punctuality one, Punctuality other) {
        List<RecordNumber> missed = new ArrayList<>(one.missedOnes());
        missed.addAll(other.missedOnes());
        return new Punctuality(
                one.department(),
                one.promise(),
                one.met() + other.met(),
                one.missed() + other.missed(),
                missed.subList(0, Math.min(missed.size(), MISSED_TOLD)));
    }

    private long position(LocalDate day, ZoneId zone) {
        return log.createTokenAt(day.atStartOfDay(zone).toInstant()).position().orElse(0);
    }

    private List<Punctuality> query(MapSqlParameterSource parameters) {
        return jdbc.query(
                "SELECT v.department, f.promise, count(*) FILTER (WHERE f.verdict = 'MET'), count(*) FILTER (WHERE f.verdict = 'MISSED'),"
                        + " (array_agg(v.number ORDER BY f.decided DESC, v.number) FILTER (WHERE f.verdict = 'MISSED'))[1\\:"
                        + MISSED_TOLD + "] FROM statistic_promise f" + Statistics.AS_KNOWN
                        + "WHERE f.centre = ANY(:centres) AND f.decided > :after AND f.decided <= :upTo"
                        + " AND f.from_position <= :knownAt AND f.to_position > :knownAt AND f.verdict IN ('MET', 'MISSED')"
                        + " GROUP BY v.department, f.promise",
                parameters,
                (row, n) -> new Punctuality(
                        row.getString(1),
                        PromiseKind.valueOf(row.getString(2)),
                        row.getInt(3),
                        row.getInt(4),
                        numbers(row.getArray(5))));
    }

    private static List<RecordNumber> numbers(@Nullable Array numbers) throws SQLException {
        return numbers == null
                ? List.of()
                : Arrays.stream((String[]) numbers.getArray())
                        .map(RecordNumber::new)
                        .toList();
    }
}
