package org.huifang.command.complaint;

import java.util.EnumSet;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingStepRecorded;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.organisation.Operation;

/** What must hold while the department handles a complaint (§4.6.1, §4.6.2, §4.8). */
final class HandlingRules {
    static final Rule<Milestones, PlanMeasures> MEASURES_STATED =
            new Rule<>("MEASURES_STATED", "§4.6.1", "measures", "请至少写一项纠正或预防措施", (complaint, c) -> !c.measures()
                    .isEmpty());
    static final Rule<Milestones, CompleteHandling> JUDGED = new Rule<>(
            "JUDGED_BEFORE_COMPLETED", "§4.3", null, "办结前须完成判定;有效投诉还须界定轻重", (complaint, c) -> complaint.judged());
    static final Rule<Milestones, CompleteHandling> MEASURES_OF_VALID_COMPLAINT = new Rule<>(
            "MEASURES_OF_VALID_COMPLAINT",
            "§4.6.1",
            null,
            "有效投诉办结前须制定纠正措施和预防措施各至少一项",
            (complaint, c) -> complaint.judging.classification != Classification.VALID_COMPLAINT
                    || complaint.disposal.planned.equals(EnumSet.allOf(MeasureKind.class)));
    static final Rule<Milestones, CompleteHandling> MEASURES_OR_REASON = new Rule<>(
            "MEASURES_OR_REASON",
            "§4.6.1",
            "whyNoMeasures",
            "未制定措施的,须说明原因",
            (complaint, c) -> complaint.judging.classification == Classification.VALID_COMPLAINT
                    || !complaint.disposal.planned.isEmpty()
                    || c.whyNoMeasures() != null);
    static final Rule<Milestones, CompleteHandling> UNMET_REASON_STATED = new Rule<>(
            "UNMET_REASON_STATED",
            "§4.8",
            "unmetReason",
            "诉求未满足或部分满足的须说明原因;已满足的不填",
            (complaint, c) -> (c.demandMet() == DemandMet.FULLY) == (c.unmetReason() == null));

    static final Decision<PlanMeasures> PLAN = Decision.<PlanMeasures>of(
                    Operation.PLAN_MEASURES,
                    complaint -> complaint.disposal.routedAt,
                    RuleBook.of(ClosingRules.open(), routed(), MEASURES_STATED, notCompleted()),
                    (complaint, c, stamp) -> new MeasuresPlanned(complaint.id, c.measures(), stamp))
            .naming(Known.people(
                    "measures.who", c -> c.measures().stream().map(Measure::who).toList()));
    static final Decision<RecordHandlingStep> STEP = Decision.of(
            Operation.RECORD_STEP,
            complaint -> complaint.disposal.routedAt,
            RuleBook.of(ClosingRules.open(), routed(), notCompleted()),
            (complaint, c, stamp) -> new HandlingStepRecorded(complaint.id, c.what(), stamp));
    static final Decision<CompleteHandling> COMPLETE = Decision.of(
            Operation.COMPLETE_HANDLING,
            complaint -> Milestones.latest(
                    complaint.disposal.routedAt,
                    complaint.disposal.plannedAt,
                    complaint.judging.judgedAt,
                    complaint.disposal.sentBackAt),
            RuleBook.of(
                    ClosingRules.open(),
                    routed(),
                    notCompleted(),
                    JUDGED,
                    MEASURES_OF_VALID_COMPLAINT,
                    MEASURES_OR_REASON,
                    UNMET_REASON_STATED),
            (complaint, c, stamp) -> new HandlingCompleted(
                    complaint.id, c.result(), c.demandMet(), c.unmetReason(), c.whyNoMeasures(), stamp));

    private HandlingRules() {}

    static <C extends ComplaintCommand> Rule<Milestones, C> routed() {
        return new Rule<>(
                "ROUTED_BEFORE_HANDLED",
                "§4.6.1",
                null,
                "投诉派单到部门后才能处理",
                (complaint, c) -> complaint.disposal.department != null);
    }

    static <C extends ComplaintCommand> Rule<Milestones, C> notCompleted() {
        return new Rule<>(
                "NOT_COMPLETED_YET",
                "§4.6.2",
                null,
                "该投诉已经办结",
                (complaint, c) -> complaint.disposal.completedAt == null);
    }
}
