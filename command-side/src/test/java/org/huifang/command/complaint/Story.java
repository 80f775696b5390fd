package org.huifang.command.complaint;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.command.FixedDirectory;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Amendment;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.JudgementAppealed;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;

/** A complaint's past, told event by event, a minute apart; and the people of one centre. */
final class Story {
    static final ComplaintId ID = ComplaintId.parse("5a7cbb52-5f2e-4f0e-9c43-0d9f3a1f0c11");
    static final Instant T0 = Instant.parse("2026-03-02T01:00:00Z");
    static final String CENTRE = "YH";
    static final Personal TEXT = new Personal("key", "sealed");
    static final Means PHONE = new Means(MeansKind.PHONE, null);

    static final ComplaintId OTHER = ComplaintId.parse("7d9f0c0a-0f5e-4a57-8f0e-3c2e1b7a9d02");
    static final Amendment AMENDED = new Amendment(null, null, null, TEXT, null, null, null, null);

    private final List<ComplaintEvent> events = new ArrayList<>();
    private Instant now = T0;

    static Story begun() {
        return new Story()
                .and(s -> new ComplaintRegistered(
                        ID, RecordNumber.parse("KF-YH-20260302-0001"), "Asia/Shanghai", reception(), s));
    }

    /** About one of our people. */
    static Story about(String person) {
        return new Story()
                .and(s -> new ComplaintRegistered(
                        ID,
                        RecordNumber.parse("KF-YH-20260302-0001"),
                        "Asia/Shanghai",
                        reception(r -> new Reception(
                                r.channel(),
                                null,
                                r.occurred(),
                                r.place(),
                                new Reception.Respondent(person, null, null),
                                r.course(),
                                r.demand(),
                                null,
                                r.complainant(),
                                0,
                                null)),
                        s));
    }

    static Story judged() {
        return begun().classified(Classification.VALID_COMPLAINT).assessed(SeverityGround.COMPANY_AT_FAULT);
    }

    static Story routed() {
        return judged().routedTo("engineering");
    }

    static Story completed() {
        return routed().planned(MeasureKind.CORRECTIVE)
                .planned(MeasureKind.PREVENTIVE)
                .completed(DemandMet.FULLY);
    }

    static Story accepted() {
        return completed().submitted().acceptedRecord();
    }

    static Story visited() {
        return accepted().reported().informed().arranged().visitMade();
    }

    List<ComplaintEvent> events() {
        return List.copyOf(events);
    }

    /** A minute after the last event. */
    Instant next() {
        return now;
    }

    Story without(Class<? extends ComplaintEvent> kind) {
        events.removeIf(kind::isInstance);
        return this;
    }

    Story classified(Classification to) {
        Criterion criterion = to == Classification.SERVICE_REQUEST
                ? null
                : Arrays.stream(Criterion.values())
                        .filter(c -> c.classification() == to)
                        .findFirst()
                        .orElseThrow();
        return and(s -> new ComplaintClassified(ID, to, criterion, TEXT, s));
    }

    Story assessed(SeverityGround ground) {
        return and(s -> new SeverityAssessed(ID, ground.severity(), ground, TEXT, s));
    }

    Story presented(Role to) {
        return and(s -> new ComplaintPresented(ID, to, null, s));
    }

    Story routedTo(String department) {
        return and(s -> new ComplaintRouted(ID, department, null, s));
    }

    Story returned() {
        return and(s -> new RoutingReturned(ID, "engineering", TEXT, s));
    }

    Story assistedBy(String department) {
        return and(s -> new AssistanceAsked(ID, department, TEXT, s));
    }

    Story planned(MeasureKind kind) {
        return and(s -> new MeasuresPlanned(ID, List.of(measure(kind)), s));
    }

    Story completed(DemandMet met) {
        UnmetReason reason = met == DemandMet.FULLY ? null : UnmetReason.IMPOSSIBLE;
        return and(s -> new HandlingCompleted(ID, TEXT, met, reason, null, s));
    }

    Story submitted() {
        return and(s -> new HandlingRecordSubmitted(ID, TEXT, s));
    }

    Story acceptedRecord() {
        return and(s -> new HandlingRecordAccepted(ID, null, s));
    }

    Story reported() {
        return and(s -> new ReportedToSupervisor(ID, null, s));
    }

    Story informed() {
        return and(s -> new OwnerInformed(ID, PHONE, null, s));
    }

    Story informAttempted() {
        return and(s -> new OwnerInformAttempted(ID, PHONE, null, s)).later(Duration.ofDays(1));
    }

    Story explained() {
        return and(s -> new UnmetDemandExplained(ID, TEXT, true, s));
    }

    Story arranged() {
        return and(s -> new ReturnVisitArranged(ID, "receptionist", null, s));
    }

    Story visitMade() {
        return and(s -> new ReturnVisitMade(ID, PHONE, 5, null, s));
    }

    Story closed() {
        return and(s -> new ComplaintClosed(ID, null, s));
    }

    Story handedOver() {
        return and(s -> new RecordHandedOver(ID, YearMonth.of(2026, 3), s));
    }

    Story archived() {
        return and(s -> new RecordArchived(ID, null, s));
    }

    Story rated() {
        return and(s -> new OwnerRated(ID, 4, null, s));
    }

    Story withdrawn() {
        return and(s -> new ComplaintWithdrawn(ID, TEXT, s));
    }

    Story linked(LinkKind kind) {
        return and(s -> new ComplaintLinked(ID, OTHER, RecordNumber.parse("KF-YH-20260301-0001"), kind, TEXT, s));
    }

    Story merged() {
        return and(s -> new ComplaintMerged(ID, OTHER, s));
    }

    Story appealed() {
        return and(s -> new JudgementAppealed(ID, TEXT, s));
    }

    /** The last command was given by this person in this role. */
    Story by(String person, Role role) {
        ComplaintEvent last = events.remove(events.size() - 1);
        Stamp s = last.stamp();
        Stamp as = new Stamp(s.at(), s.recordedAt(), person, role, CENTRE, Source.API, 1, null, null, null);
        ComplaintClassified c = (ComplaintClassified) last;
        events.add(new ComplaintClassified(ID, c.classification(), c.criterion(), c.reason(), as));
        return this;
    }

    Story visitAttempted(MeansKind kind) {
        return visitAttempted(new Means(kind, null));
    }

    Story visitAttempted(Means by) {
        return and(s -> new ReturnVisitAttempted(ID, by, null, s)).later(Duration.ofDays(1));
    }

    /** Contents that an emergency left out. */
    static Story emergency() {
        return new Story()
                .and(s -> new ComplaintRegistered(
                        ID,
                        RecordNumber.parse("KF-YH-20260302-0001"),
                        "Asia/Shanghai",
                        following(Reception.Content.PLACE),
                        s));
    }

    Story amended() {
        return and(s -> new RecordAmended(ID, AMENDED.from(reception()), AMENDED, TEXT, s));
    }

    /** Of an owner who stands in the registry. */
    static Reception owned(String owner) {
        Reception r = reception();
        Reception.Complainant c = r.complainant();
        return new Reception(
                r.channel(),
                null,
                r.occurred(),
                r.place(),
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                new Reception.Complainant(c.capacity(), c.name(), c.room(), c.method(), c.contact(), null, owner),
                0,
                null);
    }

    static Reception following(Reception.Content content) {
        Reception r = reception();
        return new Reception(
                r.channel(),
                null,
                r.occurred(),
                null,
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                r.complainant(),
                0,
                Set.of(content));
    }

    /** The last event came with this idempotency key. */
    Story keyed(String key, String request) {
        return and(s -> new ComplaintPresented(
                ID,
                Role.MANAGER,
                null,
                new Stamp(s.at(), s.recordedAt(), s.person(), s.role(), CENTRE, Source.API, 1, null, key, request)));
    }

    Story later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    private Story and(Function<Stamp, ComplaintEvent> event) {
        events.add(event.apply(
                new Stamp(now, now, "somebody", Role.RECEPTIONIST, CENTRE, Source.API, 1, null, null, null)));
        return later(Duration.ofMinutes(1));
    }

    static Measure measure(MeasureKind kind) {
        return new Measure(kind, TEXT, "head", T0.plus(Duration.ofDays(2)));
    }

    static Reception reception() {
        return reception(UnaryOperator.identity());
    }

    static Reception reception(UnaryOperator<Reception> changed) {
        return changed.apply(new Reception(
                Reception.Channel.PHONE,
                null,
                new Reception.Occurrence(T0.minus(Duration.ofHours(2)), null, null),
                TEXT,
                new Reception.Respondent("accused", null, null),
                TEXT,
                TEXT,
                null,
                new Reception.Complainant(
                        Reception.Capacity.OWNER, TEXT, TEXT, Reception.ContactMethod.PHONE, TEXT, null, null),
                0,
                null));
    }

    Act by(String person) {
        return Act.now(person, now);
    }

    /** One person a role, named by it; and {@code accused}, a receptionist whom the complaint is about. */
    static CompanyDirectory people() {
        Directory directory = new Directory(
                Map.of(
                        CENTRE,
                        new Centre(CENTRE, "云河", ZoneId.of("Asia/Shanghai"), 100),
                        "XS",
                        new Centre("XS", "西山", ZoneId.of("Asia/Shanghai"), 100)),
                Map.of(
                        "engineering", new Department("engineering", "工程部"),
                        "security", new Department("security", "秩序维护部"),
                        "cleaning", new Department("cleaning", "保洁部")),
                Stream.of(
                                person("receptionist", Role.RECEPTIONIST, CENTRE, null),
                                person("accused", Role.RECEPTIONIST, CENTRE, null),
                                person("supervisor", Role.CS_SUPERVISOR, CENTRE, null),
                                person("head", Role.DEPARTMENT_HEAD, CENTRE, "engineering"),
                                person("head-assisting", Role.DEPARTMENT_HEAD, CENTRE, "security"),
                                person("head-of-all", Role.DEPARTMENT_HEAD, CENTRE, null),
                                person("manager", Role.MANAGER, CENTRE, null),
                                person("elsewhere", Role.CS_SUPERVISOR, "XS", null),
                                person("importer", Role.IMPORTER, null, null),
                                person("quality", Role.QUALITY, null, null),
                                person("leader", Role.COMPANY_LEADER, null, null))
                        .collect(Collectors.toMap(Person::id, Function.identity())),
                List.of(),
                List.of(),
                0);
        return new FixedDirectory(directory, T0);
    }

    private static Person person(String id, Role role, String centre, String department) {
        return new Person(id, id, List.of(new Appointment(role, centre, department)), null);
    }
}
