package org.huifang.kernel.complaint;

import java.time.Instant;
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
    @EventName("complaint.registered")
    record ComplaintRegistered(
            ComplaintId complaint, RecordNumber number, String zone, Reception reception, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName("complaint.classified")
    record ComplaintClassified(
            ComplaintId complaint,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4 */
    @EventName("complaint.severity-assessed")
    record SeverityAssessed(
            ComplaintId complaint, Severity severity, SeverityGround ground, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4.1; {@code reason} is absent where the system raised by itself (a, c). */
    @EventName("complaint.severity-raised")
    record SeverityRaised(
            ComplaintId complaint,
            Severity severity,
            SeverityGround ground,
            @Nullable Personal reason,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.5.2 */
    @EventName("complaint.presented")
    record ComplaintPresented(
            ComplaintId complaint, Role to, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.2 */
    @EventName("complaint.disposal-directed")
    record DisposalDirected(
            ComplaintId complaint,
            Personal instruction,
            @Nullable Instant limit,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName("complaint.routed")
    record ComplaintRouted(
            ComplaintId complaint,
            String department,
            @Nullable Personal note,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName("complaint.measures-planned")
    record MeasuresPlanned(ComplaintId complaint, List<Measure> measures, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName("complaint.handling-step-recorded")
    record HandlingStepRecorded(ComplaintId complaint, Personal what, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1, §4.6.2, §4.8 */
    @EventName("complaint.handling-completed")
    record HandlingCompleted(
            ComplaintId complaint,
            Personal result,
            DemandMet demandMet,
            @Nullable UnmetReason unmetReason,
            @Nullable Personal whyNoMeasures,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName("complaint.handling-record-submitted")
    record HandlingRecordSubmitted(ComplaintId complaint, Personal course, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2; noted on the request record by this. */
    @EventName("complaint.handling-record-accepted")
    record HandlingRecordAccepted(
            ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3 */
    @EventName("complaint.reported-to-supervisor")
    record ReportedToSupervisor(
            ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3 */
    @EventName("complaint.owner-informed")
    record OwnerInformed(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.3; the owner was not reached: it meets nothing, and is remembered. */
    @EventName("complaint.owner-inform-attempted")
    record OwnerInformAttempted(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.8 */
    @EventName("complaint.unmet-demand-explained")
    record UnmetDemandExplained(ComplaintId complaint, Personal explanation, boolean understood, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName("complaint.return-visit-arranged")
    record ReturnVisitArranged(
            ComplaintId complaint,
            @Nullable String visitor,
            @Nullable Instant planned,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4; satisfaction 1 (bad) to 5 (good). */
    @EventName("complaint.return-visit-made")
    record ReturnVisitMade(
            ComplaintId complaint,
            Means means,
            int satisfaction,
            @Nullable Personal words,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4; not reached, so it does not count. */
    @EventName("complaint.return-visit-attempted")
    record ReturnVisitAttempted(
            ComplaintId complaint, Means means, @Nullable Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName("complaint.closed")
    record ComplaintClosed(ComplaintId complaint, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** It came as a whole history from elsewhere, where it had this number; the stamp is the import's. */
    @EventName("complaint.imported")
    record ComplaintImported(ComplaintId complaint, String formerNumber, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.1 */
    @EventName("complaint.record-amended")
    record RecordAmended(ComplaintId complaint, Amendment before, Amendment after, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.5.1 b */
    @EventName("complaint.superior-called-in")
    record SuperiorCalledIn(
            ComplaintId complaint, Role superior, @Nullable Personal note, Stamp stamp) implements ComplaintEvent {}

    /** §4.5.1; {@code size} in bytes. */
    @EventName("complaint.evidence-attached")
    record EvidenceAttached(
            ComplaintId complaint, String sha256, String mediaType, long size, Personal title, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName("complaint.reclassified")
    record ComplaintReclassified(
            ComplaintId complaint,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.3 */
    @EventName("complaint.judgement-appealed")
    record JudgementAppealed(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.3; where it is not confirmed, the reclassification follows. */
    @EventName("complaint.appeal-decided")
    record AppealDecided(ComplaintId complaint, boolean confirmed, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4 */
    @EventName("complaint.severity-lowered")
    record SeverityLowered(
            ComplaintId complaint, Severity severity, SeverityGround ground, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName("complaint.routing-returned")
    record RoutingReturned(ComplaintId complaint, String department, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName("complaint.assistance-asked")
    record AssistanceAsked(ComplaintId complaint, String department, Personal what, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.5.2 c */
    @EventName("complaint.limit-agreed")
    record LimitAgreed(ComplaintId complaint, Instant limit, Personal consent, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.2 */
    @EventName("complaint.handling-record-sent-back")
    record HandlingRecordSentBack(ComplaintId complaint, SendBackReason reason, Personal what, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4; satisfaction 1 (bad) to 5 (good). */
    @EventName("complaint.owner-rated")
    record OwnerRated(
            ComplaintId complaint,
            int satisfaction,
            @Nullable Personal words,
            Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName("complaint.return-visit-waived")
    record ReturnVisitWaived(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.4.1 a */
    @EventName("complaint.raised-again")
    record ComplaintRaisedAgain(ComplaintId complaint, Personal words, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.4 */
    @EventName("complaint.reopened")
    record ComplaintReopened(ComplaintId complaint, ReopenReason reason, Personal explanation, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.4; the return visit is still owed. */
    @EventName("complaint.withdrawn")
    record ComplaintWithdrawn(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.6; said of both complaints. */
    @EventName("complaint.linked")
    record ComplaintLinked(
            ComplaintId complaint,
            ComplaintId other,
            RecordNumber otherNumber,
            LinkKind kind,
            Personal reason,
            Stamp stamp)
            implements ComplaintEvent {}

    /** §4.4.1 a: its own clocks end, and its story goes on there. */
    @EventName("complaint.merged")
    record ComplaintMerged(ComplaintId complaint, ComplaintId into, Stamp stamp) implements ComplaintEvent {}

    /** §4.4.1 a: counts as a raise of this earlier one, whose visit serves both. */
    @EventName("complaint.duplicate-taken-in")
    record DuplicateTakenIn(ComplaintId complaint, ComplaintId duplicate, Stamp stamp) implements ComplaintEvent {}

    /** §4.6.1 */
    @EventName("complaint.transferred")
    record ComplaintTransferred(ComplaintId complaint, String centre, Personal reason, Stamp stamp)
            implements ComplaintEvent {}

    /** §4.6.1: counted, never deleted. */
    @EventName("complaint.voided")
    record ComplaintVoided(ComplaintId complaint, Personal reason, Stamp stamp) implements ComplaintEvent {}

    /**
     * §4.5.2: what was observed of the promises, in order.
     *
     * @param next when something may change next by the passing of time alone
     */
    @EventName("complaint.promises-observed")
    record PromisesObserved(
            ComplaintId complaint,
            List<PromiseChange> changes,
            @Nullable Instant next,
            Stamp stamp) implements ComplaintEvent {}
}
