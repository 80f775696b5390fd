package org.huifang.command.complaint;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;

/** What must hold before a return visit is arranged and recorded (§4.6.4). */
final class VisitRules {
    static final Rule<Complaint, RecordReturnVisit> ARRANGED_BEFORE_VISITED = new Rule<>(
            "ARRANGED_BEFORE_VISITED",
            "§4.6.4",
            null,
            "主管安排回访后才能记录回访",
            (complaint, c) -> complaint.visitArrangedAt != null);
    static final Rule<Complaint, RecordReturnVisit> SATISFACTION_WHEN_REACHED = new Rule<>(
            "SATISFACTION_WHEN_REACHED",
            "§4.6.4",
            "satisfaction",
            "回访到业户须记录满意度 1–5 分;未联系上的不填",
            (complaint, c) -> c.reached()
                    ? c.satisfaction() != null && c.satisfaction() >= 1 && c.satisfaction() <= 5
                    : c.satisfaction() == null);

    static final RuleBook<Complaint, ArrangeReturnVisit> ARRANGE =
            RuleBook.of(ClosingRules.open(), FeedbackRules.accepted());
    static final RuleBook<Complaint, RecordReturnVisit> RECORD = RuleBook.of(
            ClosingRules.open(),
            ARRANGED_BEFORE_VISITED,
            SATISFACTION_WHEN_REACHED,
            FeedbackRules.meansNamed(RecordReturnVisit::means));

    private VisitRules() {}
}
