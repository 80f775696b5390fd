package org.huifang.command.complaint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.promise.Fact;
import org.huifang.kernel.promise.Happening;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.PromisePolicy;
import org.huifang.kernel.promise.Promises;
import org.huifang.kernel.promise.Promises.SystemRaise;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** The facts that promises rest on, and what has been said of the promises so far. */
final class PromiseKeeping {
    private final List<Happening> happenings = new ArrayList<>();
    private ObservedPromises observed = ObservedPromises.NONE;

    void happened(Fact fact, Stamp stamp) {
        happenings.add(new Happening(fact, stamp.at(), stamp.recordedAt(), PromisePolicy.version(stamp.policy())));
    }

    void observed(PromisesObserved event) {
        observed = observed.after(event.changes());
    }

    boolean open(PromiseKind kind) {
        return observed.states().stream().anyMatch(p -> p.promise() == kind && p.verdict() == Verdict.OPEN);
    }

    /** What can be said at {@code now} and has not been said yet. */
    Observation at(Instant now, ZoneId zone) {
        Promises folded = Promises.fold(happenings, zone, now);
        List<SystemRaise> unsaid = folded.systemRaises().stream()
                .filter(raise -> happenings.stream().noneMatch(h -> said(h, raise)))
                .toList();
        return new Observation(
                unsaid,
                observed.changesTo(folded, now),
                ObservedPromises.nextInstant(folded, now).orElse(null));
    }

    private static boolean said(Happening happening, SystemRaise raise) {
        return happening.fact() instanceof Fact.SeverityRaised said
                && said.bySystem()
                && said.ground() == raise.ground()
                && happening.at().equals(raise.at());
    }

    /** @param next when something may change next by the passing of time alone */
    record Observation(
            List<SystemRaise> raises,
            List<PromiseChange> changes,
            @Nullable Instant next) {}
}
