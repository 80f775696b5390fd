package org.huifang.command.complaint;

import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;

/** What must hold before the result is reported up and told to the owner (§4.6.3, §4.8). */
final class FeedbackRules {
    static final Rule<Complaint, ReportToSupervisor> NOT_REPORTED_YET =
            new Rule<>("NOT_REPORTED_YET", "§4.6.3", null, "已经上报客服部主管", (complaint, c) -> complaint.reportedAt == null);
    static final Rule<Complaint, ExplainUnmetDemand> DEMAND_UNMET =
            new Rule<>("DEMAND_UNMET", "§4.8", null, "只有诉求未满足或部分满足时才需要说明", (complaint, c) -> complaint.demandUnmet());

    static final RuleBook<Complaint, ReportToSupervisor> REPORT =
            RuleBook.of(ClosingRules.open(), accepted(), NOT_REPORTED_YET);
    static final RuleBook<Complaint, InformOwner> INFORM =
            RuleBook.of(ClosingRules.open(), accepted(), meansNamed(InformOwner::means));
    static final RuleBook<Complaint, ExplainUnmetDemand> EXPLAIN = RuleBook.of(ClosingRules.open(), DEMAND_UNMET);

    private FeedbackRules() {}

    static <C extends ComplaintCommand> Rule<Complaint, C> accepted() {
        return new Rule<>(
                "RECORD_ACCEPTED_BEFORE",
                "§4.6.2",
                null,
                "签收投诉处理记录表后才能办理",
                (complaint, c) -> complaint.acceptedAt != null);
    }

    static <C extends ComplaintCommand> Rule<Complaint, C> meansNamed(Function<C, Means> means) {
        return new Rule<>(
                "OTHER_MEANS_NAMED",
                "§4.6.3",
                "means",
                "其他方式须写明是什么方式",
                (complaint, c) -> means.apply(c).kind() != MeansKind.OTHER
                        || means.apply(c).named() != null);
    }
}
