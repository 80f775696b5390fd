package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
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
    record ComplaintClosed(ComplaintId complaint, Stamp stamp) implements ComplaintEvent {}

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
