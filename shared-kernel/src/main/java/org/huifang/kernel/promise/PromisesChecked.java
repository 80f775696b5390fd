package org.huifang.kernel.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a clock that asked for what has fallen due.
 *
 * @param said whether something had, and was said by events
 * @param next when something may change next by the passing of time alone
 */
public record PromisesChecked(boolean said, @Nullable Instant next) {}
