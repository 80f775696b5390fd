package org.huifang.kernel.promise;

import static org.huifang.kernel.promise.PromiseKind.COMPLETE_HANDLING;
import static org.huifang.kernel.promise.PromiseKind.DIRECT;
import static org.huifang.kernel.promise.PromiseKind.JUDGE;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_IMPORTANT;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_MAJOR;
import static org.huifang.kernel.promise.PromiseKind.RESOLVE_WITHIN_A_MONTH;
import static org.huifang.kernel.promise.PromiseKind.SOLVE_MINOR;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What a complaint is judged to be, and the promises that come and go with its class and severity (§4.3–§4.5.2). */
final class Severities {
    private final PromiseBook book;
    private final Calendar calendar;
    private final Presentations presentations = new Presentations();
    final List<PromiseBook.Entry> metByCompletion = new ArrayList<>();
    final List<Promises.SystemRaise> systemRaises = new ArrayList<>();
    final Set<SeverityGround> grounds = EnumSet.noneOf(SeverityGround.class);
    private Instant t0 = Instant.EPOCH;
    private @Nullable Instant requestedDeadline;
    private @Nullable Happening latest;

    @Nullable
    Classification classification;

    @Nullable
    Severity severity;

    @Nullable
    Happening completion;

    int raises;
    boolean routed;
    boolean withdrawn;

    Severities(PromiseBook book, Calendar calendar) {
        this.book = book;
        this.calendar = calendar;
    }

    boolean judged() {
        return classification != null && (classification != Classification.VALID_COMPLAINT || severity != null);
    }

    void registered(Happening h, Fact.Registered fact) {
        t0 = h.at();
        requestedDeadline = fact.requestedDeadline();
        raises = 1 + fact.raisedBefore();
        latest = h;
    }

    void classified(Happening h, Classification to) {
        latest = h;
        classification = to;
        if (to == Classification.VALID_COMPLAINT) {
            promiseTheMonth(h, calendar.plusMonth(t0));
        } else {
            book.meet(JUDGE, h.at(), h.recordedAt());
            makeHandling(h, t0, h.at());
        }
    }

    void reclassified(Happening h, Classification to) {
        latest = h;
        classification = to;
        severity = null;
        grounds.clear();
        book.cancel(h.at(), PRESENT_MAJOR, PRESENT_IMPORTANT, SOLVE_MINOR, COMPLETE_HANDLING, DIRECT);
        if (to == Classification.VALID_COMPLAINT) {
            if (book.open(RESOLVE_WITHIN_A_MONTH).isEmpty()) {
                promiseTheMonth(h, calendar.plusMonth(t0));
            }
        } else {
            book.cancel(h.at(), RESOLVE_WITHIN_A_MONTH);
            book.meet(JUDGE, h.at(), h.recordedAt());
            if (completion == null) {
                makeHandling(h, h.at(), h.at());
            }
        }
    }

    void assessed(Happening h, Severity to, SeverityGround ground) {
        latest = h;
        book.meet(JUDGE, h.at(), h.recordedAt());
        become(h, to, ground, t0, h.at());
        makeHandling(h, t0, h.at());
        lookAtRaises(h);
    }

    void raised(Happening h, Severity to, SeverityGround ground) {
        latest = h;
        if (severity == to) {
            grounds.add(ground);
            return;
        }
        change(h, to, ground, h.at());
    }

    void lowered(Happening h, Severity to, SeverityGround ground) {
        latest = h;
        book.cancel(h.at(), PRESENT_MAJOR, DIRECT);
        change(h, to, ground, h.at());
    }

    /** §4.4.1 c: missed, the month raises by itself; made after its due, at the command that made it. */
    void monthPassed(PromiseBook.Entry month) {
        Instant at = month.due.isBefore(month.madeAt) ? month.madeAt : month.due;
        raiseBySystem(SeverityGround.UNRESOLVED_FOR_A_MONTH, at);
    }

    /** §4.4.1 a: three raises in all of a valid, assessed complaint whose handling is not completed. */
    void lookAtRaises(Happening h) {
        latest = h;
        if (classification == Classification.VALID_COMPLAINT
                && severity != null
                && completion == null
                && !withdrawn
                && raises >= h.policy().raisesUntilMajor()) {
            raiseBySystem(SeverityGround.REPEATED_AND_UNRESOLVED, h.at());
        }
    }

    private void raiseBySystem(SeverityGround ground, Instant at) {
        if (severity == Severity.MAJOR) {
            grounds.add(ground);
            return;
        }
        systemRaises.add(new Promises.SystemRaise(at, ground));
        Happening by = Objects.requireNonNull(latest);
        change(by, Severity.MAJOR, ground, at);
    }

    private void change(Happening h, Severity to, SeverityGround ground, Instant at) {
        book.cancel(at, PRESENT_IMPORTANT, SOLVE_MINOR, COMPLETE_HANDLING);
        grounds.clear();
        become(h, to, ground, at, at);
        if (completion == null) {
            makeHandling(h, at, at);
        }
    }

    private void become(Happening h, Severity to, SeverityGround ground, Instant clock, Instant at) {
        severity = to;
        grounds.add(ground);
        if (to == Severity.MAJOR) {
            presentations.settle(book.make(PRESENT_MAJOR, clock, calendar.endOfDay(clock), h.policy(), at));
        } else if (to == Severity.IMPORTANT) {
            Instant due = clock.plus(h.policy().presentImportant());
            presentations.settle(book.make(PRESENT_IMPORTANT, clock, due, h.policy(), at));
        }
    }

    void presented(Happening h, Role to) {
        presentations.add(h, to, book);
    }

    private @Nullable PromiseKind handlingKind() {
        if (classification == null) {
            return null;
        }
        if (classification != Classification.VALID_COMPLAINT) {
            return COMPLETE_HANDLING;
        }
        if (severity == null) {
            return null;
        }
        return severity == Severity.MINOR ? SOLVE_MINOR : COMPLETE_HANDLING;
    }

    private void makeHandling(Happening h, Instant clock, Instant at) {
        PromiseKind kind = handlingKind();
        if (kind == null) {
            return;
        }
        Instant due;
        if (kind == SOLVE_MINOR) {
            due = requestedDeadline != null && requestedDeadline.isAfter(clock)
                    ? requestedDeadline
                    : clock.plus(h.policy().solveMinor());
        } else {
            due = clock.plus(handlingSpan(h.policy()));
        }
        PromiseBook.Entry entry = book.make(kind, clock, due, h.policy(), at);
        meetByCompletion(entry);
        PromiseBook.missIfMadeLate(entry);
    }

    private Duration handlingSpan(PromisePolicy policy) {
        if (severity == null) {
            return policy.completeOther();
        }
        return severity == Severity.MAJOR ? policy.completeMajor() : policy.completeImportant();
    }

    /** Made missed, it raises at once (§4.4.1 c), also where the completion came after its due. */
    private boolean promiseTheMonth(Happening h, Instant due) {
        PromiseBook.Entry month = book.make(RESOLVE_WITHIN_A_MONTH, t0, due, h.policy(), h.at());
        meetByCompletion(month);
        PromiseBook.missIfMadeLate(month);
        Severity before = severity;
        if (month.verdict == Verdict.MISSED) {
            monthPassed(month);
        }
        return before != severity;
    }

    private void meetByCompletion(PromiseBook.Entry entry) {
        if (completion != null) {
            PromiseBook.meet(entry, completion.at(), completion.recordedAt());
            metByCompletion.add(entry);
        }
    }

    /** §4.6.2: what the completion met is owed again, the month first; what was missed stays as it is. */
    void completionUndone(Happening h) {
        latest = h;
        List<PromiseBook.Entry> met =
                metByCompletion.stream().filter(e -> e.verdict == Verdict.MET).toList();
        metByCompletion.clear();
        completion = null;
        boolean raisedNow = classification == Classification.VALID_COMPLAINT
                && book.newest(RESOLVE_WITHIN_A_MONTH)
                        .filter(met::contains)
                        .map(month -> promiseTheMonth(h, month.due))
                        .orElse(false);
        if (!raisedNow) {
            book.newest(SOLVE_MINOR, COMPLETE_HANDLING)
                    .filter(met::contains)
                    .ifPresent(handling -> handlingAgain(h, handling));
        }
    }

    /** With its old clock and due if its kind still fits, else the kind that fits, from now. */
    private void handlingAgain(Happening h, PromiseBook.Entry handling) {
        if (handling.kind == handlingKind()) {
            PromiseBook.missIfMadeLate(book.make(handling.kind, handling.clock, handling.due, h.policy(), h.at()));
        } else {
            makeHandling(h, h.at(), h.at());
        }
    }

    void reopened(Happening h, boolean wasWithdrawn) {
        latest = h;
        metByCompletion.clear();
        boolean owed = book.newest(RESOLVE_WITHIN_A_MONTH)
                .filter(e -> e.verdict == Verdict.MET || (wasWithdrawn && e.verdict == Verdict.CANCELLED))
                .isPresent();
        boolean raisedNow =
                owed && classification == Classification.VALID_COMPLAINT && promiseTheMonth(h, calendar.plusMonth(t0));
        if (!raisedNow) {
            makeHandling(h, h.at(), h.at());
        }
        lookAtRaises(h);
    }
}
