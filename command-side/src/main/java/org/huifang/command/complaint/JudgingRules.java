package org.huifang.command.complaint;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.complaint.Decision.RoleRule;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AppealJudgement;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.DecideAppeal;
import org.huifang.kernel.complaint.ComplaintCommand.ReclassifyComplaint;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AppealDecided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.JudgementAppealed;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What must hold before a complaint is classified, classified anew, or its judgement appealed (§4.3). */
final class JudgingRules {
    static final Rule<Milestones, ClassifyComplaint> NOT_CLASSIFIED_YET = new Rule<>(
            "NOT_CLASSIFIED_YET",
            "§4.3",
            "classification",
            "该投诉已经判定,改判请用重新判定",
            (complaint, c) -> complaint.judging.classification == null);
    static final Rule<Milestones, ReclassifyComplaint> RECLASSIFIED_DIFFERENTLY = new Rule<>(
            "RECLASSIFIED_DIFFERENTLY",
            "§4.3",
            "classification",
            "改判须改为另一类别或另一判定依据",
            (complaint, c) -> !complaint.judging.is(c.classification(), c.criterion()));
    static final RoleRule<ReclassifyComplaint> CHANGED_BY_JUDGES_ROLE_OR_SUPERVISOR =
            new RoleRule<>("CHANGED_BY_JUDGES_ROLE_OR_SUPERVISOR", "§4.3", "改判由首次判定人的岗位或客服部主管办理", (complaint, c) -> {
                if (losesSeverity(complaint, c.classification())) {
                    return Operation.RECLASSIFY.roles();
                }
                return complaint.judging.firstJudgeRole == Role.RECEPTIONIST
                        ? EnumSet.of(Role.RECEPTIONIST, Role.CS_SUPERVISOR)
                        : EnumSet.of(Role.CS_SUPERVISOR);
            });
    static final Rule<Milestones, AppealJudgement> APPEALED_ONCE = new Rule<>(
            "APPEALED_ONCE", "§4.3", null, "业户对判定只能申诉一次", (complaint, c) -> complaint.judging.appealedAt == null);
    static final Rule<Milestones, DecideAppeal> APPEAL_PENDING = new Rule<>(
            "APPEAL_PENDING",
            "§4.3",
            null,
            "没有待复核的申诉",
            (complaint, c) -> complaint.judging.appealedAt != null && !complaint.judging.appealDecided);
    static final Rule<Milestones, DecideAppeal> APPEAL_DECIDED_BY_ANOTHER =
            new Rule<>("APPEAL_DECIDED_BY_ANOTHER", "§4.3", null, "申诉须由首次判定人以外的人复核", (complaint, c) -> !c.act()
                    .person()
                    .equals(complaint.judging.firstJudge));
    static final Rule<Milestones, DecideAppeal> APPEAL_CHANGES_TO_ANOTHER_CLASS = new Rule<>(
            "APPEAL_CHANGES_TO_ANOTHER_CLASS",
            "§4.3",
            "classification",
            "维持原判不填类别;改判须改为另一类别或另一判定依据",
            (complaint, c) -> c.classification() == null
                    ? c.criterion() == null
                    : !complaint.judging.is(c.classification(), c.criterion()));

    static final Decision<ClassifyComplaint> CLASSIFY = Decision.of(
            Operation.CLASSIFY,
            complaint -> complaint.receivedAt,
            RuleBook.of(
                    ClosingRules.open(),
                    NOT_CLASSIFIED_YET,
                    criterionOfClass(ClassifyComplaint::classification, ClassifyComplaint::criterion)),
            (complaint, c, stamp) ->
                    new ComplaintClassified(complaint.id, c.classification(), c.criterion(), c.reason(), stamp));
    static final Decision<ReclassifyComplaint> RECLASSIFY = Decision.<ReclassifyComplaint>of(
                    Operation.RECLASSIFY,
                    complaint -> complaint.judging.judgedAt,
                    RuleBook.of(
                            ClosingRules.open(),
                            classified(),
                            RECLASSIFIED_DIFFERENTLY,
                            criterionOfClass(ReclassifyComplaint::classification, ReclassifyComplaint::criterion)),
                    (complaint, c, stamp) -> new ComplaintReclassified(
                            complaint.id, c.classification(), c.criterion(), c.reason(), stamp))
            .among(CHANGED_BY_JUDGES_ROLE_OR_SUPERVISOR)
            .among(leavingValidComplaint(ReclassifyComplaint::classification, Operation.RECLASSIFY));
    static final Decision<AppealJudgement> APPEAL = Decision.of(
            Operation.APPEAL_JUDGEMENT,
            complaint -> complaint.judging.judgedAt,
            RuleBook.of(ClosingRules.open(), classified(), APPEALED_ONCE),
            (complaint, c, stamp) -> new JudgementAppealed(complaint.id, c.reason(), stamp));
    static final Decision<DecideAppeal> DECIDE_APPEAL = Decision.<DecideAppeal>several(
                    Operation.DECIDE_APPEAL,
                    complaint -> Milestones.latest(complaint.judging.appealedAt, complaint.judging.judgedAt),
                    RuleBook.of(
                            ClosingRules.open(),
                            APPEAL_PENDING,
                            APPEAL_DECIDED_BY_ANOTHER,
                            APPEAL_CHANGES_TO_ANOTHER_CLASS,
                            criterionOfClass(DecideAppeal::classification, DecideAppeal::criterion)),
                    JudgingRules::appealDecided)
            .among(leavingValidComplaint(DecideAppeal::classification, Operation.DECIDE_APPEAL));

    private JudgingRules() {}

    private static List<ComplaintEvent> appealDecided(Milestones complaint, DecideAppeal c, Stamp stamp) {
        ComplaintEvent decided = new AppealDecided(complaint.id, c.classification() == null, c.reason(), stamp);
        return c.classification() == null
                ? List.of(decided)
                : List.of(
                        decided,
                        new ComplaintReclassified(complaint.id, c.classification(), c.criterion(), c.reason(), stamp));
    }

    private static <C extends ComplaintCommand> Rule<Milestones, C> classified() {
        return new Rule<>(
                "CLASSIFIED_BEFORE",
                "§4.3",
                null,
                "该投诉尚未判定",
                (complaint, c) -> complaint.judging.classification != null);
    }

    private static <C extends ComplaintCommand> Rule<Milestones, C> criterionOfClass(
            Function<C, @Nullable Classification> classification, Function<C, @Nullable Criterion> criterion) {
        return new Rule<>(
                "CRITERION_BELONGS_TO_CLASS", "§4.3", "criterion", "判定依据须属于所判的类别;普通报事不填依据", (complaint, c) -> {
                    Classification to = classification.apply(c);
                    Criterion by = criterion.apply(c);
                    return to == null
                            || (to == Classification.SERVICE_REQUEST
                                    ? by == null
                                    : by != null && by.classification() == to);
                });
    }

    private static <C extends ComplaintCommand> RoleRule<C> leavingValidComplaint(
            Function<C, @Nullable Classification> to, Operation operation) {
        return new RoleRule<>(
                "LEAVING_VALID_COMPLAINT_NEEDS_MANAGER",
                "§4.3",
                "已界定轻重的有效投诉,改判后轻重即失效,须由主管经理改判",
                (complaint, c) -> losesSeverity(complaint, to.apply(c)) ? EnumSet.of(Role.MANAGER) : operation.roles());
    }

    /** Whatever it is judged to be anew, also valid by another criterion: its severity is to be assessed again. */
    private static boolean losesSeverity(Milestones complaint, @Nullable Classification to) {
        return complaint.judging.classification == Classification.VALID_COMPLAINT
                && complaint.severity() != null
                && to != null;
    }
}
