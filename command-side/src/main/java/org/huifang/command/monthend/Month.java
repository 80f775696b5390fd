package org.huifang.command.monthend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.monthend.MonthEndEvent.MonthPromisesObserved;
import org.huifang.kernel.monthend.MonthEndEvent.RecordsHandedOver;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportApproved;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportDrafted;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportPublished;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsAnalysed;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsApproved;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsCompiled;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsSubmitted;
import org.huifang.kernel.monthend.MonthState;
import org.huifang.kernel.monthend.ReportState;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.PromisePolicy;
import org.huifang.kernel.promise.PromiseState;
import org.huifang.kernel.promise.Promises;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** One month of a centre, as far as later commands and its promises depend on it; folded, never checked. */
final class Month {
    private static final int STATISTICS_DAY = 30;

    final YearMonth month;
    MonthState state = MonthState.OPEN;
    boolean analysed;
    int reportVersion;

    @Nullable
    ReportState report;

    private ObservedPromises observed = ObservedPromises.NONE;
    /** What was promised of it, once that has been said: a centre's first month owes nothing that was past by then. */
    private final Set<PromiseKind> promised = EnumSet.noneOf(PromiseKind.class);

    private @Nullable Instant submittedAt;
    private @Nullable Instant handedOverAt;
    private @Nullable Instant publishedAt;

    Month(YearMonth month) {
        this.month = month;
    }

    void take(MonthEndEvent event) {
        Instant at = event.stamp().at();
        if (event instanceof StatisticsCompiled) {
            state = MonthState.COMPILED;
            analysed = false;
        } else if (event instanceof StatisticsAnalysed) {
            analysed = true;
        } else if (event instanceof StatisticsSubmitted) {
            state = MonthState.SUBMITTED;
            submittedAt = submittedAt == null ? at : submittedAt;
        } else if (event instanceof StatisticsReturned) {
            state = MonthState.RETURNED;
        } else if (event instanceof StatisticsApproved) {
            state = MonthState.APPROVED;
        } else if (event instanceof RecordsHandedOver) {
            handedOverAt = handedOverAt == null ? at : handedOverAt;
        } else if (event instanceof ServiceReportDrafted e) {
            reportVersion = e.version();
            report = ReportState.DRAFTED;
        } else if (event instanceof ServiceReportReturned) {
            report = ReportState.RETURNED;
        } else if (event instanceof ServiceReportApproved) {
            report = ReportState.APPROVED;
        } else if (event instanceof ServiceReportPublished) {
            report = ReportState.PUBLISHED;
            publishedAt = publishedAt == null ? at : publishedAt;
        } else if (event instanceof MonthPromisesObserved e) {
            observed = observed.after(e.changes());
            observed.states().forEach(promise -> promised.add(promise.promise()));
        }
    }

    boolean compiled() {
        return state != MonthState.OPEN;
    }

    /** Whether its sheet of records has been closed. */
    boolean handedOver() {
        return handedOverAt != null;
    }

    /** Whether a report of it has been published, which a further one corrects. */
    boolean published() {
        return publishedAt != null;
    }

    /** Compiled, and neither with the manager nor approved. */
    boolean beingPrepared() {
        return state == MonthState.COMPILED || state == MonthState.RETURNED;
    }

    /**
     * What is to be said of its promises at {@code now}, and has not been said yet.
     *
     * @param first whether the centre had no month before
     */
    @Nullable
    MonthPromisesObserved observation(Instant now, ZoneId zone, PromisePolicy policy, boolean first, Stamp stamp) {
        Promises promises = promises(now, zone, policy, first);
        var changes = observed.changesTo(promises, now);
        return changes.isEmpty()
                ? null
                : new MonthPromisesObserved(
                        month,
                        changes,
                        ObservedPromises.nextInstant(promises, now).orElse(null),
                        stamp);
    }

    /** When there may be something more to say, by the passing of time alone. */
    Optional<Instant> next(Instant now, ZoneId zone, PromisePolicy policy) {
        return ObservedPromises.nextInstant(promises(now, zone, policy, false), now);
    }

    /** §4.6.4, §4.6.6: made at the first instant of the month, and met strictly before they are due. */
    private Promises promises(Instant now, ZoneId zone, PromisePolicy policy, boolean first) {
        Instant clock = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant next = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        Instant statistics = statisticsDue().atStartOfDay(zone).toInstant();
        List<PromiseState> states = Stream.of(
                        state(PromiseKind.REPORT_STATISTICS, clock, statistics, submittedAt, now, policy),
                        state(PromiseKind.HAND_OVER_RECORDS, clock, statistics, handedOverAt, now, policy),
                        state(PromiseKind.PUBLISH_SERVICE_REPORT, clock, next, publishedAt, now, policy))
                .filter(state ->
                        promised.isEmpty() ? !first || state.due().isAfter(now) : promised.contains(state.promise()))
                .toList();
        return new Promises(states, null, null, Set.of(), 0, List.of());
    }

    /** Before the 30th; of a shorter month, before the next month's 1st. */
    private LocalDate statisticsDue() {
        return month.isValidDay(STATISTICS_DAY)
                ? month.atDay(STATISTICS_DAY)
                : month.plusMonths(1).atDay(1);
    }

    private static PromiseState state(
            PromiseKind kind, Instant clock, Instant due, @Nullable Instant metAt, Instant now, PromisePolicy policy) {
        boolean met = metAt != null && metAt.isBefore(due);
        boolean missed = !met && !now.isBefore(due);
        Verdict verdict = met ? Verdict.MET : missed ? Verdict.MISSED : Verdict.OPEN;
        return new PromiseState(
                kind,
                1,
                clock,
                clock,
                due,
                verdict,
                met ? metAt : missed ? due : null,
                missed ? metAt : null,
                verdict,
                false,
                policy);
    }
}
