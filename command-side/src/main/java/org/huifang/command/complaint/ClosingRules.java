package org.huifang.command.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseAgain;
import org.huifang.kernel.complaint.ComplaintCommand.ReopenComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.WithdrawComplaint;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRaisedAgain;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.organisation.Operation;

/** What must hold before a complaint is closed, withdrawn, raised again or reopened (§4.3, §4.4.1 a, §4.6.2–§4.6.4, §4.8). */
final class ClosingRules {
    static final Rule<Milestones, CloseComplaint> JUDGED_BEFORE_CLOSED =
            new Rule<>("JUDGED_BEFORE_CLOSED", "§4.3", null, "结案前须完成判定", (complaint, c) -> complaint.judged());
    static final Rule<Milestones, CloseComplaint> RECORD_ACCEPTED = new Rule<>(
            "RECORD_ACCEPTED",
            "§4.6.2",
            null,
            "结案前须签收投诉处理记录表",
            (complaint, c) -> complaint.disposal.acceptedAt != null);
    static final Rule<Milestones, CloseComplaint> REPORTED = new Rule<>(
            "REPORTED", "§4.6.3", null, "结案前须上报客服部主管", (complaint, c) -> complaint.disposal.reportedAt != null);
    static final Rule<Milestones, CloseComplaint> OWNER_INFORMED = new Rule<>(
            "OWNER_INFORMED",
            "§4.6.3",
            null,
            "结案前须将处理结果反馈业户",
            (complaint, c) -> complaint.disposal.ownerInformed
                    || complaint.disposal.informAttemptDays.size()
                            >= complaint.inForce.house().informAttemptDays());
    static final Rule<Milestones, CloseComplaint> RETURN_VISIT_MADE = new Rule<>(
            "RETURN_VISIT_MADE",
            "§4.6.4",
            null,
            "结案前须完成回访,或由主管经理签准免访",
            (complaint, c) -> complaint.visits.visitedAt != null || complaint.visits.waived);
    static final Rule<Milestones, CloseComplaint> UNMET_DEMAND_EXPLAINED = new Rule<>(
            "UNMET_DEMAND_EXPLAINED",
            "§4.8",
            null,
            "诉求未能满足的,结案前须向业户说明原因",
            (complaint, c) -> !complaint.disposal.demandUnmet() || complaint.disposal.unmetDemandExplained);
    static final Rule<Milestones, CloseComplaint> CONTENTS_FOLLOWED = new Rule<>(
            "CONTENTS_FOLLOWED",
            "§4.5.1",
            null,
            "紧急受理时暂缺的内容须在结案前补齐",
            (complaint, c) -> complaint.reception == null || complaint.reception.toFollow() == null);
    static final Rule<Milestones, ReopenComplaint> HANDLED_BEFORE_REOPENED = new Rule<>(
            "HANDLED_BEFORE_REOPENED",
            "§4.6.4",
            null,
            "只有已办结、已结案或已撤回的投诉才能重新办理",
            (complaint, c) -> complaint.disposal.completedAt != null
                    || complaint.closedAt != null
                    || complaint.withdrawnAt != null);
    static final Rule<Milestones, RaiseAgain> RAISED_AGAIN_IN_TIME = new Rule<>(
            "RAISED_AGAIN_IN_TIME",
            "§4.4.1 a",
            null,
            "结案或撤回已久,请登记新的投诉并与原投诉关联(RAISED_LATER)",
            (complaint, c) -> complaint.open()
                    || !Deciding.seconds(c.act().recordedAt())
                            .isAfter(ended(complaint)
                                    .plus(complaint.inForce.house().raiseAgainWithin())));

    static final Decision<CloseComplaint> CLOSE = Decision.of(
            Operation.CLOSE,
            complaint -> complaint.lastAt,
            RuleBook.of(
                    open(),
                    JUDGED_BEFORE_CLOSED,
                    RECORD_ACCEPTED,
                    REPORTED,
                    OWNER_INFORMED,
                    RETURN_VISIT_MADE,
                    UNMET_DEMAND_EXPLAINED,
                    CONTENTS_FOLLOWED),
            (complaint, c, stamp) -> new ComplaintClosed(complaint.id, c.note(), stamp));
    static final Decision<WithdrawComplaint> WITHDRAW = Decision.of(
            Operation.WITHDRAW,
            complaint -> complaint.lastAt,
            RuleBook.of(open()),
            (complaint, c, stamp) -> new ComplaintWithdrawn(complaint.id, c.reason(), stamp));
    static final Decision<ReopenComplaint> REOPEN = Decision.of(
            Operation.REOPEN,
            complaint -> complaint.lastAt,
            RuleBook.of(standing(), HANDLED_BEFORE_REOPENED),
            (complaint, c, stamp) -> new ComplaintReopened(complaint.id, c.reason(), c.explanation(), stamp));
    static final Decision<RaiseAgain> RAISE_AGAIN = Decision.several(
            Operation.RAISE_AGAIN,
            complaint -> complaint.open() ? complaint.receivedAt : complaint.lastAt,
            RuleBook.of(standing(), RAISED_AGAIN_IN_TIME),
            ClosingRules::raisedAgain);

    private ClosingRules() {}

    /** An ended one is opened again by it. */
    private static List<ComplaintEvent> raisedAgain(Milestones complaint, RaiseAgain c, Stamp stamp) {
        ComplaintEvent raised = new ComplaintRaisedAgain(complaint.id, c.words(), stamp);
        return complaint.open()
                ? List.of(raised)
                : List.of(raised, new ComplaintReopened(complaint.id, ReopenReason.RAISED_AGAIN, c.words(), stamp));
    }

    private static Instant ended(Milestones complaint) {
        return Milestones.latest(complaint.closedAt, complaint.withdrawnAt);
    }

    static <C extends ComplaintCommand> Rule<Milestones, C> open() {
        return new Rule<>(
                "COMPLAINT_OPEN", "§4.6.4", null, "该投诉已结案、撤回、合并或作废,不能再办理", (complaint, c) -> complaint.open());
    }

    static <C extends ComplaintCommand> Rule<Milestones, C> standing() {
        return new Rule<>(
                "COMPLAINT_STANDING",
                "§4.6.1",
                null,
                "该投诉已作废或已合并;已合并的,请到合并后的投诉办理",
                (complaint, c) -> complaint.standing());
    }
}
