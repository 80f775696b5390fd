package org.huifang.bench;

import java.time.Duration;

/**
 * How long and how much is measured.
 *
 * @param warmUp before the first figure of a kind is taken
 * @param span of each figure
 * @param events that the replayed log holds
 * @param grown events that the growing log comes to hold
 * @param cases among which is read
 */
record Options(Duration warmUp, Duration span, long events, long grown, int cases) {
    private static final int MORE_TO_COMPILE = 5;

    /** Where the server compiles HTTP and GraphQL too, and is asked by few. */
    Duration warmUpServed() {
        return warmUp.multipliedBy(MORE_TO_COMPILE);
    }
}
