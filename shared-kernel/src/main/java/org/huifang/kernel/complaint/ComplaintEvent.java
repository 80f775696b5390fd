package org.huifang.kernel.complaint;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** What happens to a complaint. Every record is stored for ever: change one only through an upcaster. */
public sealed interface ComplaintEvent {
    ComplaintId complaint();

    Stamp stamp();

    /** §4.5.1; {@code zone} is the centre's, in which all its days end. */
    @EventName(value = "complaint.registered", revision = 2)
    record ComplaintRegistered(
            ComplaintId complaint, RecordNumber number, String zone, Reception reception, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName(value = "complaint.classified", revision = 2)
    record ComplaintClassified(
            ComplaintId complaint,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4 */
    @EventName(value = "complaint.severity-assessed", revision = 2)
    record SeverityAssessed(
            ComplaintId complaint, Severity severity, SeverityGround ground, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4.1; {@code reason} is absent where the system raised by itself (a, c). */
    @EventName(value = "complaint.severity-raised", revision = 2)
    record SeverityRaised(
            ComplaintId complaint,
            Severity severity,
            SeverityGround ground,
            @Nullable Personal reason,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.5.2 */
    @EventName(value = "complaint.presented", revision = 2)
    record ComplaintPresented(
            ComplaintId complaint, Role to, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.2 */
    @EventName(value = "complaint.disposal-directed", revision = 2)
    record DisposalDirected(
            ComplaintId complaint,
            Personal instruction,
            @Nullable Instant limit,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName(value = "complaint.routed", revision = 2)
    record ComplaintRouted(
            ComplaintId complaint,
            String department,
            @Nullable Personal note,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName(value = "complaint.measures-planned", revision = 2)
    record MeasuresPlanned(ComplaintId complaint, List<Measure> measures, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName(value = "complaint.handling-step-recorded", revision = 2)
    record HandlingStepRecorded(ComplaintId complaint, Personal what, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1, §4.6.2, §4.8 */
    @EventName(value = "complaint.handling-completed", revision = 2)
    record HandlingCompleted(
            ComplaintId complaint,
            Personal result,
            DemandMet demandMet,
            @Nullable UnmetReason unmetReason,
            @Nullable Personal whyNoMeasures,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName(value = "complaint.handling-record-submitted", revision = 2)
    record HandlingRecordSubmitted(ComplaintId complaint, Personal course, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2; noted on the request record by this. */
    @EventName(value = "complaint.handling-record-accepted", revision = 2)
    record HandlingRecordAccepted(
            ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3 */
    @EventName(value = "complaint.reported-to-supervisor", revision = 2)
    record ReportedToSupervisor(
            ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3 */
    @EventName(value = "complaint.owner-informed", revision = 2)
    record OwnerInformed(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3; the owner was not reached: it meets nothing, and is remembered. */
    @EventName(value = "complaint.owner-inform-attempted", revision = 2)
    record OwnerInformAttempted(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.8 */
    @EventName(value = "complaint.unmet-demand-explained", revision = 2)
    record UnmetDemandExplained(ComplaintId complaint, Personal explanation, boolean understood, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName(value = "complaint.return-visit-arranged", revision = 2)
    record ReturnVisitArranged(
            ComplaintId complaint,
            @Nullable String visitor,
            @Nullable Instant planned,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4; satisfaction 1 (bad) to 5 (good). */
    @EventName(value = "complaint.return-visit-made", revision = 2)
    record ReturnVisitMade(
            ComplaintId complaint,
            Means means,
            int satisfaction,
            @Nullable Personal words,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4; not reached, so it does not count. */
    @EventName(value = "complaint.return-visit-attempted", revision = 2)
    record ReturnVisitAttempted(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName(value = "complaint.closed", revision = 2)
    record ComplaintClosed(ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** It came as a whole history from elsewhere, where it had this number; the stamp is the import's. */
    @EventName(value = "complaint.imported", revision = 2)
    record ComplaintImported(ComplaintId complaint, String formerNumber, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.1 */
    @EventName(value = "complaint.record-amended", revision = 2)
    record RecordAmended(ComplaintId complaint, Amendment before, Amendment after, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.5.1 b */
    @EventName(value = "complaint.superior-called-in", revision = 2)
    record SuperiorCalledIn(
            ComplaintId complaint, Role superior, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.1; {@code size} in bytes. */
    @EventName(value = "complaint.evidence-attached", revision = 2)
    record EvidenceAttached(
            ComplaintId complaint, String sha256, String mediaType, long size, Personal title, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName(value = "complaint.reclassified", revision = 2)
    record ComplaintReclassified(
            ComplaintId complaint,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName(value = "complaint.judgement-appealed", revision = 2)
    record JudgementAppealed(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.3; where it is not confirmed, the reclassification follows. */
    @EventName(value = "complaint.appeal-decided", revision = 2)
    record AppealDecided(ComplaintId complaint, boolean confirmed, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4 */
    @EventName(value = "complaint.severity-lowered", revision = 2)
    record SeverityLowered(
            ComplaintId complaint, Severity severity, SeverityGround ground, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName(value = "complaint.routing-returned", revision = 2)
    record RoutingReturned(ComplaintId complaint, String department, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName(value = "complaint.assistance-asked", revision = 2)
    record AssistanceAsked(ComplaintId complaint, String department, Personal what, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.5.2 c */
    @EventName(value = "complaint.limit-agreed", revision = 2)
    record LimitAgreed(ComplaintId complaint, Instant limit, Personal consent, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName(value = "complaint.handling-record-sent-back", revision = 2)
    record HandlingRecordSentBack(ComplaintId complaint, SendBackReason reason, Personal what, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4; satisfaction 1 (bad) to 5 (good). */
    @EventName(value = "complaint.owner-rated", revision = 2)
    record OwnerRated(
            ComplaintId complaint,
            int satisfaction,
            @Nullable Personal words,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName(value = "complaint.return-visit-waived", revision = 2)
    record ReturnVisitWaived(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.4.1 a */
    @EventName(value = "complaint.raised-again", revision = 2)
    record ComplaintRaisedAgain(ComplaintId complaint, Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName(value = "complaint.reopened", revision = 2)
    record ComplaintReopened(ComplaintId complaint, ReopenReason reason, Personal explanation, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4; the return visit is still owed. */
    @EventName(value = "complaint.withdrawn", revision = 2)
    record ComplaintWithdrawn(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.6; said of both complaints. */
    @EventName(value = "complaint.linked", revision = 2)
    record ComplaintLinked(
            ComplaintId complaint,
            ComplaintId other,
            RecordNumber otherNumber,
            LinkKind kind,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4.1 a: its own clocks end, and its story goes on there. */
    @EventName(value = "complaint.merged", revision = 2)
    record ComplaintMerged(ComplaintId complaint, ComplaintId into, Stamp stamp) implements ComplaintEvent {}

    /** §4.4.1 a: counts as a raise of this earlier one, whose visit serves both. */
    @EventName(value = "complaint.duplicate-taken-in", revision = 2)
    record DuplicateTakenIn(ComplaintId complaint, ComplaintId duplicate, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName(value = "complaint.transferred", revision = 2)
    record ComplaintTransferred(ComplaintId complaint, String centre, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1: counted, never deleted. */
    @EventName(value = "complaint.voided", revision = 2)
    record ComplaintVoided(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4; {@code month} whose statistics it went with. */
    @EventName("complaint.record-handed-over")
    record RecordHandedOver(ComplaintId complaint, YearMonth month, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4: from now on nothing of it changes. */
    @EventName("complaint.record-archived")
    record RecordArchived(ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4: said beside what is archived. */
    @EventName("complaint.archived-record-corrected")
    record ArchivedRecordCorrected(ComplaintId complaint, Personal correction, Stamp stamp) implements ComplaintEvent {}

    /**
     * §4.5.2: what was observed of the promises, in order.
     *
     * @param next when something may change next by the passing of time alone
     */
    @EventName(value = "complaint.promises-observed", revision = 2)
    record PromisesObserved(
            ComplaintId complaint,
            List<PromiseChange> changes,
            @Nullable Instant next,
            Stamp stamp) implements ComplaintEvent {}
}
