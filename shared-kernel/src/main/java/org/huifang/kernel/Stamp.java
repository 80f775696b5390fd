package org.huifang.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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
    private static final String SYSTEM = "system";

    /** Of what Huifang itself observed or decided. */
    public static Stamp ofSystem(Instant at, Instant recordedAt, String centre, int policy) {
        return new Stamp(at, recordedAt, SYSTEM, Role.SYSTEM, centre, Source.CLOCK, policy, null, null, null);
    }

    /**
     * As it is stored: a time of recording that is no other than {@code at}, and who the system is, go without saying.
     * Revision 1 of the events said both.
     */
    record Stored(
            Instant at,
            @Nullable Instant recordedAt,
            @Nullable String person,
            @Nullable Role role,
            String centre,
            @Nullable Source source,
            int policy,
            @Nullable Personal lateReason,
            @Nullable String key,
            @Nullable String request) {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Stamp of(Stored stored) {
        return new Stamp(
                stored.at,
                stored.recordedAt == null ? stored.at : stored.recordedAt,
                stored.person == null ? SYSTEM : stored.person,
                stored.role == null ? Role.SYSTEM : stored.role,
                stored.centre,
                stored.source == null ? Source.CLOCK : stored.source,
                stored.policy,
                stored.lateReason,
                stored.key,
                stored.request);
    }

    @JsonValue
    Stored stored() {
        boolean bySystem = person.equals(SYSTEM) && role == Role.SYSTEM && source == Source.CLOCK;
        return new Stored(
                at,
                recordedAt.equals(at) ? null : recordedAt,
                bySystem ? null : person,
                bySystem ? null : role,
                centre,
                bySystem ? null : source,
                policy,
                lateReason,
                key,
                request);
    }
}
