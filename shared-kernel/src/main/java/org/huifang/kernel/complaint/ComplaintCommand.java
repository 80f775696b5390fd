package org.huifang.kernel.complaint;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.Fact.SendBackReason;
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
    record CloseComplaint(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.5.1: never silently; what is given replaces what stood there. */
    record AmendRecord(@TargetAggregateIdentifier ComplaintId complaint, Act act, Amendment amendment, Personal reason)
            implements ComplaintCommand {}

    /** §4.5.1 b */
    record CallInSuperior(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Role superior,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.5.1; uploaded before under its digest. */
    record AttachEvidence(@TargetAggregateIdentifier ComplaintId complaint, Act act, String sha256, Personal title)
            implements ComplaintCommand {}

    /** §4.3 */
    record ReclassifyComplaint(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.3: the owner does not agree with the judgement; once. */
    record AppealJudgement(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal reason)
            implements ComplaintCommand {}

    /** §4.3: a second person confirms the judgement, or, with a classification, changes it. */
    record DecideAppeal(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable Classification classification,
            @Nullable Criterion criterion,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.4 */
    record RaiseSeverity(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Severity severity,
            SeverityGround ground,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.4 */
    record LowerSeverity(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            Severity severity,
            SeverityGround ground,
            Personal reason)
            implements ComplaintCommand {}

    /** §4.6.1 */
    record ReturnRouting(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal reason)
            implements ComplaintCommand {}

    /** §4.6.1 */
    record AskToAssist(@TargetAggregateIdentifier ComplaintId complaint, Act act, String department, Personal what)
            implements ComplaintCommand {}

    /** §4.5.2 c: {@code consent} says how the owner agreed. */
    record AgreeLimit(@TargetAggregateIdentifier ComplaintId complaint, Act act, Instant limit, Personal consent)
            implements ComplaintCommand {}

    /** §4.6.2 */
    record SendBackHandlingRecord(
            @TargetAggregateIdentifier ComplaintId complaint, Act act, SendBackReason reason, Personal what)
            implements ComplaintCommand {}

    /** §4.6.4: 1 (bad) to 5 (good), by the owner. */
    record RateHandling(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            int satisfaction,
            @Nullable Personal words) implements ComplaintCommand {}

    /** §4.6.4 */
    record WaiveReturnVisit(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal reason)
            implements ComplaintCommand {}

    /** §4.4.1 a */
    record RaiseAgain(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal words)
            implements ComplaintCommand {}

    /** §4.6.4 */
    record ReopenComplaint(
            @TargetAggregateIdentifier ComplaintId complaint, Act act, ReopenReason reason, Personal explanation)
            implements ComplaintCommand {}

    /** §4.6.4: at the wish of the complainant only. */
    record WithdrawComplaint(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal reason)
            implements ComplaintCommand {}

    /** §4.4.1 a, §4.6.6: {@code complaint} is the later one; a duplicate is merged into {@code to}. */
    record LinkComplaints(@RoutingKey ComplaintId complaint, Act act, ComplaintId to, LinkKind kind, Personal reason)
            implements ComplaintCommand {}

    /** §4.6.1: number and clocks are kept. */
    record TransferComplaint(@TargetAggregateIdentifier ComplaintId complaint, Act act, String centre, Personal reason)
            implements ComplaintCommand {}

    /** §4.6.1: registered by mistake. */
    record VoidComplaint(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal reason)
            implements ComplaintCommand {}

    /** §4.6.4: to the quality department, at month's end; {@code month} whose statistics it goes with. */
    record HandOverRecord(@TargetAggregateIdentifier ComplaintId complaint, Act act, YearMonth month)
            implements ComplaintCommand {}

    /** §4.6.4: the quality department takes the record for good. */
    record ArchiveRecord(
            @TargetAggregateIdentifier ComplaintId complaint,
            Act act,
            @Nullable Personal note) implements ComplaintCommand {}

    /** §4.6.4: what is archived is not changed; what was wrong is said beside it. */
    record CorrectArchivedRecord(@TargetAggregateIdentifier ComplaintId complaint, Act act, Personal correction)
            implements ComplaintCommand {}

    /** §4.6.5: refused unless its record is archived; nothing happens by it. */
    record RequireArchived(@TargetAggregateIdentifier ComplaintId complaint, Act act) implements ComplaintCommand {}

    /**
     * A whole history from elsewhere, played through the same guards and clocks in the order of its stated times.
     *
     * @param act of the import itself
     * @param registered who registered it there, when, and when it was recorded
     * @param steps what was done with it afterwards; each with its own {@link Act#imported act}
     */
    record ImportComplaint(
            ComplaintId complaint,
            @RoutingKey String centre,
            Act act,
            String formerNumber,
            Reception reception,
            Act registered,

            @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
            List<ComplaintCommand> steps)
            implements ComplaintCommand {}

    /** A clock says that something may have fallen due (§4.5.2); harmless when nothing has, or when said twice. */
    record CheckPromises(@TargetAggregateIdentifier ComplaintId complaint, Instant at) {}
}
