package org.huifang.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huifang.kernel.Act;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.organisation.Role;

/**
 * What an aggregate remembers of how it came to be what it is: the requests it has carried out, so that each is carried
 * out once, and when it last recorded anything, so that its time never runs backwards.
 */
public final class Requests {
    /** Remembered for repeated delivery; the oldest are forgotten beyond this. */
    private static final int KEYS_AT_MOST = 64;

    private final Map<String, String> digests = new LinkedHashMap<>();
    private Instant lastRecordedAt = Instant.EPOCH;

    /**
     * Whether this very request was carried out before.
     *
     * @throws RefusedException when its key came with another request
     */
    public boolean repeats(Act act) {
        String before = act.key() == null ? null : digests.get(named(act.person(), act.key()));
        if (before != null && !before.equals(act.request())) {
            throw new RefusedException(
                    Rule.refusal("IDEMPOTENCY_KEY_REUSED", "§4.5.1", "key", "同一个幂等键不能用于另一个请求,请换一个键"));
        }
        return before != null;
    }

    /** As of this moment, or of the last recording where the clock has gone back since. */
    public Stamp stamp(Act act, Role role, String centre, int policyVersion) {
        Instant now = now(act.recordedAt());
        return new Stamp(
                now, now, act.person(), role, centre, act.source(), policyVersion, null, act.key(), act.request());
    }

    /** To the second, as the clocks of the instruction run. */
    public Instant now(Instant recordedAt) {
        Instant stated = seconds(recordedAt);
        return stated.isBefore(lastRecordedAt) ? lastRecordedAt : stated;
    }

    public void remember(Stamp stamp) {
        lastRecordedAt = stamp.recordedAt();
        if (stamp.key() != null && stamp.request() != null) {
            digests.put(named(stamp.person(), stamp.key()), stamp.request());
            if (digests.size() > KEYS_AT_MOST) {
                digests.remove(digests.keySet().iterator().next());
            }
        }
    }

    /** Keys are each person's own. */
    private static String named(String person, String key) {
        return person + "\0" + key;
    }

    public static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** @throws RefusedException when it has moved on since the client last saw it */
    public static void requireExpected(Act act, long sequence, String clause) {
        if (act.expectedSequence() != null && act.expectedSequence() != sequence) {
            throw new RefusedException(
                    Rule.refusal("CHANGED_MEANWHILE", clause, "expectedSequence", "内容已有新的变更,请刷新后再办理"));
        }
    }
}
