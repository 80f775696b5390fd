package org.huifang.kernel.complaint;

import java.time.Instant;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done next about a complaint.
 *
 * @param promise which it keeps, where one does
 * @param due by when; absent where nothing is promised
 * @param missed the due has passed
 */
public record QueueItemView(
        ComplaintId complaint,
        RecordNumber number,
        String centre,
        @Nullable String department,
        Operation action,
        @Nullable PromiseKind promise,
        @Nullable Instant due,
        boolean missed,
        ComplaintState state,
        @Nullable Classification classification,
        @Nullable Severity severity,
        Instant receivedAt) {}
