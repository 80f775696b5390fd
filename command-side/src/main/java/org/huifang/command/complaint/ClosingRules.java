package org.huifang.command.complaint;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;

/** What must hold before a complaint is closed (§4.3, §4.6.3, §4.6.4, §4.8). */
final class ClosingRules {
    /** House rule: so many days with an attempt stand for having informed an owner who cannot be reached. */
    static final int ATTEMPT_DAYS = 3;

    static final Rule<Complaint, CloseComplaint> JUDGED_BEFORE_CLOSED =
            new Rule<>("JUDGED_BEFORE_CLOSED", "§4.3", null, "结案前须完成判定", (complaint, c) -> complaint.judged());
    static final Rule<Complaint, CloseComplaint> RECORD_ACCEPTED = new Rule<>(
            "RECORD_ACCEPTED", "§4.6.2", null, "结案前须签收投诉处理记录表", (complaint, c) -> complaint.acceptedAt != null);
    static final Rule<Complaint, CloseComplaint> REPORTED =
            new Rule<>("REPORTED", "§4.6.3", null, "结案前须上报客服部主管", (complaint, c) -> complaint.reportedAt != null);
    static final Rule<Complaint, CloseComplaint> OWNER_INFORMED = new Rule<>(
            "OWNER_INFORMED",
            "§4.6.3",
            null,
            "结案前须将处理结果反馈业户",
            (complaint, c) -> complaint.ownerInformed || complaint.informAttemptDays.size() >= ATTEMPT_DAYS);
    static final Rule<Complaint, CloseComplaint> RETURN_VISIT_MADE =
            new Rule<>("RETURN_VISIT_MADE", "§4.6.4", null, "结案前须完成回访", (complaint, c) -> complaint.visitedAt != null);
    static final Rule<Complaint, CloseComplaint> UNMET_DEMAND_EXPLAINED = new Rule<>(
            "UNMET_DEMAND_EXPLAINED",
            "§4.8",
            null,
            "诉求未能满足的,结案前须向业户说明原因",
            (complaint, c) -> !complaint.demandUnmet() || complaint.unmetDemandExplained);

    static final RuleBook<Complaint, CloseComplaint> CLOSE = RuleBook.of(
            open(),
            JUDGED_BEFORE_CLOSED,
            RECORD_ACCEPTED,
            REPORTED,
            OWNER_INFORMED,
            RETURN_VISIT_MADE,
            UNMET_DEMAND_EXPLAINED);

    private ClosingRules() {}

    static <C extends ComplaintCommand> Rule<Complaint, C> open() {
        return new Rule<>(
                "COMPLAINT_OPEN", "§4.6.4", null, "该投诉已结案,不能再办理", (complaint, c) -> complaint.closedAt == null);
    }
}
