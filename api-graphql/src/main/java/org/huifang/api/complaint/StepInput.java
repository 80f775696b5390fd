package org.huifang.api.complaint;

import java.time.Instant;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.jspecify.annotations.Nullable;

/** What a client sends for one kind of command: its fields, still in plain text; texts become sealed ones on the way. */
interface StepInput {
    ComplaintCommand command(Composing c);

    /** How and when, beside what; all of it may be left out. */
    record ActInput(
            @Nullable String key,
            @Nullable Instant at,
            @Nullable String lateReason,
            @Nullable Long expectedSequence) {
        static final ActInput NONE = new ActInput(null, null, null, null);
    }
}
