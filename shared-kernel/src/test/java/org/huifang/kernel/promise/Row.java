package org.huifang.kernel.promise;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** A promise by what both the fold and its observation say of it. */
record Row(
        PromiseKind promise,
        int n,
        Instant clock,
        Instant due,
        Verdict verdict,
        Instant at,
        Instant metLateAt,
        Verdict asRecorded) {

    static Set<Row> ofFold(Promises folded) {
        return folded.states().stream()
                .map(p -> new Row(
                        p.promise(), p.n(), p.clock(), p.due(), p.verdict(), p.at(), p.metLateAt(), p.asRecorded()))
                .collect(Collectors.toSet());
    }

    static Set<Row> ofObserved(ObservedPromises observed) {
        return observed.states().stream()
                .map(p -> new Row(
                        p.promise(), p.n(), p.clock(), p.due(), p.verdict(), p.at(), p.metLateAt(), p.asRecorded()))
                .collect(Collectors.toSet());
    }
}
