package org.huifang.kernel.monthend;

import java.math.BigDecimal;
import java.util.List;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/**
 * A month's figures of one centre (§4.6.4, PROMISES "Statistics, exactly"), of the events recorded in its period, with
 * what was known at {@code knownAt}.
 *
 * @param after the cut-off before: the period begins after it
 * @param upTo this cut-off, within the period
 * @param knownAt position in the log up to which anything is taken into account
 */
public record Figures(
        long after,
        long upTo,
        long knownAt,
        Flow flow,
        List<Count> byClassification,
        List<Count> byCriterion,
        List<Count> bySeverity,
        List<Count> byDepartment,
        List<Count> byChannel,
        List<PromiseRate> promises,
        HandlingTime handlingTime,
        int raisedAgain,
        Satisfaction satisfaction,
        Visits visits,
        List<CommonIssue> commonIssues,
        @Nullable BigDecimal receivedPerThousandHouseholds) {

    /** Complaints: {@code openAtStart + received + transferredIn + reopened − what left = openAtEnd}. */
    public record Flow(
            int openAtStart,
            int received,
            int imported,
            int transferredIn,
            int reopened,
            int closed,
            int withdrawn,
            int merged,
            int voided,
            int transferredOut,
            int openAtEnd) {
        public boolean balances() {
            return openAtStart
                            + received
                            + transferredIn
                            + reopened
                            - closed
                            - withdrawn
                            - merged
                            - voided
                            - transferredOut
                    == openAtEnd;
        }
    }

    /** Of those received; {@code key} is absent for what had not been judged, assessed or routed. */
    public record Count(@Nullable String key, int count) {}

    /**
     * @param rate met / (met + missed), four decimals; absent where none was decided
     * @param metAsRecorded by when things were recorded, where some were stated to have happened earlier
     */
    public record PromiseRate(
            PromiseKind promise,
            int met,
            int missed,
            @Nullable BigDecimal rate,
            int metAsRecorded,
            int missedAsRecorded) {}

    /** From reception to completion, of complaints completed in the period; by nearest rank. */
    public record HandlingTime(
            int completed,
            @Nullable Long medianSeconds,
            @Nullable Long p90Seconds) {}

    /** @param scores how often 1, 2, 3, 4 and 5 were given */
    public record Satisfaction(int answers, @Nullable BigDecimal mean, List<Integer> scores) {}

    /**
     * @param ended closed or withdrawn in the period
     * @param visited of those
     * @param rate of those, four decimals
     * @param owed of all complaints of the centre
     */
    public record Visits(
            int ended, int visited, int waived, @Nullable BigDecimal rate, int owed) {}

    /** Complaints that share a cause; of which {@code received} in the period. */
    public record CommonIssue(List<ComplaintId> complaints, int received) {}
}
