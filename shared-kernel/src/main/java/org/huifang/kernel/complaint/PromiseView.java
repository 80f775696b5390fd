package org.huifang.kernel.complaint;

import java.time.Instant;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One promise and both its verdicts (§4.5.2).
 *
 * @param n first, second … promise of its kind
 * @param at when it was met, missed (its due) or cancelled; absent while open
 * @param metLateAt when a missed promise was met after all
 * @param asRecorded the verdict by the times of recording, which nobody beats by back-dating
 * @param warnedPercent of the span at which the last warning went out, 0 before the first
 * @param escalation levels that a miss has climbed: 1 supervisor, 2 manager, 3 leader
 */
public record PromiseView(
        ComplaintId complaint,
        RecordNumber number,
        String centre,
        PromiseKind promise,
        int n,
        Instant clock,
        Instant due,
        Verdict verdict,
        @Nullable Instant at,
        @Nullable Instant metLateAt,
        Verdict asRecorded,
        int policyVersion,
        int warnedPercent,
        int escalation) {}
