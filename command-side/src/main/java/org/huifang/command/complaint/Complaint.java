package org.huifang.command.complaint;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AgreeLimit;
import org.huifang.kernel.complaint.ComplaintCommand.AmendRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AppealJudgement;
import org.huifang.kernel.complaint.ComplaintCommand.ArchiveRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.AskToAssist;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.AttachEvidence;
import org.huifang.kernel.complaint.ComplaintCommand.CallInSuperior;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.CorrectArchivedRecord;
import org.huifang.kernel.complaint.ComplaintCommand.DecideAppeal;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.HandOverRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.LinkComplaints;
import org.huifang.kernel.complaint.ComplaintCommand.LowerSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseAgain;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.RateHandling;
import org.huifang.kernel.complaint.ComplaintCommand.ReclassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReopenComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.RequireArchived;
import org.huifang.kernel.complaint.ComplaintCommand.ReturnRouting;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SendBackHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.TransferComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.VoidComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.WaiveReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.WithdrawComplaint;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.DuplicateTakenIn;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.LookAtSteps;
import org.huifang.kernel.complaint.LookAtSteps.Steps;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromisesChecked;

/** A complaint: what is asked of it is refused, or becomes a fact together with what that means for its promises. */
@Aggregate(type = "complaint", cache = "aggregates", commandTargetResolver = "complaintTargets")
public class Complaint extends Deciding {

    /** For history to be replayed into. */
    protected Complaint() {}

    /** §4.5.1; the role and the rules have been looked at by {@link RegistrationHandler}. */
    Complaint(RegisterComplaint command, RecordNumber number, Centre centre, Role role, CompanyDirectory directory) {
        Instant recordedAt = seconds(command.act().recordedAt());
        // Inside a constructor the event is handled only after it.
        apply(begun(command.complaint(), command.act(), command.reception(), number, centre, role, directory))
                .andThen(() -> letDuesPass(recordedAt, directory));
    }

    /** The beginning of an imported history; {@link ImportHandler} has looked at the role and the rules. */
    Complaint(ImportComplaint command, RecordNumber number, Centre centre, CompanyDirectory directory) {
        Act act = command.act();
        Instant now = seconds(act.recordedAt());
        Role registrar = Objects.requireNonNull(command.registered().role());
        apply(begun(
                        command.complaint(),
                        command.registered(),
                        command.reception(),
                        number,
                        centre,
                        registrar,
                        directory))
                .andThenApply(
                        () -> new ComplaintImported(id, command.formerNumber(), stamp(act, now, now, Role.IMPORTER)));
    }

    private ComplaintRegistered begun(
            ComplaintId complaint,
            Act act,
            Reception reception,
            RecordNumber number,
            Centre centre,
            Role role,
            CompanyDirectory directory) {
        Instant recordedAt = seconds(act.recordedAt());
        Instant at = act.at() == null ? recordedAt : seconds(act.at());
        inForce = directory.current().policyAt(recordedAt);
        this.centre = centre.id();
        return new ComplaintRegistered(
                complaint, number, centre.zone().getId(), reception, stamp(act, at, recordedAt, role));
    }

    @CommandHandler
    Accepted handle(AmendRecord c, CompanyDirectory directory) {
        return decide(c, ReceptionRules.AMEND, directory);
    }

    @CommandHandler
    Accepted handle(CallInSuperior c, CompanyDirectory directory) {
        return decide(c, ReceptionRules.CALL_IN, directory);
    }

    @CommandHandler
    Accepted handle(TransferComplaint c, CompanyDirectory directory) {
        return decide(c, ReceptionRules.TRANSFER, directory);
    }

    @CommandHandler
    Accepted handle(VoidComplaint c, CompanyDirectory directory) {
        return decide(c, ReceptionRules.VOID, directory);
    }

    @CommandHandler
    Accepted handle(HandOverRecord c, CompanyDirectory directory) {
        return decide(c, ArchiveRules.HAND_OVER, directory);
    }

    @CommandHandler
    Accepted handle(ArchiveRecord c, CompanyDirectory directory) {
        return decide(c, ArchiveRules.ARCHIVE, directory);
    }

    @CommandHandler
    Accepted handle(CorrectArchivedRecord c, CompanyDirectory directory) {
        return decide(c, ArchiveRules.CORRECT, directory);
    }

    @CommandHandler
    Accepted handle(RequireArchived c) {
        ArchiveRules.requireArchived(this);
        return new Accepted(id.toString(), getVersion(), true);
    }

    @CommandHandler
    Accepted handle(ClassifyComplaint c, CompanyDirectory directory) {
        return decide(c, JudgingRules.CLASSIFY, directory);
    }

    @CommandHandler
    Accepted handle(ReclassifyComplaint c, CompanyDirectory directory) {
        return decide(c, JudgingRules.RECLASSIFY, directory);
    }

    @CommandHandler
    Accepted handle(AppealJudgement c, CompanyDirectory directory) {
        return decide(c, JudgingRules.APPEAL, directory);
    }

    @CommandHandler
    Accepted handle(DecideAppeal c, CompanyDirectory directory) {
        return decide(c, JudgingRules.DECIDE_APPEAL, directory);
    }

    @CommandHandler
    Accepted handle(AssessSeverity c, CompanyDirectory directory) {
        return decide(c, SeverityRules.ASSESS, directory);
    }

    @CommandHandler
    Accepted handle(RaiseSeverity c, CompanyDirectory directory) {
        return decide(c, SeverityRules.RAISE, directory);
    }

    @CommandHandler
    Accepted handle(LowerSeverity c, CompanyDirectory directory) {
        return decide(c, SeverityRules.LOWER, directory);
    }

    @CommandHandler
    Accepted handle(PresentComplaint c, CompanyDirectory directory) {
        return decide(c, DisposalRules.PRESENT, directory);
    }

    @CommandHandler
    Accepted handle(DirectDisposal c, CompanyDirectory directory) {
        return decide(c, DisposalRules.DIRECT, directory);
    }

    @CommandHandler
    Accepted handle(RouteComplaint c, CompanyDirectory directory) {
        return decide(c, DisposalRules.ROUTE, directory);
    }

    @CommandHandler
    Accepted handle(ReturnRouting c, CompanyDirectory directory) {
        return decide(c, DisposalRules.RETURN_ROUTING, directory);
    }

    @CommandHandler
    Accepted handle(AskToAssist c, CompanyDirectory directory) {
        return decide(c, DisposalRules.ASK_TO_ASSIST, directory);
    }

    @CommandHandler
    Accepted handle(AgreeLimit c, CompanyDirectory directory) {
        return decide(c, DisposalRules.AGREE_LIMIT, directory);
    }

    @CommandHandler
    Accepted handle(PlanMeasures c, CompanyDirectory directory) {
        return decide(c, HandlingRules.PLAN, directory);
    }

    @CommandHandler
    Accepted handle(RecordHandlingStep c, CompanyDirectory directory) {
        return decide(c, HandlingRules.STEP, directory);
    }

    @CommandHandler
    Accepted handle(CompleteHandling c, CompanyDirectory directory) {
        return decide(c, HandlingRules.COMPLETE, directory);
    }

    @CommandHandler
    Accepted handle(SubmitHandlingRecord c, CompanyDirectory directory) {
        return decide(c, RecordRules.SUBMIT, directory);
    }

    @CommandHandler
    Accepted handle(AcceptHandlingRecord c, CompanyDirectory directory) {
        return decide(c, RecordRules.ACCEPT, directory);
    }

    @CommandHandler
    Accepted handle(SendBackHandlingRecord c, CompanyDirectory directory) {
        return decide(c, RecordRules.SEND_BACK, directory);
    }

    @CommandHandler
    Accepted handle(ReportToSupervisor c, CompanyDirectory directory) {
        return decide(c, FeedbackRules.REPORT, directory);
    }

    @CommandHandler
    Accepted handle(InformOwner c, CompanyDirectory directory) {
        return decide(c, FeedbackRules.INFORM, directory);
    }

    @CommandHandler
    Accepted handle(ExplainUnmetDemand c, CompanyDirectory directory) {
        return decide(c, FeedbackRules.EXPLAIN, directory);
    }

    @CommandHandler
    Accepted handle(ArrangeReturnVisit c, CompanyDirectory directory) {
        return decide(c, VisitRules.ARRANGE, directory);
    }

    @CommandHandler
    Accepted handle(RecordReturnVisit c, CompanyDirectory directory) {
        return decide(c, VisitRules.RECORD, directory);
    }

    @CommandHandler
    Accepted handle(RateHandling c, CompanyDirectory directory) {
        return decide(c, VisitRules.RATE, directory);
    }

    @CommandHandler
    Accepted handle(WaiveReturnVisit c, CompanyDirectory directory) {
        return decide(c, VisitRules.WAIVE, directory);
    }

    @CommandHandler
    Accepted handle(CloseComplaint c, CompanyDirectory directory) {
        return decide(c, ClosingRules.CLOSE, directory);
    }

    @CommandHandler
    Accepted handle(WithdrawComplaint c, CompanyDirectory directory) {
        return decide(c, ClosingRules.WITHDRAW, directory);
    }

    @CommandHandler
    Accepted handle(ReopenComplaint c, CompanyDirectory directory) {
        return decide(c, ClosingRules.REOPEN, directory);
    }

    @CommandHandler
    Accepted handle(RaiseAgain c, CompanyDirectory directory) {
        return decide(c, ClosingRules.RAISE_AGAIN, directory);
    }

    @CommandHandler
    Accepted handle(AttachEvidence c, CompanyDirectory directory, EvidenceStore evidence) {
        return decide(c, EvidenceRules.attach(evidence.find(c.complaint(), c.sha256())), directory);
    }

    /** What could be done next, and why the rest could not; nothing comes of it. */
    @CommandHandler
    Steps handle(LookAtSteps c, CompanyDirectory directory) {
        return new Steps(PossibleSteps.of(this, c.person(), c.at(), directory));
    }

    /** §4.5.2: time has passed; says what that means, once. */
    @CommandHandler
    PromisesChecked handle(CheckPromises c, CompanyDirectory directory) {
        long before = getVersion();
        Instant next = letDuesPass(seconds(c.at()), directory);
        return new PromisesChecked(getVersion() > before, next);
    }

    /** §4.6.6: the later complaint's part of a link; {@code earlier} is the other end. */
    Accepted link(LinkComplaints c, LinkRules.End earlier, CompanyDirectory directory) {
        return decide(c, LinkRules.linkTo(earlier, c.kind()), directory);
    }

    /** §4.6.6: the earlier complaint's part; the link has been decided at the later one. */
    void linkedFrom(LinkComplaints c, LinkRules.End later, Stamp decided, CompanyDirectory directory) {
        Stamp stamp = new Stamp(
                decided.at(),
                latest(decided.recordedAt(), lastRecordedAt),
                decided.person(),
                decided.role(),
                centre,
                decided.source(),
                decided.policy(),
                decided.lateReason(),
                null,
                null);
        letDuesPass(stamp.recordedAt(), directory);
        apply(new ComplaintLinked(id, later.id(), later.number(), c.kind(), c.reason(), stamp));
        if (c.kind() == LinkKind.DUPLICATE) {
            apply(new DuplicateTakenIn(id, later.id(), stamp));
        }
        letDuesPass(stamp.recordedAt(), directory);
    }

    /** All steps of an imported history have been played: their promises get their verdicts, and alarm nobody. */
    Accepted imported(Instant now, CompanyDirectory directory) {
        letDuesPass(now, directory);
        return new Accepted(id.toString(), getVersion(), false);
    }
}
