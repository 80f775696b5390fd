package org.huifang.kernel.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** What may be asked about complaints. {@code person} asks: what they may not see is as if it were not there. */
public sealed interface ComplaintQuery {
    String person();

    /** Answered by {@link Found}; by id or, where that is absent, by number; as of a past moment where one is given. */
    record FindComplaint(
            String person,
            @Nullable ComplaintId complaint,
            @Nullable RecordNumber number,
            @Nullable AsOf asOf) implements ComplaintQuery {}

    /**
     * Answered by {@link Found} as soon as the view has seen the stream's event {@code sequence} (read your writes),
     * or after {@code patience} with what is there.
     */
    record AwaitComplaint(String person, ComplaintId complaint, long sequence, Duration patience)
            implements ComplaintQuery {}

    /** Answered by {@link Found}, for the holder of its receipt. */
    record FindReceipt(String person, ComplaintId complaint) implements ComplaintQuery {}

    /** Answered by {@link HistoryPage}: oldest first, after event {@code afterSequence}. */
    record ReadHistory(String person, ComplaintId complaint, long afterSequence, int first) implements ComplaintQuery {}

    /** Answered by {@link PromisePage}: one complaint's promises as they stood. */
    record ReadPromisesAsOf(String person, ComplaintId complaint, AsOf asOf) implements ComplaintQuery {}

    /** Answered by {@link ComplaintPage}: latest reception first. */
    record ReadComplaints(
            String person, ComplaintFilter filter, @Nullable String after, int first) implements ComplaintQuery {}

    /** Answered by {@link QueuePage}: what is to be done next. */
    record ReadQueue(
            String person,
            QueueFilter filter,
            QueueOrder order,
            @Nullable AsOf asOf,
            @Nullable String after,
            int first) implements ComplaintQuery {}

    /** Answered by {@link PromisePage}: promises that this person may see, by due. */
    record ReadPromises(
            String person, PromiseFilter filter, @Nullable String after, int first) implements ComplaintQuery {}

    /** Followed: one {@link Found} whenever this complaint's view has changed. */
    record WatchComplaint(String person, ComplaintId complaint) implements ComplaintQuery {}

    /**
     * Followed: one {@link QueueChange} whenever what is to be done has changed; at one centre, or at all one's own. First
     * answered by {@link QueueChanges}.
     *
     * @param since when who follows may have begun to miss changes; absent: none are missed
     */
    record WatchQueue(
            String person,
            @Nullable String centre,
            @Nullable Instant since) implements ComplaintQuery {}

    /** Followed: one {@link PromiseAlarm} whenever a promise warns, is missed or climbs. */
    record WatchAlarms(String person, @Nullable String centre) implements ComplaintQuery {}

    /** Absent is what is not asked for. {@code open}: neither closed, withdrawn, merged nor void. */
    record ComplaintFilter(
            @Nullable String centre,
            @Nullable String department,
            @Nullable ComplaintState state,
            @Nullable Classification classification,
            @Nullable Severity severity,
            @Nullable Boolean open,
            @Nullable Boolean visitOwed,
            @Nullable String owner,
            @Nullable Instant receivedFrom,
            @Nullable Instant receivedBefore) {}

    /**
     * Absent is what is not asked for.
     *
     * @param assignee only what this person must do
     * @param unattended only what nobody may do now
     */
    record QueueFilter(
            @Nullable String centre,
            @Nullable String department,
            @Nullable String assignee,
            @Nullable Operation action,
            @Nullable Classification classification,
            @Nullable Severity severity,
            @Nullable Boolean missed,
            @Nullable Boolean unattended,
            @Nullable Instant dueBefore,
            @Nullable String complaint) {

        /** All that this person must do. */
        public static QueueFilter of(String assignee) {
            return new QueueFilter(null, null, assignee, null, null, null, null, null, null, null);
        }
    }

    /** What comes first: the soonest due, the longest waiting, or the gravest. */
    enum QueueOrder {
        DUE,
        RECEIVED,
        SEVERITY
    }

    /** Absent is what is not asked for. */
    record PromiseFilter(
            @Nullable String centre,
            @Nullable String department,
            @Nullable Verdict verdict,
            @Nullable PromiseKind promise,
            @Nullable PromiseGroup group,
            @Nullable Instant dueBefore) {}

    /** Of the promise board: still open, warned of, missed and not met since, or climbing. */
    enum PromiseGroup {
        DUE,
        WARNED,
        MISSED,
        CLIMBING
    }

    /** @param current whether the view carries all that was asked to be waited for */
    record Found(@Nullable ComplaintView complaint, boolean current) {}

    /** What is to be done about this complaint has changed. */
    record QueueChange(ComplaintId complaint, RecordNumber number, String centre, ComplaintState state) {}

    /** One for each complaint. */
    record QueueChanges(List<QueueChange> changes) {}

    record HistoryPage(List<HistoryView> entries, boolean more) {}

    record ComplaintPage(
            List<ComplaintView> complaints, @Nullable String end, boolean more) {}

    record QueuePage(List<QueueItemView> items, @Nullable String end, boolean more) {}

    record PromisePage(List<PromiseView> promises, @Nullable String end, boolean more) {}
}
