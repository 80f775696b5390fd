package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.huifang.query.monthend.Counted.Decided;

/** The verdicts on the promises of one complaint or post, each as it was known from one position to before another. */
final class Verdicts {
    private final List<Decided> decided;

    Verdicts(List<Decided> before) {
        decided = new ArrayList<>(before);
    }

    List<Decided> decided() {
        return List.copyOf(decided);
    }

    /** @param centre at which it fell; a later change of the verdict stays there */
    void take(PromiseChange change, long position, String centre) {
        int index = last(change.promise(), change.n());
        Verdict before = index < 0 ? Verdict.OPEN : decided.get(index).verdict();
        if (change instanceof PromiseChange.Met met && before == Verdict.OPEN) {
            decide(change, index, position, centre, Verdict.MET, met.asRecorded());
        } else if (change instanceof PromiseChange.Missed) {
            decide(change, index, position, centre, Verdict.MISSED, Verdict.MISSED);
        } else if (change instanceof PromiseChange.Cancelled) {
            decide(change, index, position, centre, Verdict.CANCELLED, Verdict.CANCELLED);
        } else if (change instanceof PromiseChange.Restated restated) {
            decide(change, index, position, centre, restated.verdict(), restated.asRecorded());
        }
    }

    private void decide(
            PromiseChange change, int index, long position, String centre, Verdict verdict, Verdict asRecorded) {
        if (index < 0 && verdict == Verdict.OPEN) {
            return;
        }
        long first = position;
        String of = centre;
        if (index >= 0) {
            Decided before = decided.get(index);
            if (before.verdict() == verdict && before.asRecorded() == asRecorded) {
                return;
            }
            decided.set(index, before.until(position));
            first = before.decided();
            of = before.centre();
        }
        decided.add(new Decided(change.promise(), change.n(), position, Counted.NOW, first, of, verdict, asRecorded));
    }

    private int last(PromiseKind promise, int n) {
        for (int i = decided.size() - 1; i >= 0; i--) {
            Decided one = decided.get(i);
            if (one.promise() == promise && one.n() == n) {
                return i;
            }
        }
        return -1;
    }
}
