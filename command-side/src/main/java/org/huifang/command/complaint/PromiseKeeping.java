package org.huifang.command.complaint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.promise.Fact;
import org.huifang.kernel.promise.Folding;
import org.huifang.kernel.promise.Happening;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Promises;
import org.huifang.kernel.promise.Promises.SystemRaise;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** The facts that promises rest on, and what has been said of the promises so far. */
final class PromiseKeeping {
    /** Those since promises were last looked at. */
    private final List<Told> told = new ArrayList<>();
    /** Those before, with the promises' policy of each. */
    private final Folding folding = new Folding();

    private ObservedPromises observed = ObservedPromises.NONE;
    private Instant alarmsAfter = Instant.MIN;
    private @Nullable Promises folded;
    /** What was found at {@link #observedAt}, while no fact has come since. */
    private @Nullable Observation latest;

    private Instant observedAt = Instant.MIN;

    private record Told(Fact fact, Stamp stamp) {}

    void happened(Fact fact, Stamp stamp) {
        told.add(new Told(fact, stamp));
        latest = null;
    }

    void observed(PromisesObserved event) {
        observed = observed.after(event.changes());
        latest = latest != null && latest.changes().equals(event.changes())
                ? new Observation(latest.raises(), List.of(), latest.next())
                : null;
    }

    /** A history imported whole alarms nobody with what was before. */
    void imported(Instant at) {
        latest = null;
        alarmsAfter = at;
    }

    /** As the facts told it when they were last looked at. */
    @Nullable
    Severity severity() {
        return folded == null ? null : folded.severity();
    }

    /** As the facts told it when they were last looked at. */
    boolean open(PromiseKind kind) {
        return folded != null
                && folded.states().stream().anyMatch(p -> p.promise() == kind && p.verdict() == Verdict.OPEN);
    }

    /** As the facts told it when they were last looked at. */
    boolean owed(PromiseKind kind) {
        return folded != null && folded.owed(kind);
    }

    /** What can be said at {@code now} and has not been said yet. */
    Observation at(Instant now, ZoneId zone, CompanyDirectory policies) {
        if (latest != null && latest.nothingToSay() && !now.isBefore(observedAt) && latest.standsUntil(now)) {
            return latest;
        }
        for (Told t : told) {
            Stamp stamp = t.stamp();
            folding.happened(new Happening(
                    t.fact(),
                    stamp.at(),
                    stamp.recordedAt(),
                    policies.policy(stamp.policy()).promises()));
        }
        told.clear();
        Promises current = folding.upTo(now, zone);
        folded = current;
        List<SystemRaise> unsaid = current.systemRaises().stream()
                .filter(raise -> folding.happenings().stream().noneMatch(h -> said(h, raise)))
                .toList();
        latest = new Observation(
                unsaid,
                observed.changesTo(current, now, alarmsAfter),
                ObservedPromises.nextInstant(current, now).orElse(null));
        observedAt = now;
        return latest;
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
            @Nullable Instant next) {
        boolean nothingToSay() {
            return raises.isEmpty() && changes.isEmpty();
        }

        boolean standsUntil(Instant now) {
            return next == null || now.isBefore(next);
        }
    }
}
