package org.huifang.kernel.promise;

import java.time.Instant;

/**
 * A fact with its times.
 *
 * @param at when it happened, as stated
 * @param policy in force when it was recorded: a promise keeps the policy of the happening that made it
 */
public record Happening(Fact fact, Instant at, Instant recordedAt, PromisePolicy policy) {}
