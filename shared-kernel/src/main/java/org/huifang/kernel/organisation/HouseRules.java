package org.huifang.kernel.organisation;

import java.time.Duration;

/**
 * House rules that are not promises, where the instruction is silent.
 *
 * @param statedBackAtMost how far back staff may state a time (补记)
 * @param raiseAgainWithin after closing or withdrawal, a raise within this reopens; later it is a new complaint
 * @param toFollowWithin when contents that an emergency left out must have been amended
 * @param informAttemptDays days with an attempt that stand for having informed an owner who cannot be reached
 * @param visitAttempts before a manager may waive the return visit
 * @param visitAttemptDays on so many different days
 * @param visitAttemptMeans by so many different means
 */
public record HouseRules(
        Duration statedBackAtMost,
        Duration raiseAgainWithin,
        Duration toFollowWithin,
        int informAttemptDays,
        int visitAttempts,
        int visitAttemptDays,
        int visitAttemptMeans) {

    public static final HouseRules DEFAULT =
            new HouseRules(Duration.ofDays(7), Duration.ofDays(90), Duration.ofHours(2), 3, 3, 3, 2);
}
