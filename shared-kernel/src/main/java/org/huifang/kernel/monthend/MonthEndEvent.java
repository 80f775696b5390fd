package org.huifang.kernel.monthend;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** What happens at a centre's month's end. Every record is stored for ever: change one only through an upcaster. */
public sealed interface MonthEndEvent {
    YearMonth month();

    /** Its centre is whose month's end it is. */
    Stamp stamp();

    /**
     * §4.6.4: the cut-off is where this event stands in the log, so that periods neither overlap nor leave gaps.
     *
     * @param households of the centre on this day
     */
    @EventName("month-end.statistics-compiled")
    record StatisticsCompiled(YearMonth month, int households, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.4 */
    @EventName("month-end.statistics-analysed")
    record StatisticsAnalysed(YearMonth month, Analysis analysis, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.4; {@code figures} is the digest of the figures as they were known at the cut-off. */
    @EventName("month-end.statistics-submitted")
    record StatisticsSubmitted(YearMonth month, String figures, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.4 */
    @EventName("month-end.statistics-returned")
    record StatisticsReturned(YearMonth month, String reason, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.4 */
    @EventName("month-end.statistics-approved")
    record StatisticsApproved(YearMonth month, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.4; {@code owed} could not go, as their return visit is neither made nor waived. */
    @EventName("month-end.records-handed-over")
    record RecordsHandedOver(YearMonth month, int records, int owed, Stamp stamp) implements MonthEndEvent {}

    /**
     * §4.6.4: an archive package of the month's records left the system.
     *
     * @param manifest SHA-256 of its manifest, in hexadecimal: a package that has it is the one that was made then
     * @param complaints whose records are in it
     */
    @EventName("month-end.archive-exported")
    record ArchiveExported(YearMonth month, String manifest, int complaints, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.6; {@code version} counts from 1 in its month; from the second on, a correction. */
    @EventName("month-end.service-report-drafted")
    record ServiceReportDrafted(YearMonth month, int version, ReportText text, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.6 */
    @EventName("month-end.service-report-returned")
    record ServiceReportReturned(YearMonth month, int version, String reason, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.6 */
    @EventName("month-end.service-report-approved")
    record ServiceReportApproved(YearMonth month, int version, Stamp stamp) implements MonthEndEvent {}

    /** §4.6.6: from now on anybody may read it; it supersedes those published before and is never overwritten. */
    @EventName("month-end.service-report-published")
    record ServiceReportPublished(YearMonth month, int version, Stamp stamp) implements MonthEndEvent {}

    /**
     * §4.6.4, §4.6.6: what was observed of the month's promises, in order.
     *
     * @param next when something may change next by the passing of time alone
     */
    @EventName("month-end.promises-observed")
    record MonthPromisesObserved(
            YearMonth month,
            List<PromiseChange> changes,
            @Nullable Instant next,
            Stamp stamp) implements MonthEndEvent {}
}
