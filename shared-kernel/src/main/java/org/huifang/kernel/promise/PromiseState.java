package org.huifang.kernel.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise as the facts tell it.
 *
 * @param n first, second … of its kind
 * @param at met at, missed at (the due) or cancelled at
 * @param frozen missed, and nothing can meet it late any more
 */
public record PromiseState(
        PromiseKind promise,
        int n,
        Instant clock,
        Instant madeAt,
        Instant due,
        Verdict verdict,
        @Nullable Instant at,
        @Nullable Instant metLateAt,
        Verdict asRecorded,
        boolean frozen,
        PromisePolicy policy) {}
