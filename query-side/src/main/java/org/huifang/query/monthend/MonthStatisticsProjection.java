package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.huifang.kernel.monthend.MonthEndEvent.MonthPromisesObserved;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.huifang.query.monthend.Counted.Decided;
import org.huifang.query.monthend.MonthStatisticsProjection.CountedMonths;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps what statistics count of months' ends: whether statistics were reported, records handed over and service reports
 * published in time (§4.6.4, §4.6.6).
 */
public final class MonthStatisticsProjection implements Projection<CountedMonths> {
    private static final Rows.Table MONTHS = new Rows.Table(
            "statistic_month",
            Set.of("centre", "month", "promise", "from_position"),
            "centre text",
            "month int",
            "promise text",
            "from_position bigint",
            "to_position bigint",
            "decided bigint",
            "verdict text",
            "as_recorded text");

    /** @param promises of each month, as {@link Counting#number} names it */
    record CountedMonths(String centre, Map<Long, List<Decided>> promises) {}

    @Override
    public boolean takes(Class<?> event) {
        return event == MonthPromisesObserved.class;
    }

    @Override
    public CountedMonths after(@Nullable CountedMonths before, List<DomainEventMessage<?>> events) {
        String centre = MonthEndId.parse(events.get(0).getAggregateIdentifier()).centre();
        Map<Long, List<Decided>> promises = new HashMap<>(before == null ? Map.of() : before.promises());
        for (DomainEventMessage<?> message : events) {
            MonthPromisesObserved event = (MonthPromisesObserved) message.getPayload();
            long position = ((TrackedEventMessage<?>) message)
                    .trackingToken()
                    .position()
                    .orElseThrow();
            long month = Counting.number(event.month());
            Verdicts verdicts = new Verdicts(promises.getOrDefault(month, List.of()));
            event.changes().forEach(change -> verdicts.take(change, position, centre));
            promises.put(month, verdicts.decided());
        }
        return new CountedMonths(centre, Map.copyOf(promises));
    }

    @Override
    public Map<String, CountedMonths> load(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, Map<Long, List<Decided>>> promises = new HashMap<>();
        jdbc.query(
                "SELECT centre, month, promise, from_position, to_position, decided, verdict, as_recorded"
                        + " FROM statistic_month WHERE centre = ANY(?) ORDER BY from_position, promise",
                row -> {
                    String centre = row.getString(1);
                    promises.computeIfAbsent(centre, of -> new HashMap<>())
                            .computeIfAbsent(row.getLong(2), month -> new ArrayList<>())
                            .add(new Decided(
                                    PromiseKind.valueOf(row.getString(3)),
                                    1,
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    centre,
                                    Verdict.valueOf(row.getString(7)),
                                    Verdict.valueOf(row.getString(8))));
                },
                (Object) centres(streams));
        Map<String, CountedMonths> counted = new HashMap<>();
        promises.forEach((centre, of) -> counted.put(new MonthEndId(centre).toString(), new CountedMonths(centre, of)));
        return counted;
    }

    @Override
    public void write(Collection<Change<CountedMonths>> changes, Writes to) {
        rows(changes.stream().map(Change::after).toList()).upsert(to);
    }

    @Override
    public void copy(Collection<CountedMonths> views, JdbcTemplate jdbc) {
        rows(views).copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        to.add("DELETE FROM statistic_month WHERE centre = ANY(?)", (Object) centres(streams));
    }

    private static String[] centres(Collection<String> streams) {
        return streams.stream().map(stream -> MonthEndId.parse(stream).centre()).toArray(String[]::new);
    }

    private static Rows rows(Collection<CountedMonths> counted) {
        Rows rows = MONTHS.rows();
        for (CountedMonths months : counted) {
            months.promises()
                    .forEach((month, promises) -> promises.forEach(one -> rows.add(
                            months.centre(),
                            month.intValue(),
                            one.promise(),
                            one.from(),
                            one.to(),
                            one.decided(),
                            one.verdict(),
                            one.asRecorded())));
        }
        return rows;
    }
}
