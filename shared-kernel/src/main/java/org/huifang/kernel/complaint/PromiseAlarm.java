package org.huifang.kernel.complaint;

import java.time.Instant;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is about to be missed, was missed, or climbs (§4.5.2).
 *
 * @param percent of its span, of a warning
 * @param level that a miss has climbed to: 1 supervisor, 2 manager, 3 leader
 */
public record PromiseAlarm(
        Kind kind,
        ComplaintId complaint,
        RecordNumber number,
        String centre,
        @Nullable String department,
        PromiseKind promise,
        int n,
        Instant due,
        @Nullable Integer percent,
        @Nullable Integer level,
        Instant at) {

    /** What it tells. */
    public enum Kind {
        WARNED,
        MISSED,
        ESCALATED
    }
}
