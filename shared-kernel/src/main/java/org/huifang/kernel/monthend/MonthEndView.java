package org.huifang.kernel.monthend;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.promise.ObservedPromise;
import org.jspecify.annotations.Nullable;

/**
 * All months' ends of one centre.
 *
 * @param sequence of the last event this view has seen
 * @param months in their order
 */
public record MonthEndView(String centre, List<Month> months, long sequence) {

    /**
     * One month's.
     *
     * @param cutOff its last one; absent before the first
     * @param households of the centre at the cut-off
     * @param analysis of the figures at the cut-off
     * @param figures digest of the figures that were submitted last
     * @param archives packages of its records that were made, in order
     * @param reports all versions of its service report, in order
     */
    public record Month(
            String centre,
            YearMonth month,
            MonthState state,
            @Nullable CutOff cutOff,
            int households,
            @Nullable Analysed analysis,
            @Nullable String figures,
            @Nullable Step submitted,
            @Nullable Returned returned,
            @Nullable Step approved,
            @Nullable HandedOver handover,
            List<Exported> archives,
            List<Report> reports,
            List<ObservedPromise> promises) {
        public static Month open(String centre, YearMonth month) {
            return new Month(
                    centre,
                    month,
                    MonthState.OPEN,
                    null,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    /** @param position of the compilation in the log: the period ends with it */
    public record CutOff(long position, Instant at, String by) {}

    public record Analysed(Analysis analysis, Instant at, String by) {}

    public record Step(Instant at, String by) {}

    public record Returned(String reason, Instant at, String by) {}

    /** @param position of the sheet in the log */
    public record HandedOver(int records, int owed, long position, Instant at, String by) {}

    /** @param manifest SHA-256 of the package's manifest, in hexadecimal */
    public record Exported(String manifest, int complaints, Instant at, String by) {}

    /** A version of the month's service report; {@code approved} and {@code published} once it is. */
    public record Report(
            int version,
            ReportState state,
            ReportText text,
            Instant draftedAt,
            String draftedBy,
            @Nullable Returned returned,
            @Nullable Step approved,
            @Nullable Step published) {}

    public Optional<Month> month(YearMonth month) {
        return months.stream().filter(m -> m.month().equals(month)).findFirst();
    }
}
