package org.huifang.kernel.promise;

import java.time.Instant;
import java.time.ZoneId;
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

    /** @param zone the centre's, in which its days and months end */
    public static Promises fold(List<Happening> happenings, ZoneId zone, Instant asOf) {
        Fold fold = new Fold(zone);
        fold.take(happenings, asOf);
        return fold.upTo(asOf);
    }
}
