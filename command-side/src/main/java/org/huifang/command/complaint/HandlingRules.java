package org.huifang.command.complaint;

import java.util.EnumSet;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.MeasureKind;

/** What must hold while the department handles a complaint and hands in its record (§4.6.1, §4.6.2, §4.8). */
final class HandlingRules {
    static final Rule<Complaint, PlanMeasures> MEASURES_STATED =
            new Rule<>("MEASURES_STATED", "§4.6.1", "measures", "请至少写一项纠正或预防措施", (complaint, c) -> !c.measures()
                    .isEmpty());
    static final Rule<Complaint, CompleteHandling> JUDGED = new Rule<>(
            "JUDGED_BEFORE_COMPLETED", "§4.3", null, "办结前须完成判定;有效投诉还须界定轻重", (complaint, c) -> complaint.judged());
    static final Rule<Complaint, CompleteHandling> MEASURES_OF_VALID_COMPLAINT = new Rule<>(
            "MEASURES_OF_VALID_COMPLAINT",
            "§4.6.1",
            null,
            "有效投诉办结前须制定纠正措施和预防措施各至少一项",
            (complaint, c) -> complaint.classification != Classification.VALID_COMPLAINT
                    || complaint.planned.equals(EnumSet.allOf(MeasureKind.class)));
    static final Rule<Complaint, CompleteHandling> MEASURES_OR_REASON = new Rule<>(
            "MEASURES_OR_REASON",
            "§4.6.1",
            "whyNoMeasures",
            "未制定措施的,须说明原因",
            (complaint, c) -> complaint.classification == Classification.VALID_COMPLAINT
                    || !complaint.planned.isEmpty()
                    || c.whyNoMeasures() != null);
    static final Rule<Complaint, CompleteHandling> UNMET_REASON_STATED = new Rule<>(
            "UNMET_REASON_STATED",
            "§4.8",
            "unmetReason",
            "诉求未满足或部分满足的须说明原因;已满足的不填",
            (complaint, c) -> (c.demandMet() == DemandMet.FULLY) == (c.unmetReason() == null));
    static final Rule<Complaint, SubmitHandlingRecord> COMPLETED_BEFORE_SUBMITTED = new Rule<>(
            "COMPLETED_BEFORE_SUBMITTED",
            "§4.6.2",
            null,
            "办结后才能提交投诉处理记录表",
            (complaint, c) -> complaint.completedAt != null);
    static final Rule<Complaint, SubmitHandlingRecord> NOT_SUBMITTED_YET = new Rule<>(
            "NOT_SUBMITTED_YET", "§4.6.2", null, "投诉处理记录表已经提交", (complaint, c) -> complaint.submittedAt == null);
    static final Rule<Complaint, AcceptHandlingRecord> SUBMITTED_BEFORE_ACCEPTED = new Rule<>(
            "SUBMITTED_BEFORE_ACCEPTED",
            "§4.6.2",
            null,
            "提交投诉处理记录表后才能签收",
            (complaint, c) -> complaint.submittedAt != null);
    static final Rule<Complaint, AcceptHandlingRecord> NOT_ACCEPTED_YET = new Rule<>(
            "NOT_ACCEPTED_YET", "§4.6.2", null, "投诉处理记录表已经签收", (complaint, c) -> complaint.acceptedAt == null);

    static final RuleBook<Complaint, PlanMeasures> PLAN =
            RuleBook.of(ClosingRules.open(), routed(), MEASURES_STATED, notCompleted());
    static final RuleBook<Complaint, RecordHandlingStep> STEP =
            RuleBook.of(ClosingRules.open(), routed(), notCompleted());
    static final RuleBook<Complaint, CompleteHandling> COMPLETE = RuleBook.of(
            ClosingRules.open(),
            routed(),
            notCompleted(),
            JUDGED,
            MEASURES_OF_VALID_COMPLAINT,
            MEASURES_OR_REASON,
            UNMET_REASON_STATED);
    static final RuleBook<Complaint, SubmitHandlingRecord> SUBMIT =
            RuleBook.of(ClosingRules.open(), COMPLETED_BEFORE_SUBMITTED, NOT_SUBMITTED_YET);
    static final RuleBook<Complaint, AcceptHandlingRecord> ACCEPT =
            RuleBook.of(ClosingRules.open(), SUBMITTED_BEFORE_ACCEPTED, NOT_ACCEPTED_YET);

    private HandlingRules() {}

    static <C extends ComplaintCommand> Rule<Complaint, C> routed() {
        return new Rule<>(
                "ROUTED_BEFORE_HANDLED",
                "§4.6.1",
                null,
                "投诉派单到部门后才能处理",
                (complaint, c) -> complaint.department != null);
    }

    static <C extends ComplaintCommand> Rule<Complaint, C> notCompleted() {
        return new Rule<>(
                "NOT_COMPLETED_YET", "§4.6.2", null, "该投诉已经办结", (complaint, c) -> complaint.completedAt == null);
    }
}
