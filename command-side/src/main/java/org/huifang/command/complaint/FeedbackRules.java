package org.huifang.command.complaint;

import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.promise.PromiseKind;

/** What must hold before the result is reported up and told to the owner (§4.6.3, §4.8). */
final class FeedbackRules {
    static final Rule<Milestones, ReportToSupervisor> NOT_REPORTED_YET = new Rule<>(
            "NOT_REPORTED_YET",
            "§4.6.3",
            null,
            "已经上报客服部主管",
            // One made before the desk opened counts for nothing (PROMISES): it is made again.
            (complaint, c) ->
                    complaint.disposal.reportedAt == null || complaint.promises.owed(PromiseKind.REPORT_TO_SUPERVISOR));
    static final Rule<Milestones, ExplainUnmetDemand> DEMAND_UNMET = new Rule<>(
            "DEMAND_UNMET", "§4.8", null, "只有诉求未满足或部分满足时才需要说明", (complaint, c) -> complaint.disposal.demandUnmet());

    static final Decision<ReportToSupervisor> REPORT = Decision.of(
            Operation.REPORT_TO_SUPERVISOR,
            complaint -> complaint.disposal.acceptedAt,
            RuleBook.of(ClosingRules.open(), accepted(), NOT_REPORTED_YET),
            (complaint, c, stamp) -> new ReportedToSupervisor(complaint.id, c.note(), stamp));
    static final Decision<InformOwner> INFORM = Decision.of(
            Operation.INFORM_OWNER,
            complaint -> complaint.disposal.acceptedAt,
            RuleBook.of(ClosingRules.open(), accepted(), meansNamed(InformOwner::means)),
            (complaint, c, stamp) -> c.reached()
                    ? new OwnerInformed(complaint.id, c.means(), c.words(), stamp)
                    : new OwnerInformAttempted(complaint.id, c.means(), c.words(), stamp));
    static final Decision<ExplainUnmetDemand> EXPLAIN = Decision.of(
            Operation.EXPLAIN_UNMET_DEMAND,
            complaint -> complaint.disposal.completedAt,
            RuleBook.of(ClosingRules.open(), DEMAND_UNMET),
            (complaint, c, stamp) -> new UnmetDemandExplained(complaint.id, c.explanation(), c.understood(), stamp));

    private FeedbackRules() {}

    private static <C extends ComplaintCommand> Rule<Milestones, C> accepted() {
        return new Rule<>(
                "RECORD_ACCEPTED_BEFORE",
                "§4.6.2",
                null,
                "签收投诉处理记录表后才能办理",
                (complaint, c) -> complaint.disposal.acceptedAt != null);
    }

    static <C extends ComplaintCommand> Rule<Milestones, C> meansNamed(Function<C, Means> means) {
        return new Rule<>(
                "OTHER_MEANS_NAMED",
                "§4.6.3",
                "means",
                "其他方式须写明是什么方式",
                (complaint, c) -> means.apply(c).kind() != MeansKind.OTHER
                        || means.apply(c).named() != null);
    }
}
