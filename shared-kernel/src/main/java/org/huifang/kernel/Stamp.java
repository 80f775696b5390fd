package org.huifang.kernel;

import java.time.Instant;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * What every fact carries: who did it in which role, when it happened, when it was recorded, where, and by which
 * request. Times are to the second, as the clocks of the instruction are.
 *
 * @param lateReason present exactly when {@code at} was stated earlier than the recording
 * @param policy the version of the policy that was applied
 * @param key idempotency key of the request, with {@code request}, its keyed digest
 */
public record Stamp(
        Instant at,
        Instant recordedAt,
        String person,
        Role role,
        String centre,
        Source source,
        int policy,
        @Nullable Personal lateReason,
        @Nullable String key,
        @Nullable String request) {

    /** Of what Huifang itself observed or decided. */
    public static Stamp ofSystem(Instant at, Instant recordedAt, String centre, int policy) {
        return new Stamp(at, recordedAt, "system", Role.SYSTEM, centre, Source.CLOCK, policy, null, null, null);
    }
}
