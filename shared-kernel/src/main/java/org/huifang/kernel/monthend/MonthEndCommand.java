package org.huifang.kernel.monthend;

import java.time.Instant;
import java.time.YearMonth;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;

/** What is asked to be done at a centre's month's end (§4.6.4, §4.6.6); answered by {@link org.huifang.kernel.Accepted}. */
public sealed interface MonthEndCommand {
    MonthEndId monthEnd();

    YearMonth month();

    Act act();

    /** Fixes the cut-off: everything recorded up to now, and since the cut-off before. */
    record CompileStatistics(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act)
            implements MonthEndCommand {}

    /** What the figures mean. */
    record AnalyseStatistics(
            @TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, Analysis analysis)
            implements MonthEndCommand {}

    /** @param figures digest of the figures as they were known at the cut-off */
    record SubmitStatistics(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, String figures)
            implements MonthEndCommand {}

    record ReturnStatistics(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, String reason)
            implements MonthEndCommand {}

    record ApproveStatistics(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act)
            implements MonthEndCommand {}

    /**
     * Closes the sheet of the records that went to the quality department.
     *
     * @param records handed over with this month
     * @param owed that could not be, as their return visit is neither made nor waived
     */
    record HandOverRecords(
            @TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, int records, int owed)
            implements MonthEndCommand {}

    /**
     * An archive package of the month's records has been made.
     *
     * @param manifest SHA-256 of its manifest, in hexadecimal
     * @param complaints whose records are in it
     */
    record ExportArchive(
            @TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, String manifest, int complaints)
            implements MonthEndCommand {}

    /** §4.6.6: a new draft; of a month whose report is published, a correction. */
    record DraftServiceReport(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, ReportText text)
            implements MonthEndCommand {}

    /** §4.6.6 */
    record ReturnServiceReport(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act, String reason)
            implements MonthEndCommand {}

    /** §4.6.6 */
    record ApproveServiceReport(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act)
            implements MonthEndCommand {}

    /** §4.6.6: from now on anybody may read it. */
    record PublishServiceReport(@TargetAggregateIdentifier MonthEndId monthEnd, YearMonth month, Act act)
            implements MonthEndCommand {}

    /** A clock says that something may have fallen due; harmless when nothing has, or when said twice. */
    record CheckMonth(@TargetAggregateIdentifier MonthEndId monthEnd, Instant at) {}
}
