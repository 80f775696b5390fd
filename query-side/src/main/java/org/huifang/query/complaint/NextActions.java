package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** What the instruction asks to be done next about a complaint, and by when; the rows of everybody's queue. */
final class NextActions {

    /** @param role the only role that can act, where it is not all roles of the operation */
    record NextAction(
            Operation action,
            @Nullable Role role,
            @Nullable PromiseKind promise,
            @Nullable Instant due,
            boolean missed) {}

    private NextActions() {}

    static List<NextAction> of(ComplaintDraft draft) {
        List<NextAction> next = new ArrayList<>();
        if (draft.ended != null) {
            visiting(draft, next);
            if (draft.handover != null && draft.handover.archivedAt() == null) {
                next.add(new NextAction(Operation.ARCHIVE_RECORD, null, null, null, false));
            }
            return next;
        }
        if (draft.reception.toFollow() != null) {
            next.add(new NextAction(Operation.AMEND, null, null, draft.toFollowDue, false));
        }
        judging(draft, next);
        if (draft.appeal != null && draft.appeal.confirmed() == null) {
            next.add(new NextAction(Operation.DECIDE_APPEAL, null, null, null, false));
        }
        // Presenting to the leader does for the manager too.
        owed(draft, PromiseKind.PRESENT_MAJOR)
                .or(() -> owed(draft, PromiseKind.PRESENT_IMPORTANT))
                .ifPresent(p -> next.add(keeping(Operation.PRESENT, p)));
        Role presentedTo = draft.presentation == null ? null : draft.presentation.to();
        owed(draft, PromiseKind.DIRECT)
                .ifPresent(p -> next.add(new NextAction(
                        Operation.DIRECT, presentedTo, p.promise(), p.due(), p.verdict() == Verdict.MISSED)));
        if (draft.routing == null) {
            next.add(keeping(draft, Operation.ROUTE, PromiseKind.ROUTE));
        } else if (draft.completion == null) {
            owed(draft, PromiseKind.PLAN_MEASURES).ifPresent(p -> next.add(keeping(Operation.PLAN_MEASURES, p)));
            PromiseKind handling = owed(draft, PromiseKind.SOLVE_MINOR).isPresent()
                    ? PromiseKind.SOLVE_MINOR
                    : PromiseKind.COMPLETE_HANDLING;
            next.add(keeping(draft, Operation.COMPLETE_HANDLING, handling));
        } else {
            feedback(draft, next);
        }
        return next;
    }

    private static void judging(ComplaintDraft draft, List<NextAction> next) {
        if (draft.judgement == null) {
            next.add(keeping(draft, Operation.CLASSIFY, PromiseKind.JUDGE));
        } else if (draft.judgement.classification() == Classification.VALID_COMPLAINT
                && draft.judgement.severity() == null) {
            next.add(keeping(draft, Operation.ASSESS_SEVERITY, PromiseKind.JUDGE));
        }
    }

    private static void feedback(ComplaintDraft draft, List<NextAction> next) {
        if (draft.demandUnmet() && draft.explanation == null) {
            next.add(new NextAction(Operation.EXPLAIN_UNMET_DEMAND, null, null, null, false));
        }
        if (draft.handlingRecord == null) {
            next.add(keeping(draft, Operation.SUBMIT_HANDLING_RECORD, PromiseKind.SUBMIT_HANDLING_RECORD));
            return;
        }
        if (draft.handlingRecord.acceptedAt() == null) {
            // Both of the next promises wait for it.
            next.add(keeping(draft, Operation.ACCEPT_HANDLING_RECORD, PromiseKind.INFORM_OWNER));
            return;
        }
        if (draft.reportedAt == null) {
            next.add(keeping(draft, Operation.REPORT_TO_SUPERVISOR, PromiseKind.REPORT_TO_SUPERVISOR));
        }
        if (!draft.ownerInformed()) {
            next.add(keeping(draft, Operation.INFORM_OWNER, PromiseKind.INFORM_OWNER));
        }
        visiting(draft, next);
        if (next.isEmpty()) {
            next.add(new NextAction(Operation.CLOSE, null, null, null, false));
        }
    }

    private static void visiting(ComplaintDraft draft, List<NextAction> next) {
        if (draft.visitOwed()) {
            Operation visiting =
                    draft.arrangement == null ? Operation.ARRANGE_RETURN_VISIT : Operation.RECORD_RETURN_VISIT;
            next.add(keeping(draft, visiting, PromiseKind.RETURN_VISIT));
        }
    }

    /** The newest promise of a kind while it still asks for something: open, or missed and still to be met late. */
    private static Optional<PromiseView> owed(ComplaintDraft draft, PromiseKind kind) {
        return draft.promises.stream()
                .filter(p -> p.promise() == kind)
                .reduce((earlier, later) -> later)
                .filter(p -> p.verdict() == Verdict.OPEN
                        || (p.verdict() == Verdict.MISSED && p.metLateAt() == null && meetable(draft, p)));
    }

    /**
     * Whether the newest promise of a kind, missed, can still be met late: what would have cancelled it has frozen it.
     * Those of the other kinds are frozen only by what makes the next one or ends the complaint.
     */
    private static boolean meetable(ComplaintDraft draft, PromiseView missed) {
        ComplaintView.Presentation presented = draft.presentation;
        boolean presentedSince = presented != null && !presented.at().isBefore(missed.clock());
        return switch (missed.promise()) {
            case PRESENT_MAJOR ->
                draft.severity() == Severity.MAJOR && !(presentedSince && presented.to() == Role.COMPANY_LEADER);
            case PRESENT_IMPORTANT -> draft.severity() == Severity.IMPORTANT && !presentedSince;
            case SOLVE_MINOR -> draft.severity() == Severity.MINOR;
            case COMPLETE_HANDLING ->
                draft.severity() == null
                        ? draft.classification() != Classification.VALID_COMPLAINT
                        : draft.severity() != Severity.MINOR;
            case DIRECT -> presented != null && presented.directionDue();
            case PLAN_MEASURES -> draft.routing != null && draft.routing.measuresDue();
            default -> true;
        };
    }

    private static NextAction keeping(ComplaintDraft draft, Operation action, PromiseKind kind) {
        return owed(draft, kind)
                .map(p -> keeping(action, p))
                .orElseGet(() -> new NextAction(action, null, null, null, false));
    }

    private static NextAction keeping(Operation action, PromiseView promise) {
        return new NextAction(action, null, promise.promise(), promise.due(), promise.verdict() == Verdict.MISSED);
    }
}
