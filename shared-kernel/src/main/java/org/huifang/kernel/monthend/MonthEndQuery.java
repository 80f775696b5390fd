package org.huifang.kernel.monthend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/** What may be asked about months' ends; {@code person} asks: what they may not see is as if it were not there (§2). */
public sealed interface MonthEndQuery {
    String person();

    /** Answered by {@link FoundMonth}. */
    record FindMonth(String person, String centre, YearMonth month) implements MonthEndQuery {}

    /** Answered by {@link FoundMonths}: a centre's, the latest first. */
    record FindMonths(String person, String centre, int first) implements MonthEndQuery {}

    /**
     * Answered by {@link FoundFigures}.
     *
     * @param compared with those of the month and of the year before, which cost as much again
     */
    record FindFigures(String person, String centre, YearMonth month, Known known, boolean compared)
            implements MonthEndQuery {}

    /**
     * Answered by {@link FoundBehind}: the complaints and events that a figure counts, in the order of the log.
     *
     * @param key narrows the figure where it says so
     * @param after the cursor of the last one seen
     */
    record FindBehind(
            String person,
            String centre,
            YearMonth month,
            Known known,
            Figure figure,
            @Nullable String key,
            int first,
            @Nullable String after)
            implements MonthEndQuery {}

    /** Answered by {@link FoundSeries}. */
    record FindSeries(
            String person, @Nullable String centre, FactKind measure, Step step, By by, LocalDate from, LocalDate until)
            implements MonthEndQuery {}

    /**
     * Answered by {@link FoundPunctuality}: promises whose first verdict was recorded on these days of their centre, with the
     * verdict and the department in the lead as they are known now.
     *
     * @param until the day after the last
     */
    record FindPunctuality(String person, @Nullable String centre, LocalDate from, LocalDate until)
            implements MonthEndQuery {}

    /** Answered by {@link FoundRecords}: those that could be handed over now, first received first. */
    record FindRecordsToHandOver(String person, String centre, YearMonth month, int first) implements MonthEndQuery {}

    /** Answered by {@link FoundSuggestions}: of the month's period, with what was known at its cut-off. */
    record FindSuggestions(String person, String centre, YearMonth month) implements MonthEndQuery {}

    /** What is taken into account: what was known at the cut-off, or everything there is now. */
    enum Known {
        THEN,
        NOW
    }

    /** Of a series: local days, weeks from Monday, calendar months. */
    enum Step {
        DAY,
        WEEK,
        MONTH
    }

    /** What a series is broken down by, as it is known now. */
    enum By {
        NOTHING,
        CLASSIFICATION,
        CRITERION,
        SEVERITY,
        DEPARTMENT,
        CENTRE
    }

    record FoundMonth(MonthEndView.@Nullable Month month) {}

    record FoundMonths(List<MonthEndView.Month> months) {}

    /**
     * @param digest of {@code figures}, SHA-256 in hex
     * @param monthBefore as it was known at its own cut-off, where there was one and it was asked for; {@code yearBefore}
     *     likewise
     */
    record FoundFigures(
            @Nullable Figures figures,
            @Nullable String digest,
            @Nullable Figures monthBefore,
            @Nullable Figures yearBefore) {}

    /**
     * A complaint with its number, a forum post where its reply is counted, or a month where its own promises are.
     *
     * @param position of the event in the log that made it count
     */
    record Behind(
            @Nullable ComplaintId complaint,
            @Nullable RecordNumber number,
            @Nullable ForumPostId forumPost,
            @Nullable YearMonth month,
            long position,
            @Nullable Instant recordedAt,
            String cursor) {}

    record FoundBehind(List<Behind> behind, boolean more) {}

    /**
     * Complaints that may have a common cause.
     *
     * @param department that leads; absent where none was routed to
     * @param building all of one; absent: of several
     */
    record SuggestedIssue(
            Criterion criterion,
            @Nullable String department,
            @Nullable String building,
            List<ComplaintId> complaints) {}

    record FoundSuggestions(List<SuggestedIssue> issues) {}

    record Point(LocalDate start, @Nullable String key, int count) {}

    record FoundSeries(List<Point> points) {}

    /**
     * How a department kept a kind of promise.
     *
     * @param department in the lead; absent: none was routed to
     * @param missedOnes the complaints of those missed, the latest first, bounded
     */
    record Punctuality(
            @Nullable String department, PromiseKind promise, int met, int missed, List<RecordNumber> missedOnes) {}

    record FoundPunctuality(List<Punctuality> punctuality) {}

    /**
     * @param due how many could be
     * @param owed at the centre: ended, and neither visited nor waived
     * @param handedOver with this month already
     */
    record FoundRecords(List<ComplaintId> records, int due, int owed, int handedOver) {}
}
