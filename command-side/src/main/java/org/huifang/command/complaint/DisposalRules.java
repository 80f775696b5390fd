package org.huifang.command.complaint;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.promise.PromiseKind;

/** What must hold before a complaint is presented, directed (§4.5.2) and routed (§4.6.1). */
final class DisposalRules {
    static final Rule<Complaint, PresentComplaint> PRESENTED_UPWARDS =
            new Rule<>("PRESENTED_UPWARDS", "§4.5.2", "to", "投诉只能呈送主管经理或公司主管领导", (complaint, c) -> Operation.DIRECT
                    .roles()
                    .contains(c.to()));
    static final Rule<Complaint, DirectDisposal> PRESENTED_BEFORE_DIRECTED = new Rule<>(
            "PRESENTED_BEFORE_DIRECTED",
            "§4.5.2",
            null,
            "投诉呈送后才能批示处置",
            (complaint, c) -> !complaint.presentedTo.isEmpty());
    static final Rule<Complaint, DirectDisposal> LIMIT_NEEDS_OPEN_HANDLING = new Rule<>(
            "LIMIT_NEEDS_OPEN_HANDLING",
            "§4.6.2",
            "limit",
            "没有进行中的处理时限,不能另定时限",
            (complaint, c) -> c.limit() == null || complaint.promises.open(PromiseKind.COMPLETE_HANDLING));
    static final Rule<Complaint, DirectDisposal> LIMIT_AHEAD = new Rule<>(
            "LIMIT_AHEAD",
            "§4.6.2",
            "limit",
            "处理时限须晚于现在",
            (complaint, c) -> c.limit() == null
                    || c.limit()
                            .isAfter(
                                    c.act().at() == null
                                            ? c.act().recordedAt()
                                            : c.act().at()));
    static final Rule<Complaint, RouteComplaint> NOT_HANDLED_YET = new Rule<>(
            "NOT_HANDLED_YET", "§4.6.1", "department", "已办结的投诉不能再派单", (complaint, c) -> complaint.completedAt == null);

    static final RuleBook<Complaint, PresentComplaint> PRESENT = RuleBook.of(ClosingRules.open(), PRESENTED_UPWARDS);
    static final RuleBook<Complaint, DirectDisposal> DIRECT =
            RuleBook.of(ClosingRules.open(), PRESENTED_BEFORE_DIRECTED, LIMIT_NEEDS_OPEN_HANDLING, LIMIT_AHEAD);
    static final RuleBook<Complaint, RouteComplaint> ROUTE = RuleBook.of(ClosingRules.open(), NOT_HANDLED_YET);

    private DisposalRules() {}

    static void requireKnownDepartment(RouteComplaint command, CompanyDirectory directory) {
        if (!directory.current().departments().containsKey(command.department())
                && !directory.refreshed().departments().containsKey(command.department())) {
            throw new RefusedException(Rule.refusal("DEPARTMENT_KNOWN", "§4.6.1", "department", "没有这个部门"));
        }
    }
}
