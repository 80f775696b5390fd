package org.huifang.kernel.complaint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ComplaintCommand.CheckPromises}.
 *
 * @param said whether something had fallen due and was said by events
 * @param next when something may change next by the passing of time alone
 */
public record PromisesChecked(boolean said, @Nullable Instant next) {}
