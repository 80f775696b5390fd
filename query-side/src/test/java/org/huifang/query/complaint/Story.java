package org.huifang.query.complaint;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Facts;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.huifang.kernel.promise.Happening;
import org.huifang.kernel.promise.ObservedPromises;
import org.huifang.kernel.promise.PromisePolicy;
import org.huifang.kernel.promise.Promises;
import org.jspecify.annotations.Nullable;

/** What happens to a complaint that was received at 9:00 of a Monday, each step so many minutes later. */
public final class Story {
    static final Instant RECEIVED = Instant.parse("2026-03-02T01:00:00Z");
    static final int HOUR = 60;
    static final int DAY = 24 * HOUR;

    private static final ComplaintId ID = new ComplaintId(new UUID(0, 1));
    private static final RecordNumber NUMBER = RecordNumber.parse("KF-c1-20260302-0001");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Means PHONE = new Means(MeansKind.PHONE, null);

    private final List<ComplaintEvent> events = new ArrayList<>();

    private Story() {
        Reception reception = new Reception(
                Channel.PHONE,
                null,
                new Occurrence(RECEIVED, null, null),
                words(),
                new Respondent(null, "engineering", null),
                words(),
                words(),
                null,
                new Complainant(Capacity.OWNER, null, null, ContactMethod.PHONE, words(), null, null),
                0,
                null);
        at(0, "receptionist", stamp -> new ComplaintRegistered(ID, NUMBER, ZONE.getId(), reception, stamp));
    }

    public static Story received() {
        return new Story();
    }

    static Story valid(Severity severity) {
        return received().classified(5, Classification.VALID_COMPLAINT).assessed(10, severity);
    }

    public Story classified(int minute, Classification as) {
        return at(minute, "receptionist", stamp -> new ComplaintClassified(ID, as, criterion(as), words(), stamp));
    }

    Story reclassified(int minute, Classification as) {
        return at(minute, "manager", stamp -> new ComplaintReclassified(ID, as, criterion(as), words(), stamp));
    }

    Story assessed(int minute, Severity to) {
        return at(minute, "supervisor", stamp -> new SeverityAssessed(ID, to, ground(to), words(), stamp));
    }

    Story raised(int minute, Severity to) {
        return at(minute, "manager", stamp -> new SeverityRaised(ID, to, ground(to), words(), stamp));
    }

    Story lowered(int minute, Severity to) {
        return at(minute, "manager", stamp -> new SeverityLowered(ID, to, ground(to), words(), stamp));
    }

    Story presented(int minute, Role to) {
        return at(minute, "receptionist", stamp -> new ComplaintPresented(ID, to, null, stamp));
    }

    Story directed(int minute) {
        return at(minute, "manager", stamp -> new DisposalDirected(ID, words(), null, stamp));
    }

    Story routed(int minute) {
        return at(minute, "receptionist", stamp -> new ComplaintRouted(ID, "engineering", null, stamp));
    }

    Story planned(int minute) {
        List<Measure> measures = List.of(
                new Measure(MeasureKind.CORRECTIVE, words(), "head", RECEIVED),
                new Measure(MeasureKind.PREVENTIVE, words(), "head", RECEIVED));
        return at(minute, "head", stamp -> new MeasuresPlanned(ID, measures, stamp));
    }

    public Story completed(int minute) {
        return at(minute, "head", stamp -> new HandlingCompleted(ID, words(), DemandMet.FULLY, null, null, stamp));
    }

    Story submitted(int minute) {
        return at(minute, "head", stamp -> new HandlingRecordSubmitted(ID, words(), stamp));
    }

    Story sentBack(int minute, SendBackReason reason) {
        return at(minute, "supervisor", stamp -> new HandlingRecordSentBack(ID, reason, words(), stamp));
    }

    public Story accepted(int minute) {
        return at(minute, "receptionist", stamp -> new HandlingRecordAccepted(ID, null, stamp));
    }

    Story reported(int minute) {
        return at(minute, "receptionist", stamp -> new ReportedToSupervisor(ID, null, stamp));
    }

    Story informed(int minute) {
        return at(minute, "receptionist", stamp -> new OwnerInformed(ID, PHONE, null, stamp));
    }

    Story visited(int minute) {
        return at(minute, "receptionist", stamp -> new ReturnVisitMade(ID, PHONE, 5, null, stamp));
    }

    public Story rated(int minute) {
        return at(minute, "owner", stamp -> new OwnerRated(ID, 5, null, stamp));
    }

    public Story withdrawn(int minute) {
        return at(minute, "owner", stamp -> new ComplaintWithdrawn(ID, words(), stamp));
    }

    public Story reopened(int minute) {
        return at(minute, "supervisor", stamp -> new ComplaintReopened(ID, ReopenReason.OTHER, words(), stamp));
    }

    public List<ComplaintEvent> events() {
        return List.copyOf(events);
    }

    /** As it stands so many minutes after its reception. */
    ComplaintDraft asOf(int minute) {
        ComplaintDraft draft = new ComplaintDraft((ComplaintRegistered) events.get(0), 0, HouseRules.DEFAULT);
        for (int i = 1; i < events.size(); i++) {
            Drafting.take(draft, events.get(i), i);
        }
        Promises folded = promises(minute);
        ObservedPromises.NONE
                .after(ObservedPromises.NONE.changesTo(folded, minute(minute)))
                .states()
                .forEach(p -> draft.promises.add(DraftedPromises.view(draft, p)));
        return draft;
    }

    /** As PROMISES folds them. */
    Promises promises(int minute) {
        List<Happening> happenings = events.stream()
                .flatMap(event -> Facts.of(event)
                        .map(fact -> new Happening(
                                fact, event.stamp().at(), event.stamp().recordedAt(), PromisePolicy.DEFAULT))
                        .stream())
                .toList();
        return Promises.fold(happenings, ZONE, minute(minute));
    }

    private Story at(int minute, String person, Function<Stamp, ComplaintEvent> event) {
        Role role = person.equals("owner") ? Role.OWNER : Role.RECEPTIONIST;
        Instant at = minute(minute);
        events.add(event.apply(new Stamp(at, at, person, role, "c1", Source.CONSOLE, 1, null, null, null)));
        return this;
    }

    private static Instant minute(int minute) {
        return RECEIVED.plus(Duration.ofMinutes(minute));
    }

    private static Personal words() {
        return new Personal("key", "text");
    }

    private static @Nullable Criterion criterion(Classification of) {
        for (Criterion criterion : Criterion.values()) {
            if (criterion.classification() == of) {
                return criterion;
            }
        }
        return null;
    }

    private static SeverityGround ground(Severity severity) {
        for (SeverityGround ground : SeverityGround.values()) {
            if (ground.severity() == severity) {
                return ground;
            }
        }
        throw new IllegalArgumentException("without a ground: " + severity);
    }
}
