package org.huifang.command.complaint;

import java.time.Instant;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RateHandling;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.WaiveReturnVisit;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.organisation.Operation;

/** What must hold before a return visit is arranged, recorded, replaced by a rating, or waived (§4.6.4). */
final class VisitRules {
    static final Rule<Milestones, ArrangeReturnVisit> VISIT_OWED = new Rule<>(
            "VISIT_OWED",
            "§4.6.4",
            null,
            "签收投诉处理记录表或业户撤回后才安排回访",
            (complaint, c) -> complaint.disposal.acceptedAt != null || complaint.withdrawnAt != null);
    static final Rule<Milestones, RecordReturnVisit> ARRANGED_BEFORE_VISITED = new Rule<>(
            "ARRANGED_BEFORE_VISITED",
            "§4.6.4",
            null,
            "主管安排回访后才能记录回访",
            (complaint, c) -> complaint.visits.arrangedAt != null);
    static final Rule<Milestones, RecordReturnVisit> SATISFACTION_WHEN_REACHED = new Rule<>(
            "SATISFACTION_WHEN_REACHED",
            "§4.6.4",
            "satisfaction",
            "回访到业户须记录满意度 1–5 分;未联系上的不填",
            (complaint, c) -> c.reached()
                    ? c.satisfaction() != null && c.satisfaction() >= 1 && c.satisfaction() <= 5
                    : c.satisfaction() == null);
    static final Rule<Milestones, RateHandling> RATED_WHEN_HANDLED = new Rule<>(
            "RATED_WHEN_HANDLED", "§4.6.4", null, "办结后才能评价", (complaint, c) -> complaint.disposal.completedAt != null);
    static final Rule<Milestones, RateHandling> RATING_IN_RANGE = new Rule<>(
            "RATING_IN_RANGE",
            "§4.6.4",
            "satisfaction",
            "满意度须为 1–5 分",
            (complaint, c) -> c.satisfaction() >= 1 && c.satisfaction() <= 5);
    static final Rule<Milestones, WaiveReturnVisit> NOT_VISITED_YET = new Rule<>(
            "NOT_VISITED_YET",
            "§4.6.4",
            null,
            "已完成回访或已签准免访",
            (complaint, c) -> complaint.visits.visitedAt == null && !complaint.visits.waived);
    static final Rule<Milestones, WaiveReturnVisit> ATTEMPTED_ENOUGH = new Rule<>(
            "ATTEMPTED_ENOUGH",
            "§4.6.4",
            null,
            "免访前须在不同的三天、用两种方式至少尝试三次",
            (complaint, c) ->
                    complaint.visits.attempts >= complaint.inForce.house().visitAttempts()
                            && complaint.visits.attemptDays.size()
                                    >= complaint.inForce.house().visitAttemptDays()
                            && complaint.visits.attemptMeans.size()
                                    >= complaint.inForce.house().visitAttemptMeans());

    static final Decision<ArrangeReturnVisit> ARRANGE = Decision.<ArrangeReturnVisit>of(
                    Operation.ARRANGE_RETURN_VISIT,
                    VisitRules::owedSince,
                    RuleBook.of(notClosed(), VISIT_OWED),
                    (complaint, c, stamp) -> new ReturnVisitArranged(complaint.id, c.visitor(), c.planned(), stamp))
            .naming(Known.person("visitor", ArrangeReturnVisit::visitor));
    static final Decision<RecordReturnVisit> RECORD = Decision.of(
            Operation.RECORD_RETURN_VISIT,
            complaint -> complaint.visits.arrangedAt,
            RuleBook.of(
                    notClosed(),
                    ARRANGED_BEFORE_VISITED,
                    SATISFACTION_WHEN_REACHED,
                    FeedbackRules.meansNamed(RecordReturnVisit::means)),
            (complaint, c, stamp) -> c.satisfaction() != null
                    ? new ReturnVisitMade(complaint.id, c.means(), c.satisfaction(), c.words(), stamp)
                    : new ReturnVisitAttempted(complaint.id, c.means(), c.words(), stamp));
    static final Decision<RateHandling> RATE = Decision.of(
            Operation.RATE,
            complaint -> complaint.disposal.completedAt,
            RuleBook.of(ClosingRules.standing(), RATED_WHEN_HANDLED, RATING_IN_RANGE),
            (complaint, c, stamp) -> new OwnerRated(complaint.id, c.satisfaction(), c.words(), stamp));
    static final Decision<WaiveReturnVisit> WAIVE = Decision.of(
            Operation.WAIVE_RETURN_VISIT,
            complaint -> complaint.visits.arrangedAt,
            RuleBook.of(notClosed(), NOT_VISITED_YET, ATTEMPTED_ENOUGH),
            (complaint, c, stamp) -> new ReturnVisitWaived(complaint.id, c.reason(), stamp));

    private VisitRules() {}

    private static Instant owedSince(Milestones complaint) {
        return Milestones.latest(complaint.disposal.acceptedAt, complaint.withdrawnAt);
    }

    /** A withdrawn complaint is still visited. */
    private static <C extends ComplaintCommand> Rule<Milestones, C> notClosed() {
        return new Rule<>(
                "NOT_CLOSED_YET",
                "§4.6.4",
                null,
                "该投诉已结案、合并或作废",
                (complaint, c) -> complaint.closedAt == null && complaint.standing());
    }
}
