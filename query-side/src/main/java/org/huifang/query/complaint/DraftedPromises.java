package org.huifang.query.complaint;

import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.PromiseChange;

/** The promises in the draft of a complaint's view (§4.5.2). */
final class DraftedPromises {
    private DraftedPromises() {}

    /** They stand with the complaint at its centre. */
    static void moved(ComplaintDraft draft) {
        draft.promises.replaceAll(p -> view(draft, observed(p)));
    }

    static void take(ComplaintDraft draft, PromiseChange change) {
        if (change instanceof PromiseChange.Made made) {
            draft.promises.add(view(draft, ObservedPromise.made(made)));
            return;
        }
        draft.promises.replaceAll(p -> p.promise() == change.promise() && p.n() == change.n()
                ? view(draft, observed(p).after(change))
                : p);
    }

    static ObservedPromise observed(PromiseView p) {
        return new ObservedPromise(
                p.promise(),
                p.n(),
                p.clock(),
                p.due(),
                p.verdict(),
                p.at(),
                p.metLateAt(),
                p.asRecorded(),
                p.policyVersion(),
                p.warnedPercent(),
                p.escalation());
    }

    static PromiseView view(ComplaintDraft draft, ObservedPromise p) {
        return new PromiseView(
                draft.id,
                draft.number,
                draft.centre,
                p.promise(),
                p.n(),
                p.clock(),
                p.due(),
                p.verdict(),
                p.at(),
                p.metLateAt(),
                p.asRecorded(),
                p.policyVersion(),
                p.warnedPercent(),
                p.escalationLevel());
    }
}
