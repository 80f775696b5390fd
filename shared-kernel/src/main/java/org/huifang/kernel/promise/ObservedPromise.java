package org.huifang.kernel.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One promise as far as it has been spoken of. */
public record ObservedPromise(
        PromiseKind promise,
        int n,
        Instant clock,
        Instant due,
        Verdict verdict,
        @Nullable Instant at,
        @Nullable Instant metLateAt,
        Verdict asRecorded,
        int policyVersion,
        int warnedPercent,
        int escalationLevel) {

    public static ObservedPromise made(PromiseChange.Made made) {
        return new ObservedPromise(
                made.promise(),
                made.n(),
                made.clock(),
                made.due(),
                Verdict.OPEN,
                null,
                null,
                Verdict.OPEN,
                made.policyVersion(),
                0,
                0);
    }

    public ObservedPromise after(PromiseChange change) {
        if (change instanceof PromiseChange.DueReplaced c) {
            return with(c.due(), verdict, at, metLateAt, asRecorded, warnedPercent, escalationLevel);
        }
        if (change instanceof PromiseChange.Warned c) {
            return with(due, verdict, at, metLateAt, asRecorded, c.percent(), escalationLevel);
        }
        if (change instanceof PromiseChange.Met c) {
            return verdict == Verdict.MISSED
                    ? with(due, verdict, at, c.at(), asRecorded, warnedPercent, escalationLevel)
                    : with(due, Verdict.MET, c.at(), null, c.asRecorded(), warnedPercent, escalationLevel);
        }
        if (change instanceof PromiseChange.Missed) {
            return with(due, Verdict.MISSED, due, null, Verdict.MISSED, warnedPercent, escalationLevel);
        }
        if (change instanceof PromiseChange.Escalated c) {
            return with(due, verdict, at, metLateAt, asRecorded, warnedPercent, c.level());
        }
        if (change instanceof PromiseChange.Cancelled c) {
            return with(due, Verdict.CANCELLED, c.at(), null, Verdict.CANCELLED, warnedPercent, escalationLevel);
        }
        if (change instanceof PromiseChange.Restated c) {
            return new ObservedPromise(
                    promise,
                    n,
                    c.clock(),
                    c.due(),
                    c.verdict(),
                    c.at(),
                    c.metLateAt(),
                    c.asRecorded(),
                    policyVersion,
                    warnedPercent,
                    escalationLevel);
        }
        throw new IllegalArgumentException("made twice: " + promise + " " + n);
    }

    private ObservedPromise with(
            Instant newDue,
            Verdict newVerdict,
            @Nullable Instant newAt,
            @Nullable Instant newMetLateAt,
            Verdict newAsRecorded,
            int newWarnedPercent,
            int newLevel) {
        return new ObservedPromise(
                promise,
                n,
                clock,
                newDue,
                newVerdict,
                newAt,
                newMetLateAt,
                newAsRecorded,
                policyVersion,
                newWarnedPercent,
                newLevel);
    }
}
