package org.huifang.command.complaint;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.complaint.Decision.RoleRule;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AgreeLimit;
import org.huifang.kernel.complaint.ComplaintCommand.AskToAssist;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReturnRouting;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.LimitAgreed;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;

/** What must hold before a complaint is presented, directed (§4.5.2), routed (§4.6.1) or given another limit. */
final class DisposalRules {
    static final Rule<Milestones, PresentComplaint> PRESENTED_UPWARDS =
            new Rule<>("PRESENTED_UPWARDS", "§4.5.2", "to", "投诉只能呈送主管经理或公司主管领导", (complaint, c) -> Operation.DIRECT
                    .roles()
                    .contains(c.to()));
    static final Rule<Milestones, DirectDisposal> PRESENTED_BEFORE_DIRECTED = new Rule<>(
            "PRESENTED_BEFORE_DIRECTED",
            "§4.5.2",
            null,
            "投诉呈送后才能批示处置",
            (complaint, c) -> !complaint.disposal.presentedTo.isEmpty());
    static final RoleRule<DirectDisposal> DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO = new RoleRule<>(
            "DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO",
            "§4.5.2",
            "投诉呈送给谁,由谁批示处置",
            (complaint, c) -> complaint.disposal.presentedTo.isEmpty()
                    ? Operation.DIRECT.roles()
                    : complaint.disposal.presentedTo);
    static final Rule<Milestones, DirectDisposal> LIMIT_NEEDS_OPEN_HANDLING = new Rule<>(
            "LIMIT_NEEDS_OPEN_HANDLING",
            "§4.6.2",
            "limit",
            "没有进行中的处理时限,不能另定时限",
            (complaint, c) -> c.limit() == null || complaint.promises.open(PromiseKind.COMPLETE_HANDLING));
    static final Rule<Milestones, DirectDisposal> LIMIT_AHEAD = ahead(DirectDisposal::limit);
    static final Rule<Milestones, RouteComplaint> NOT_HANDLED_YET = new Rule<>(
            "NOT_HANDLED_YET",
            "§4.6.1",
            "department",
            "已办结的投诉不能再派单",
            (complaint, c) -> complaint.disposal.completedAt == null);
    static final Rule<Milestones, ReturnRouting> NOTHING_PLANNED_YET =
            new Rule<>("NOTHING_PLANNED_YET", "§4.6.1", null, "已制定措施的派单不能退回", (complaint, c) -> !complaint
                    .disposal
                    .plannedSinceRouted);
    static final Rule<Milestones, AskToAssist> ANOTHER_DEPARTMENT_ASSISTS = new Rule<>(
            "ANOTHER_DEPARTMENT_ASSISTS", "§4.6.1", "department", "协办部门须是尚未参与办理的其他部门", (complaint, c) -> !complaint
                    .disposal
                    .departments()
                    .contains(c.department()));
    static final Rule<Milestones, AgreeLimit> LIMIT_FOR_MINOR_OR_OTHER = new Rule<>(
            "LIMIT_FOR_MINOR_OR_OTHER",
            "§4.5.2 c",
            "limit",
            "只有轻微投诉、协调工作、过高要求和报事可以与业户另行商定时限",
            (complaint, c) -> complaint.judging.classification != null
                    && (complaint.judging.classification != Classification.VALID_COMPLAINT
                            || complaint.severity() == Severity.MINOR));
    static final Rule<Milestones, AgreeLimit> AGREED_LIMIT_NEEDS_OPEN_HANDLING = new Rule<>(
            "AGREED_LIMIT_NEEDS_OPEN_HANDLING",
            "§4.5.2 c",
            "limit",
            "没有进行中的处理时限,不能商定时限",
            (complaint, c) -> complaint.promises.open(PromiseKind.SOLVE_MINOR)
                    || complaint.promises.open(PromiseKind.COMPLETE_HANDLING));

    static final Decision<PresentComplaint> PRESENT = Decision.of(
            Operation.PRESENT,
            complaint -> complaint.receivedAt,
            RuleBook.of(ClosingRules.open(), PRESENTED_UPWARDS),
            (complaint, c, stamp) -> new ComplaintPresented(complaint.id, c.to(), c.note(), stamp));
    static final Decision<DirectDisposal> DIRECT = Decision.<DirectDisposal>of(
                    Operation.DIRECT,
                    complaint -> complaint.disposal.presentedAt,
                    RuleBook.of(ClosingRules.open(), PRESENTED_BEFORE_DIRECTED, LIMIT_NEEDS_OPEN_HANDLING, LIMIT_AHEAD),
                    (complaint, c, stamp) -> new DisposalDirected(complaint.id, c.instruction(), c.limit(), stamp))
            .among(DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO);
    static final Decision<RouteComplaint> ROUTE = Decision.<RouteComplaint>of(
                    Operation.ROUTE,
                    complaint -> Milestones.latest(complaint.receivedAt, complaint.disposal.lastRoutedAt),
                    RuleBook.of(ClosingRules.open(), NOT_HANDLED_YET),
                    (complaint, c, stamp) -> new ComplaintRouted(complaint.id, c.department(), c.note(), stamp))
            .naming(Known.department("department", RouteComplaint::department));
    static final Decision<ReturnRouting> RETURN_ROUTING = Decision.of(
            Operation.RETURN_ROUTING,
            complaint -> complaint.disposal.routedAt,
            RuleBook.of(ClosingRules.open(), HandlingRules.routed(), HandlingRules.notCompleted(), NOTHING_PLANNED_YET),
            (complaint, c, stamp) -> new RoutingReturned(
                    complaint.id, Objects.requireNonNull(complaint.disposal.department), c.reason(), stamp));
    static final Decision<AskToAssist> ASK_TO_ASSIST = Decision.<AskToAssist>of(
                    Operation.ASK_TO_ASSIST,
                    complaint -> complaint.disposal.routedAt,
                    RuleBook.of(
                            ClosingRules.open(),
                            HandlingRules.routed(),
                            HandlingRules.notCompleted(),
                            ANOTHER_DEPARTMENT_ASSISTS),
                    (complaint, c, stamp) -> new AssistanceAsked(complaint.id, c.department(), c.what(), stamp))
            .naming(Known.department("department", AskToAssist::department));
    static final Decision<AgreeLimit> AGREE_LIMIT = Decision.of(
            Operation.AGREE_LIMIT,
            complaint -> complaint.judging.judgedAt,
            RuleBook.of(
                    ClosingRules.open(),
                    LIMIT_FOR_MINOR_OR_OTHER,
                    AGREED_LIMIT_NEEDS_OPEN_HANDLING,
                    ahead(AgreeLimit::limit)),
            (complaint, c, stamp) -> new LimitAgreed(complaint.id, c.limit(), c.consent(), stamp));

    private DisposalRules() {}

    private static <C extends ComplaintCommand> Rule<Milestones, C> ahead(Function<C, @Nullable Instant> limit) {
        return new Rule<>("LIMIT_AHEAD", "§4.6.2", "limit", "处理时限须晚于现在", (complaint, c) -> {
            Instant wanted = limit.apply(c);
            Act act = c.act();
            return wanted == null || wanted.isAfter(act.at() == null ? act.recordedAt() : act.at());
        });
    }
}
