package org.huifang.command.complaint;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** How every command about a complaint is decided: dues pass, then role and rules, then the fact and what it means. */
abstract class Deciding extends Milestones {

    <C extends ComplaintCommand> Accepted decide(C command, Decision<C> decision, CompanyDirectory directory) {
        Act act = command.act();
        if (act.source() == Source.IMPORT) {
            return replay(command, decision, directory);
        }
        if (ActRules.repeats(this, act)) {
            return new Accepted(id.toString(), getVersion(), true);
        }
        ActRules.requireExpected(act, getVersion());
        Instant now = latest(seconds(act.recordedAt()), lastRecordedAt);
        letDuesPass(now, directory);
        Role role = ActRules.requireRole(this, command, decision, directory);
        ArchiveRules.requireNotArchived(this, decision.operation());
        Known.require(decision.namings(), command, directory);
        decision.rules().require(this, command);
        Instant at = ActRules.requireMoment(
                act,
                now,
                latest(decision.follows().apply(this), openedAt),
                inForce.house().statedBackAtMost());
        decision.outcome().of(this, command, stamp(act, at, now, role)).forEach(fact -> apply(fact));
        letDuesPass(now, directory);
        return new Accepted(id.toString(), getVersion(), false);
    }

    /** A step of an imported history: the same guards, by its stated times; it alarms nobody. */
    private <C extends ComplaintCommand> Accepted replay(C command, Decision<C> decision, CompanyDirectory directory) {
        Act act = command.act();
        Instant at = seconds(act.at() == null ? act.recordedAt() : act.at());
        raiseUpTo(at, directory);
        inForce = directory.current().policyAt(act.recordedAt());
        Role role = ActRules.requireRole(this, command, decision, directory);
        decision.rules().require(this, command);
        ActRules.requireOrder(at, latest(decision.follows().apply(this), openedAt));
        decision.outcome()
                .of(this, command, stamp(act, at, seconds(act.recordedAt()), role))
                .forEach(fact -> apply(fact));
        return new Accepted(id.toString(), getVersion(), false);
    }

    /** Before and after each command: says what the passing of time and the latest fact mean for the promises. */
    @Nullable
    Instant letDuesPass(Instant now, CompanyDirectory directory) {
        Instant observedAt = latest(now, lastRecordedAt);
        inForce = directory.current().policyAt(observedAt);
        var observation = raiseUpTo(observedAt, directory);
        if (!observation.changes().isEmpty()) {
            Stamp stamp = Stamp.ofSystem(observedAt, observedAt, centre, inForce.version());
            apply(new PromisesObserved(id, observation.changes(), observation.next(), stamp));
        }
        return observation.next();
    }

    /** §4.4.1 a, c: what the system raises by itself is said at once. */
    private PromiseKeeping.Observation raiseUpTo(Instant now, CompanyDirectory directory) {
        var observation = promises.at(now, zone, directory);
        for (var raise : observation.raises()) {
            Stamp stamp = Stamp.ofSystem(raise.at(), latest(now, importedAt), centre, inForce.version());
            apply(new SeverityRaised(id, raise.ground().severity(), raise.ground(), null, stamp));
        }
        return observation.raises().isEmpty() ? observation : promises.at(now, zone, directory);
    }

    Stamp stamp(Act act, Instant at, Instant recordedAt, Role role) {
        return new Stamp(
                at,
                recordedAt,
                act.person(),
                role,
                centre,
                act.source(),
                inForce.version(),
                at.isBefore(recordedAt) ? act.lateReason() : null,
                act.key(),
                act.request());
    }

    /** The clocks of the instruction run to the second. */
    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
