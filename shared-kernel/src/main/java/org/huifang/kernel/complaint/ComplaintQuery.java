package org.huifang.kernel.complaint;

import java.time.Duration;
import java.util.List;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** What may be asked about complaints. {@code person} asks: what they may not see is as if it were not there. */
public sealed interface ComplaintQuery {
    String person();

    /** Answered by {@link Found}; by id or, where that is absent, by number. */
    record FindComplaint(
            String person,
            @Nullable ComplaintId complaint,
            @Nullable RecordNumber number) implements ComplaintQuery {}

    /**
     * Answered by {@link Found} as soon as the view has seen the stream's event {@code sequence} (read your writes),
     * or after {@code patience} with what is there.
     */
    record AwaitComplaint(String person, ComplaintId complaint, long sequence, Duration patience)
            implements ComplaintQuery {}

    /** Answered by {@link HistoryPage}: oldest first, after event {@code afterSequence}. */
    record ReadHistory(String person, ComplaintId complaint, long afterSequence, int first) implements ComplaintQuery {}

    /** Answered by {@link QueuePage}: what this person must do next, by due, soonest first. */
    record ReadQueue(String person, @Nullable String after, int first) implements ComplaintQuery {}

    /** Answered by {@link PromisePage}: promises at this person's centres, by due. */
    record ReadPromises(
            String person,
            @Nullable Verdict verdict,
            @Nullable PromiseKind promise,
            @Nullable String after,
            int first) implements ComplaintQuery {}

    /** Followed: one {@link ComplaintView} whenever this complaint's view has changed. */
    record WatchComplaint(String person, ComplaintId complaint) implements ComplaintQuery {}

    /** @param current whether the view carries all that was asked to be waited for */
    record Found(@Nullable ComplaintView complaint, boolean current) {}

    record HistoryPage(List<HistoryView> entries, boolean more) {}

    record QueuePage(List<QueueItemView> items, @Nullable String end, boolean more) {}

    record PromisePage(List<PromiseView> promises, @Nullable String end, boolean more) {}
}
