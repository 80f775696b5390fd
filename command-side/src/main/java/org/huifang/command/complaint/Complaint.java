package org.huifang.command.complaint;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingStepRecorded;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.PromisesChecked;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromisePolicy;
import org.jspecify.annotations.Nullable;

/** A complaint: what is asked of it is refused, or becomes a fact together with what that means for its promises. */
@Aggregate(type = "complaint")
public class Complaint extends Milestones {

    /** For history to be replayed into. */
    protected Complaint() {}

    /** §4.5.1; the role and the rules have been looked at by {@link RegistrationHandler}. */
    Complaint(RegisterComplaint command, RecordNumber number, Centre centre, Role role) {
        Instant recordedAt = seconds(command.act().recordedAt());
        Instant at =
                command.act().at() == null ? recordedAt : seconds(command.act().at());
        apply(new ComplaintRegistered(
                        command.complaint(),
                        number,
                        centre.zone().getId(),
                        command.reception(),
                        stamp(command.act(), at, recordedAt, role, centre.id())))
                // Inside a constructor the event is handled only after it.
                .andThen(() -> letDuesPass(recordedAt));
    }

    @CommandHandler
    Accepted handle(ClassifyComplaint c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.CLASSIFY,
                directory,
                receivedAt,
                JudgingRules.CLASSIFY,
                stamp -> new ComplaintClassified(id, c.classification(), c.criterion(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(AssessSeverity c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.ASSESS_SEVERITY,
                directory,
                judgedAt,
                JudgingRules.ASSESS,
                stamp -> new SeverityAssessed(id, c.severity(), c.ground(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(PresentComplaint c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.PRESENT,
                directory,
                receivedAt,
                DisposalRules.PRESENT,
                stamp -> new ComplaintPresented(id, c.to(), c.note(), stamp));
    }

    @CommandHandler
    Accepted handle(DirectDisposal c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.DIRECT,
                directory,
                presentedAt,
                DisposalRules.DIRECT,
                stamp -> new DisposalDirected(id, c.instruction(), c.limit(), stamp));
    }

    @CommandHandler
    Accepted handle(RouteComplaint c, CompanyDirectory directory) {
        DisposalRules.requireKnownDepartment(c, directory);
        return carryOut(
                c,
                Operation.ROUTE,
                directory,
                receivedAt,
                DisposalRules.ROUTE,
                stamp -> new ComplaintRouted(id, c.department(), c.note(), stamp));
    }

    @CommandHandler
    Accepted handle(PlanMeasures c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.PLAN_MEASURES,
                directory,
                routedAt,
                HandlingRules.PLAN,
                stamp -> new MeasuresPlanned(id, c.measures(), stamp));
    }

    @CommandHandler
    Accepted handle(RecordHandlingStep c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.RECORD_STEP,
                directory,
                routedAt,
                HandlingRules.STEP,
                stamp -> new HandlingStepRecorded(id, c.what(), stamp));
    }

    @CommandHandler
    Accepted handle(CompleteHandling c, CompanyDirectory directory) {
        Instant follows = latest(routedAt, judgedAt);
        return carryOut(
                c,
                Operation.COMPLETE_HANDLING,
                directory,
                follows,
                HandlingRules.COMPLETE,
                stamp -> new HandlingCompleted(
                        id, c.result(), c.demandMet(), c.unmetReason(), c.whyNoMeasures(), stamp));
    }

    @CommandHandler
    Accepted handle(SubmitHandlingRecord c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.SUBMIT_HANDLING_RECORD,
                directory,
                completedAt,
                HandlingRules.SUBMIT,
                stamp -> new HandlingRecordSubmitted(id, c.course(), stamp));
    }

    @CommandHandler
    Accepted handle(AcceptHandlingRecord c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.ACCEPT_HANDLING_RECORD,
                directory,
                submittedAt,
                HandlingRules.ACCEPT,
                stamp -> new HandlingRecordAccepted(id, c.note(), stamp));
    }

    @CommandHandler
    Accepted handle(ReportToSupervisor c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.REPORT_TO_SUPERVISOR,
                directory,
                acceptedAt,
                FeedbackRules.REPORT,
                stamp -> new ReportedToSupervisor(id, c.note(), stamp));
    }

    @CommandHandler
    Accepted handle(InformOwner c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.INFORM_OWNER,
                directory,
                acceptedAt,
                FeedbackRules.INFORM,
                stamp -> c.reached()
                        ? new OwnerInformed(id, c.means(), c.words(), stamp)
                        : new OwnerInformAttempted(id, c.means(), c.words(), stamp));
    }

    @CommandHandler
    Accepted handle(ExplainUnmetDemand c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.EXPLAIN_UNMET_DEMAND,
                directory,
                completedAt,
                FeedbackRules.EXPLAIN,
                stamp -> new UnmetDemandExplained(id, c.explanation(), c.understood(), stamp));
    }

    @CommandHandler
    Accepted handle(ArrangeReturnVisit c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.ARRANGE_RETURN_VISIT,
                directory,
                acceptedAt,
                VisitRules.ARRANGE,
                stamp -> new ReturnVisitArranged(id, c.visitor(), c.planned(), stamp));
    }

    @CommandHandler
    Accepted handle(RecordReturnVisit c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.RECORD_RETURN_VISIT,
                directory,
                visitArrangedAt,
                VisitRules.RECORD,
                stamp -> c.satisfaction() != null
                        ? new ReturnVisitMade(id, c.means(), c.satisfaction(), c.words(), stamp)
                        : new ReturnVisitAttempted(id, c.means(), c.words(), stamp));
    }

    @CommandHandler
    Accepted handle(CloseComplaint c, CompanyDirectory directory) {
        return carryOut(
                c,
                Operation.CLOSE,
                directory,
                latest(acceptedAt, visitedAt, reportedAt),
                ClosingRules.CLOSE,
                stamp -> new ComplaintClosed(id, stamp));
    }

    /** §4.5.2: time has passed; says what that means, once. */
    @CommandHandler
    PromisesChecked handle(CheckPromises c) {
        long before = getVersion();
        Instant next = letDuesPass(seconds(c.at()));
        return new PromisesChecked(getVersion() > before, next);
    }

    private <C extends ComplaintCommand> Accepted carryOut(
            C command,
            Operation operation,
            CompanyDirectory directory,
            @Nullable Instant follows,
            RuleBook<Complaint, C> rules,
            Function<Stamp, ComplaintEvent> fact) {
        Act act = command.act();
        if (ActRules.repeats(this, act)) {
            return new Accepted(id.toString(), getVersion(), true);
        }
        ActRules.requireExpected(act, getVersion());
        Instant now = latest(seconds(act.recordedAt()), lastRecordedAt);
        letDuesPass(now);
        Role role = ActRules.requireRole(this, act, operation, directory);
        rules.require(this, command);
        Instant at = ActRules.requireMoment(act, now, follows == null ? receivedAt : follows);
        apply(fact.apply(stamp(act, at, now, role, centre)));
        letDuesPass(now);
        return new Accepted(id.toString(), getVersion(), false);
    }

    /** Before and after each command: says what the passing of time and the latest fact mean for the promises. */
    private @Nullable Instant letDuesPass(Instant now) {
        Instant observedAt = latest(now, lastRecordedAt);
        var observation = promises.at(observedAt, zone);
        for (var raise : observation.raises()) {
            Stamp stamp = Stamp.ofSystem(raise.at(), observedAt, centre, PromisePolicy.DEFAULT.version());
            apply(new SeverityRaised(id, raise.ground().severity(), raise.ground(), null, stamp));
        }
        if (!observation.raises().isEmpty()) {
            observation = promises.at(observedAt, zone);
        }
        if (!observation.changes().isEmpty()) {
            Stamp stamp = Stamp.ofSystem(observedAt, observedAt, centre, PromisePolicy.DEFAULT.version());
            apply(new PromisesObserved(id, observation.changes(), observation.next(), stamp));
        }
        return observation.next();
    }

    private static Stamp stamp(Act act, Instant at, Instant recordedAt, Role role, String centre) {
        return new Stamp(
                at,
                recordedAt,
                act.person(),
                role,
                centre,
                act.source(),
                PromisePolicy.DEFAULT.version(),
                at.isBefore(recordedAt) ? act.lateReason() : null,
                act.key(),
                act.request());
    }

    /** The clocks of the instruction run to the second. */
    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant latest(@Nullable Instant... instants) {
        return Stream.of(instants)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** House rule: staff state an earlier time at most this far back. */
    static final Duration STATED_BACK_AT_MOST = Duration.ofDays(7);
}
