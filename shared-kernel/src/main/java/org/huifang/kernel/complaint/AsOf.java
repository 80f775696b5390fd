package org.huifang.kernel.complaint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A past moment on both axes: as it was, and as we knew it.
 *
 * @param at what had happened by then, by stated times; absent: as {@code knownAt}
 * @param knownAt what had been recorded by then; absent: all that is known now
 */
public record AsOf(@Nullable Instant at, @Nullable Instant knownAt) {
    /** Nothing is said: as it stands. */
    public boolean now() {
        return at == null && knownAt == null;
    }

    public Instant happenedBy() {
        if (at != null) {
            return at;
        }
        return knownAt == null ? Instant.MAX : knownAt;
    }

    public Instant recordedBy() {
        return knownAt == null ? Instant.MAX : knownAt;
    }
}
