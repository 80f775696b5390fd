package org.huifang.kernel.promise;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a complaint mean for its promises: a pure fold in the order of stated times, dues passing between.
 *
 * @param systemRaises what the fold raised by itself (§4.4.1 a, c), in order
 */
public record Promises(
        List<PromiseState> states,
        @Nullable Classification classification,
        @Nullable Severity severity,
        Set<SeverityGround> grounds,
        int raises,
        List<SystemRaise> systemRaises) {

    /** Raised to MAJOR without anybody's judgement. */
    public record SystemRaise(Instant at, SeverityGround ground) {}

    /** Whether what meets it is still waited for: the newest of its kind is open, or missed and not met since. */
    public boolean owed(PromiseKind kind) {
        return states.stream()
                .filter(p -> p.promise() == kind)
                .max(Comparator.comparingInt(PromiseState::n))
                .filter(p -> p.verdict() == Verdict.OPEN
                        || (p.verdict() == Verdict.MISSED && !p.frozen() && p.metLateAt() == null))
                .isPresent();
    }

    /** @param zone the centre's, in which its days and months end */
    public static Promises fold(List<Happening> happenings, ZoneId zone, Instant asOf) {
        Fold fold = new Fold(zone);
        fold.take(happenings, asOf);
        return fold.upTo(asOf);
    }
}
