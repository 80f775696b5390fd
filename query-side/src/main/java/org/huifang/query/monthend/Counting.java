package org.huifang.query.monthend;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRaisedAgain;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.DuplicateTakenIn;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.query.monthend.Counted.Fact;
import org.huifang.query.monthend.Counted.Known;
import org.huifang.query.monthend.Counted.Link;
import org.huifang.query.monthend.Counted.Sheet;
import org.huifang.query.monthend.Counted.Version;
import org.huifang.query.monthend.Counted.Visit;
import org.jspecify.annotations.Nullable;

/** Takes a complaint's events into what statistics count of it. */
final class Counting {
    private final UUID id;
    private final String number;
    private final ZoneId zone;
    private final Instant receivedAt;
    private final Channel channel;
    private final List<Fact> facts;
    private final List<Version> versions;
    private final Verdicts promises;
    private final List<Link> links;

    private String centre;
    private @Nullable Classification classification;
    private @Nullable Criterion criterion;
    private @Nullable Severity severity;
    private @Nullable String department;
    private boolean open = true;
    private Visit visit = Visit.NONE;
    private Sheet record = Sheet.OPEN;
    private boolean accepted;
    private long position;

    private Counting(Counted before) {
        id = before.id();
        number = before.number();
        zone = before.zone();
        receivedAt = before.receivedAt();
        channel = before.channel();
        facts = new ArrayList<>(before.facts());
        versions = new ArrayList<>(before.versions());
        promises = new Verdicts(before.promises());
        links = new ArrayList<>(before.links());
        Known known = versions.get(versions.size() - 1).known();
        centre = known.centre();
        classification = known.classification();
        criterion = known.criterion();
        severity = known.severity();
        department = known.department();
        open = known.open();
        visit = known.visit();
        record = known.record();
        accepted = before.accepted();
        position = before.position();
    }

    private Counting(ComplaintRegistered event) {
        id = event.complaint().value();
        number = event.number().value();
        zone = ZoneId.of(event.zone());
        receivedAt = event.stamp().at();
        channel = event.reception().channel();
        facts = new ArrayList<>();
        versions = new ArrayList<>();
        promises = new Verdicts(List.of());
        links = new ArrayList<>();
        centre = event.stamp().centre();
    }

    static Counting on(@Nullable Counted before, ComplaintEvent next) {
        if (before != null) {
            return new Counting(before);
        }
        if (next instanceof ComplaintRegistered registered) {
            return new Counting(registered);
        }
        throw new IllegalArgumentException("a complaint begins with its registration, not with " + next.getClass());
    }

    void take(ComplaintEvent event, long at) {
        position = at;
        if (!(event instanceof PromisesObserved observed)) {
            happened(event);
            version();
            return;
        }
        observed.changes()
                .forEach(change ->
                        promises.take(change, position, observed.stamp().centre()));
    }

    private void happened(ComplaintEvent event) {
        if (!judged(event) && !handled(event) && !ended(event)) {
            tied(event);
        }
    }

    private boolean judged(ComplaintEvent event) {
        if (event instanceof ComplaintClassified e) {
            judge(e.classification(), e.criterion());
        } else if (event instanceof ComplaintReclassified e) {
            judge(e.classification(), e.criterion());
        } else if (event instanceof SeverityAssessed e) {
            severity = e.severity();
        } else if (event instanceof SeverityRaised e) {
            severity = e.severity();
        } else if (event instanceof SeverityLowered e) {
            severity = e.severity();
        } else if (event instanceof ComplaintRouted e) {
            department = e.department();
        } else if (event instanceof RoutingReturned) {
            department = null;
        } else {
            return false;
        }
        return true;
    }

    private boolean handled(ComplaintEvent event) {
        if (event instanceof HandlingCompleted e) {
            fact(
                    e,
                    FactKind.COMPLETED,
                    Duration.between(receivedAt, e.stamp().at()).toSeconds());
        } else if (event instanceof HandlingRecordAccepted) {
            accepted = true;
            visit = visit == Visit.NONE ? Visit.OWED : visit;
        } else if (event instanceof ReturnVisitMade e) {
            visited(e, e.satisfaction());
        } else if (event instanceof OwnerRated e) {
            // It counts as the visit, which is made once, however often it is rated.
            boolean owed = accepted || record == Sheet.OWED;
            if (classification == Classification.SERVICE_REQUEST && owed && visit != Visit.VISITED) {
                visited(e, e.satisfaction());
            }
        } else if (event instanceof ReturnVisitWaived) {
            visit = Visit.WAIVED;
            record = open ? record : Sheet.DUE;
        } else {
            return false;
        }
        return true;
    }

    private boolean ended(ComplaintEvent event) {
        if (event instanceof ComplaintRegistered e) {
            fact(e, FactKind.RECEIVED, null);
        } else if (event instanceof ComplaintClosed e) {
            fact(e, FactKind.CLOSED, null);
            open = false;
            record = Sheet.DUE;
        } else if (event instanceof ComplaintWithdrawn e) {
            fact(e, FactKind.WITHDRAWN, null);
            open = false;
            visit = Visit.OWED;
            record = Sheet.OWED;
        } else if (event instanceof ComplaintMerged e) {
            gone(e, FactKind.MERGED);
        } else if (event instanceof ComplaintVoided e) {
            gone(e, FactKind.VOIDED);
        } else if (event instanceof ComplaintReopened e) {
            reopened(e);
        } else if (event instanceof RecordHandedOver e) {
            fact(e, FactKind.HANDED_OVER, number(e.month()));
            record = Sheet.HANDED_OVER;
        } else if (event instanceof RecordArchived e) {
            fact(e, FactKind.ARCHIVED, null);
            record = Sheet.ARCHIVED;
        } else {
            return false;
        }
        return true;
    }

    /** 202611 */
    static long number(YearMonth month) {
        return month.getYear() * 100L + month.getMonthValue();
    }

    static YearMonth month(int number) {
        return YearMonth.of(number / 100, number % 100);
    }

    private void tied(ComplaintEvent event) {
        if (event instanceof ComplaintImported e) {
            fact(e, FactKind.IMPORTED, null);
        } else if (event instanceof ComplaintTransferred e) {
            fact(e, FactKind.TRANSFERRED_OUT, null);
            centre = e.centre();
            fact(e, FactKind.TRANSFERRED_IN, null);
        } else if (event instanceof ComplaintRaisedAgain || event instanceof DuplicateTakenIn) {
            fact(event, FactKind.RAISED_AGAIN, null);
        } else if (event instanceof ComplaintLinked e && e.kind() == LinkKind.SAME_CAUSE) {
            links.add(new Link(position, e.other().value()));
        }
    }

    private void judge(Classification to, @Nullable Criterion by) {
        classification = to;
        criterion = by;
        severity = null;
    }

    private void visited(ComplaintEvent event, int satisfaction) {
        fact(event, FactKind.VISITED, (long) satisfaction);
        visit = Visit.VISITED;
        record = record == Sheet.OWED ? Sheet.DUE : record;
    }

    private void gone(ComplaintEvent event, FactKind kind) {
        fact(event, kind, null);
        open = false;
        visit = Visit.NONE;
        record = Sheet.NONE;
    }

    /** One that is still open and only handled begins afresh, and is not counted as reopened. */
    private void reopened(ComplaintReopened event) {
        if (!open) {
            fact(event, FactKind.REOPENED, null);
        }
        open = true;
        visit = Visit.NONE;
        record = Sheet.OPEN;
        accepted = false;
    }

    private void fact(ComplaintEvent event, FactKind kind, @Nullable Long value) {
        Instant recordedAt = event.stamp().recordedAt();
        facts.add(new Fact(position, kind, centre, recordedAt, LocalDate.ofInstant(recordedAt, zone), value));
    }

    private Known known() {
        return new Known(centre, classification, criterion, severity, department, open, visit, record);
    }

    private void version() {
        Known known = known();
        if (!versions.isEmpty()) {
            Version last = versions.get(versions.size() - 1);
            if (last.known().equals(known)) {
                return;
            }
            versions.set(versions.size() - 1, last.until(position));
        }
        versions.add(new Version(position, Counted.NOW, known));
    }

    Counted counted() {
        return new Counted(
                id,
                number,
                zone,
                receivedAt,
                channel,
                accepted,
                position,
                List.copyOf(facts),
                List.copyOf(versions),
                promises.decided(),
                List.copyOf(links));
    }
}
