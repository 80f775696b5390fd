package org.huifang.command.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.LookAtSteps.Step;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;

/** The same decisions that commands are decided by, as far as they can be looked at before there is a command. */
final class PossibleSteps {
    /** In the order of the flow chart (§4.2), then what happens beside it. */
    private static final List<Decision<?>> DECISIONS = List.of(
            JudgingRules.CLASSIFY,
            SeverityRules.ASSESS,
            DisposalRules.PRESENT,
            DisposalRules.DIRECT,
            DisposalRules.ROUTE,
            HandlingRules.PLAN,
            HandlingRules.STEP,
            HandlingRules.COMPLETE,
            RecordRules.SUBMIT,
            RecordRules.ACCEPT,
            RecordRules.SEND_BACK,
            FeedbackRules.REPORT,
            FeedbackRules.INFORM,
            FeedbackRules.EXPLAIN,
            VisitRules.ARRANGE,
            VisitRules.RECORD,
            VisitRules.WAIVE,
            ClosingRules.CLOSE,
            ArchiveRules.HAND_OVER,
            ArchiveRules.ARCHIVE,
            ArchiveRules.CORRECT,
            ReceptionRules.AMEND,
            ReceptionRules.CALL_IN,
            JudgingRules.RECLASSIFY,
            JudgingRules.APPEAL,
            JudgingRules.DECIDE_APPEAL,
            SeverityRules.RAISE,
            SeverityRules.LOWER,
            DisposalRules.RETURN_ROUTING,
            DisposalRules.ASK_TO_ASSIST,
            DisposalRules.AGREE_LIMIT,
            ClosingRules.RAISE_AGAIN,
            ClosingRules.WITHDRAW,
            ClosingRules.REOPEN,
            ReceptionRules.TRANSFER,
            ReceptionRules.VOID);

    private PossibleSteps() {}

    static List<Step> of(Milestones complaint, String person, Instant at, CompanyDirectory directory) {
        List<Step> steps = new ArrayList<>();
        Act act = Act.now(person, at);
        for (Decision<?> decision : DECISIONS) {
            if (ActRules.mayBe(complaint, act, decision.operation(), directory)) {
                Optional<Refusal> byRole = ActRules.brokenByRole(complaint, act, decision, directory);
                steps.add(step(complaint, decision.operation(), byRole, decision.rules()));
            }
        }
        // What is attached or linked decides the rest.
        if (ActRules.mayBe(complaint, act, Operation.ATTACH_EVIDENCE, directory)) {
            steps.add(
                    step(complaint, Operation.ATTACH_EVIDENCE, Optional.empty(), RuleBook.of(ClosingRules.standing())));
        }
        if (ActRules.mayBe(complaint, act, Operation.LINK, directory)) {
            steps.add(new Step(Operation.LINK, List.of()));
        }
        return steps;
    }

    private static Step step(
            Milestones complaint, Operation operation, Optional<Refusal> byRole, RuleBook<Milestones, ?> rules) {
        try {
            ArchiveRules.requireNotArchived(complaint, operation);
        } catch (RefusedException archived) {
            return new Step(operation, archived.refusals());
        }
        return new Step(
                operation,
                Stream.concat(byRole.stream(), rules.brokenWhateverIsAsked(complaint).stream())
                        .toList());
    }
}
