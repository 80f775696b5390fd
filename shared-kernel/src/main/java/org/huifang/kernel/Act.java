package org.huifang.kernel;

import java.time.Instant;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * How a command was given: stamped by the API, which has verified the person, before anything else sees the command.
 *
 * @param person who acts
 * @param at when it happened, if not now
 * @param lateReason why it is recorded later than it happened; required with an earlier {@code at}
 * @param recordedAt the server's time when the command came in
 * @param key the client's idempotency key
 * @param request keyed digest of the whole request, so that a key cannot be used again for another one
 * @param expectedSequence refuse when the complaint has moved on since the client last saw it
 * @param role in which it was done, as an imported history tells it; absent where the directory decides
 */
public record Act(
        String person,
        @Nullable Instant at,
        @Nullable Personal lateReason,
        Instant recordedAt,
        Source source,
        @Nullable String key,
        @Nullable String request,
        @Nullable Long expectedSequence,
        @Nullable Role role) {

    /** A step of a history from elsewhere: who did it in which role, when, and when it was recorded there. */
    public static Act imported(String person, Role role, Instant at, Instant recordedAt) {
        return new Act(person, at, null, recordedAt, Source.IMPORT, null, null, null, role);
    }

    /** The same, with why it is recorded late. */
    public Act late(@Nullable Personal reason) {
        return new Act(person, at, reason, recordedAt, source, key, request, expectedSequence, role);
    }

    /** Something done by {@code person} as it is recorded, with no key. */
    public static Act now(String person, Instant recordedAt) {
        return new Act(person, null, null, recordedAt, Source.API, null, null, null, null);
    }
}
