package org.huifang.kernel.promise;

import static org.huifang.kernel.promise.PromiseKind.COMPLETE_HANDLING;
import static org.huifang.kernel.promise.PromiseKind.DIRECT;
import static org.huifang.kernel.promise.PromiseKind.INFORM_OWNER;
import static org.huifang.kernel.promise.PromiseKind.JUDGE;
import static org.huifang.kernel.promise.PromiseKind.PLAN_MEASURES;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_IMPORTANT;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_MAJOR;
import static org.huifang.kernel.promise.PromiseKind.RECORD;
import static org.huifang.kernel.promise.PromiseKind.REPORT_TO_SUPERVISOR;
import static org.huifang.kernel.promise.PromiseKind.RESOLVE_WITHIN_A_MONTH;
import static org.huifang.kernel.promise.PromiseKind.RETURN_VISIT;
import static org.huifang.kernel.promise.PromiseKind.ROUTE;
import static org.huifang.kernel.promise.PromiseKind.SOLVE_MINOR;
import static org.huifang.kernel.promise.PromiseKind.SUBMIT_HANDLING_RECORD;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.organisation.Role;

/** One pass over the facts of a complaint: which fact makes, meets and cancels which promise. */
final class Fold {
    private static final PromiseKind[] OF_HANDLING_BEFORE = {
        PLAN_MEASURES, SUBMIT_HANDLING_RECORD, REPORT_TO_SUPERVISOR, INFORM_OWNER, RETURN_VISIT
    };
    private static final PromiseKind[] OF_WITHDRAWN = {
        JUDGE,
        ROUTE,
        RESOLVE_WITHIN_A_MONTH,
        PRESENT_MAJOR,
        PRESENT_IMPORTANT,
        SOLVE_MINOR,
        COMPLETE_HANDLING,
        PLAN_MEASURES,
        SUBMIT_HANDLING_RECORD,
        REPORT_TO_SUPERVISOR,
        INFORM_OWNER,
        DIRECT,
        RETURN_VISIT
    };

    private final PromiseBook book = new PromiseBook();
    private final Severities severities;
    private final Calendar calendar;

    Fold(ZoneId zone) {
        calendar = new Calendar(zone);
        severities = new Severities(book, calendar);
    }

    Promises upTo(Instant asOf) {
        letDuesPass(asOf);
        return new Promises(
                book.states(),
                severities.classification,
                severities.severity,
                Set.copyOf(severities.grounds),
                severities.raises,
                List.copyOf(severities.systemRaises));
    }

    private void letDuesPass(Instant now) {
        for (var missed = book.missNext(now); missed != null; missed = book.missNext(now)) {
            if (missed.kind == RESOLVE_WITHIN_A_MONTH) {
                severities.monthPassed(missed);
            }
        }
    }

    /**
     * Takes those that happened until then, in the order of their stated times.
     *
     * @return whether those were all
     */
    boolean take(List<Happening> happenings, Instant asOf) {
        List<Happening> inOrder = new ArrayList<>(happenings);
        inOrder.sort(Comparator.comparing(Happening::at));
        for (Happening h : inOrder) {
            if (h.at().isAfter(asOf)) {
                return false;
            }
            take(h);
        }
        return true;
    }

    private void take(Happening h) {
        letDuesPass(h.at());
        Fact fact = h.fact();
        if (fact instanceof Fact.Registered f) {
            registered(h, f);
        } else if (!judged(h, fact)) {
            handled(h, fact);
        }
    }

    private void registered(Happening h, Fact.Registered fact) {
        severities.registered(h, fact);
        Instant t0 = h.at();
        var record = book.make(RECORD, t0, t0.plus(h.policy().record()), h.policy(), t0);
        // Met by the time of recording, whatever else happens in between.
        PromiseBook.meet(record, h.recordedAt().isBefore(t0) ? t0 : h.recordedAt(), h.recordedAt());
        book.make(JUDGE, t0, t0.plus(h.policy().judge()), h.policy(), t0);
        book.make(ROUTE, t0, t0.plus(h.policy().route()), h.policy(), t0);
    }

    private boolean judged(Happening h, Fact fact) {
        if (fact instanceof Fact.Classified f) {
            severities.classified(h, f.classification());
        } else if (fact instanceof Fact.Reclassified f) {
            severities.reclassified(h, f.classification());
        } else if (fact instanceof Fact.SeverityAssessed f) {
            severities.assessed(h, f.severity(), f.ground());
        } else if (fact instanceof Fact.SeverityRaised f) {
            severities.raised(h, f.severity(), f.ground());
        } else if (fact instanceof Fact.SeverityLowered f) {
            severities.lowered(h, f.severity(), f.ground());
        } else if (fact instanceof Fact.RaisedAgain || fact instanceof Fact.DuplicateMerged) {
            severities.raises++;
            severities.lookAtRaises(h);
        } else {
            return false;
        }
        return true;
    }

    private void handled(Happening h, Fact fact) {
        Instant at = h.at();
        if (fact instanceof Fact.Presented f) {
            presented(h, f.to());
        } else if (fact instanceof Fact.Directed f) {
            book.meet(DIRECT, at, h.recordedAt());
            if (f.limit() != null) {
                book.open(COMPLETE_HANDLING).ifPresent(open -> open.due = f.limit());
            }
        } else if (fact instanceof Fact.LimitAgreed f) {
            PromiseKind limited =
                    severities.classification == Classification.VALID_COMPLAINT ? SOLVE_MINOR : COMPLETE_HANDLING;
            book.open(limited).ifPresent(open -> open.due = f.limit());
        } else if (fact instanceof Fact.Routed) {
            severities.routed = true;
            book.meet(ROUTE, at, h.recordedAt());
            book.cancel(at, PLAN_MEASURES);
            book.make(PLAN_MEASURES, at, at.plus(h.policy().planMeasures()), h.policy(), at);
        } else if (fact instanceof Fact.RoutingReturned) {
            severities.routed = false;
            book.cancel(at, PLAN_MEASURES, ROUTE);
            book.make(ROUTE, at, at.plus(h.policy().route()), h.policy(), at);
        } else if (fact instanceof Fact.MeasuresPlanned) {
            book.meet(PLAN_MEASURES, at, h.recordedAt());
        } else if (fact instanceof Fact.HandlingCompleted) {
            completed(h);
        } else if (fact instanceof Fact.Reopened) {
            reopened(h);
        } else if (fact instanceof Fact.Withdrawn) {
            severities.withdrawn = true;
            book.cancel(at, OF_WITHDRAWN);
            book.make(RETURN_VISIT, at, at.plus(h.policy().returnVisit()), h.policy(), at);
        } else if (fact instanceof Fact.Dissolved) {
            book.cancel(at, PromiseKind.values());
        } else {
            fedBack(h, fact);
        }
    }

    private void presented(Happening h, Role to) {
        severities.presented(h, to);
        if (severities.completion == null && book.open(DIRECT).isEmpty()) {
            book.make(DIRECT, h.at(), h.at().plus(h.policy().direct()), h.policy(), h.at());
        }
    }

    private void completed(Happening h) {
        Instant at = h.at();
        severities.completion = h;
        severities.metByCompletion.clear();
        for (PromiseKind kind : new PromiseKind[] {RESOLVE_WITHIN_A_MONTH, SOLVE_MINOR, COMPLETE_HANDLING}) {
            var open = book.open(kind);
            book.meet(kind, at, h.recordedAt());
            open.ifPresent(severities.metByCompletion::add);
        }
        book.cancel(at, PLAN_MEASURES, DIRECT);
        book.make(SUBMIT_HANDLING_RECORD, at, calendar.endOfDay(at), h.policy(), at);
    }

    private void fedBack(Happening h, Fact fact) {
        Instant at = h.at();
        if (fact instanceof Fact.HandlingRecordSubmitted) {
            book.meet(SUBMIT_HANDLING_RECORD, at, h.recordedAt());
            Instant clock = calendar.deskOpen(at, h.policy().deskHours());
            book.make(REPORT_TO_SUPERVISOR, clock, calendar.endOfDay(clock), h.policy(), at);
            book.make(INFORM_OWNER, clock, calendar.endOfDay(clock), h.policy(), at);
        } else if (fact instanceof Fact.HandlingRecordAccepted) {
            book.cancel(at, RETURN_VISIT);
            book.make(RETURN_VISIT, at, at.plus(h.policy().returnVisit()), h.policy(), at);
        } else if (fact instanceof Fact.HandlingRecordSentBack f) {
            book.cancel(at, REPORT_TO_SUPERVISOR, INFORM_OWNER);
            if (f.reason() == Fact.SendBackReason.RECORD_DEFECTIVE) {
                book.make(SUBMIT_HANDLING_RECORD, at, calendar.endOfDay(at), h.policy(), at);
            } else {
                severities.completionUndone(h);
            }
        } else if (fact instanceof Fact.ReportedToSupervisor) {
            book.meet(REPORT_TO_SUPERVISOR, at, h.recordedAt());
        } else if (fact instanceof Fact.OwnerInformed) {
            book.meet(INFORM_OWNER, at, h.recordedAt());
        } else if (fact instanceof Fact.ReturnVisitMade) {
            book.meet(RETURN_VISIT, at, h.recordedAt());
        } else if (fact instanceof Fact.OwnerRated) {
            if (severities.classification == Classification.SERVICE_REQUEST) {
                book.meet(RETURN_VISIT, at, h.recordedAt());
            }
        } else if (fact instanceof Fact.ReturnVisitWaived) {
            book.cancel(at, RETURN_VISIT);
        }
    }

    /** In the order that PROMISES lays down: measures, the month, handling, and ground (a) last. */
    private void reopened(Happening h) {
        Instant at = h.at();
        boolean wasWithdrawn = severities.withdrawn;
        severities.withdrawn = false;
        severities.completion = null;
        book.cancel(at, OF_HANDLING_BEFORE);
        book.cancel(at, SOLVE_MINOR, COMPLETE_HANDLING);
        if (severities.routed) {
            book.make(PLAN_MEASURES, at, at.plus(h.policy().planMeasures()), h.policy(), at);
        } else if (wasWithdrawn) {
            book.make(ROUTE, at, at.plus(h.policy().route()), h.policy(), at);
        }
        if (wasWithdrawn && !severities.judged()) {
            book.make(JUDGE, at, at.plus(h.policy().judge()), h.policy(), at);
        }
        severities.reopened(h, wasWithdrawn);
    }
}
