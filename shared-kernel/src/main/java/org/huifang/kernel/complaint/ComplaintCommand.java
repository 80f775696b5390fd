package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What people ask to be done with a complaint; each is answered by {@link org.huifang.kernel.Accepted} or refused. */
public sealed interface ComplaintCommand {
    ComplaintId complaint();

    Act act();

    /** §4.5.1; routed by centre, whose day of reception numbers it. */
    record RegisterComplaint(
            ComplaintId complaint, @RoutingKey String centre, Act act, Reception reception)
            implements ComplaintCommand {}

    /** §4.3 */
    record ClassifyComplaint(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.4 */
    record AssessSeverity(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Severity severity,
            SeverityGround ground,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.5.2 */
    record PresentComplaint(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Role to,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.5.2 */
    record DirectDisposal(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Personal instruction,
            @Nullable Instant limit) implements ComplaintCommand {}

    /** §4.6.1 */
    record RouteComplaint(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            String department,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.6.1 */
    record PlanMeasures(@TargetAggregateIdentifier ComplaintId complaint, Act act, List<Measure> measures)
            implements ComplaintCommand {}

    /** §4.6.2 */
    record RecordHandlingStep(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal what)
            implements ComplaintCommand {}

    /** §4.6.1, §4.6.2, §4.8 */
    record CompleteHandling(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Personal result,
            DemandMet demandMet,
            @Nullable UnmetReason unmetReason,
            @Nullable Personal whyNoMeasures)
            implements ComplaintCommand {}

    /** §4.6.2 */
    record SubmitHandlingRecord(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal course)
            implements ComplaintCommand {}

    /** §4.6.2 */
    record AcceptHandlingRecord(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.6.3 */
    record ReportToSupervisor(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.6.3 */
    record InformOwner(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Means means,
            boolean reached,
            @Nullable Personal words)
            implements ComplaintCommand {}

    /** §4.8 */
    record ExplainUnmetDemand(
            @TargetAggregateIdentifier ComplaintId complaint, Act act, Personal explanation, boolean understood)
            implements ComplaintCommand {}

    /** §4.6.4 */
    record ArrangeReturnVisit(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable String visitor,
            @Nullable Instant planned)
            implements ComplaintCommand {}

    /** §4.6.4 */
    record RecordReturnVisit(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Means means,
            boolean reached,
            @Nullable Integer satisfaction,
            @Nullable Personal words)
            implements ComplaintCommand {}

    /** §4.6.4 */
    record CloseComplaint(@TargetAggregateIdentifier ComplaintId complaint, Act act) implements ComplaintCommand {}

    /** A clock says that something may have fallen due (§4.5.2); harmless when nothing has, or when said twice. */
    record CheckPromises(@TargetAggregateIdentifier ComplaintId complaint, Instant at) {}
}
