package org.huifang.kernel.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;

/** A history told fact by fact, each so long after reception. */
final class Story {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Instant T0 = Instant.parse("2025-03-02T01:00:00Z");

    private final List<Happening> happenings = new ArrayList<>();

    static Story registered() {
        return new Story().then(Duration.ZERO, new Fact.Registered(null, 0));
    }

    static Instant after(Duration sinceReception) {
        return T0.plus(sinceReception);
    }

    Story then(Duration sinceReception, Fact fact) {
        return recorded(sinceReception, sinceReception, fact);
    }

    Story recorded(Duration sinceReception, Duration recorded, Fact fact) {
        happenings.add(new Happening(fact, after(sinceReception), after(recorded), PromisePolicy.DEFAULT));
        return this;
    }

    Story classified(Duration sinceReception, Classification classification) {
        return then(sinceReception, new Fact.Classified(classification));
    }

    Story reclassified(Duration sinceReception, Classification classification) {
        return then(sinceReception, new Fact.Reclassified(classification));
    }

    Story assessed(Duration sinceReception, SeverityGround ground) {
        Severity severity = ground.severity();
        return then(sinceReception, new Fact.SeverityAssessed(severity, ground));
    }

    List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    Promises at(Duration sinceReception) {
        return Promises.fold(happenings, ZONE, after(sinceReception));
    }

    static List<PromiseState> all(Promises folded, PromiseKind kind) {
        return folded.states().stream().filter(p -> p.promise() == kind).toList();
    }

    static PromiseState newest(Promises folded, PromiseKind kind) {
        List<PromiseState> states = all(folded, kind);
        return states.get(states.size() - 1);
    }
}
