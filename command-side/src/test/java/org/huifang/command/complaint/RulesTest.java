package org.huifang.command.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.huifang.command.complaint.Story.ID;
import static org.huifang.command.complaint.Story.PHONE;
import static org.huifang.command.complaint.Story.TEXT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.huifang.command.Rule;
import org.huifang.command.forum.ForumRulesTest;
import org.huifang.command.library.LibraryRulesTest;
import org.huifang.command.monthend.MonthEndRulesTest;
import org.huifang.command.notice.NoticeRulesTest;
import org.huifang.command.organisation.OrganisationTest;
import org.huifang.command.owner.OwnerRulesTest;
import org.huifang.command.training.TrainingRulesTest;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule refuses once and lets pass once, by its own name; docs/RULES.md lists them all and no others. */
class RulesTest {
    /** A rule, a past and command that break it, and a past and command that keep it. */
    record Case(
            String rule,
            Story broken,
            Function<Story, ComplaintCommand> refused,
            Story kept,
            Function<Story, ComplaintCommand> passing) {}

    @TestFactory
    Stream<DynamicTest> refusesWhatBreaksIt() {
        return cases().map(c -> DynamicTest.dynamicTest(c.rule(), () -> {
            List<Refusal> refusals = new ArrayList<>();
            fixture()
                    .given(c.broken().events())
                    .when(c.refused().apply(c.broken()))
                    .expectNoEvents()
                    .expectException(RefusedException.class);
            Throwable thrown = thrown(c);
            refusals.addAll(((RefusedException) thrown).refusals());
            assertThat(refusals).extracting(Refusal::code).contains(c.rule());
            assertThat(refusals).allSatisfy(r -> {
                assertThat(r.clause()).startsWith("§");
                assertThat(r.zh()).isNotBlank();
                assertThat(r.en()).isNotBlank();
            });
        }));
    }

    @TestFactory
    Stream<DynamicTest> letsPassWhatKeepsIt() {
        return cases().map(c -> DynamicTest.dynamicTest(c.rule(), () -> fixture()
                .given(c.kept().events())
                .when(c.passing().apply(c.kept()))
                .expectSuccessfulHandlerExecution()));
    }

    @TestFactory
    Stream<DynamicTest> registering() {
        return registrations()
                .map(r -> DynamicTest.dynamicTest(r.rule(), () -> {
                    RegisterComplaint good = register(Story.reception());
                    assertThatCode(() -> RegisteringRules.REGISTER.require(Story.T0, good))
                            .doesNotThrowAnyException();
                    RefusedException refused = (RefusedException) catchThrowable(
                            () -> RegisteringRules.REGISTER.require(Story.T0, register(Story.reception(r.spoiled()))));
                    assertThat(refused.refusals()).extracting(Refusal::code).contains(r.rule());
                }));
    }

    @Test
    void rulesDocumentListsEveryRuleAndNoOther() throws IOException {
        Set<String> tested = new TreeSet<>();
        cases().forEach(c -> tested.add(c.rule()));
        registrations().forEach(r -> tested.add(r.rule()));
        // Tested where they can be seen: with the organisation and the server.
        tested.addAll(List.of("CENTRE_KNOWN", "COMPLAINT_ID_TAKEN", "COMPLAINT_KNOWN"));
        tested.addAll(OrganisationTest.rules());
        tested.addAll(List.of(
                "EVIDENCE_NOT_EMPTY",
                "EVIDENCE_TOO_LARGE",
                "EVIDENCE_TYPE_ALLOWED",
                "EVIDENCE_UPLOADED",
                "EVIDENCE_ATTACHED_ONCE",
                "EVIDENCE_WAITING"));
        tested.addAll(LinkRulesTest.RULES);
        tested.addAll(ImportRulesTest.RULES);
        tested.addAll(List.of(
                "DEPUTY_FOR_A_DATED_TIME",
                "INVITED_WHILE_OF_COMPANY",
                "PERSON_ID_FREE",
                "POLICY_FROM_NOW_ON",
                "POLICY_IN_RANGE"));
        tested.addAll(OwnerRulesTest.rules());
        tested.addAll(MonthEndRulesTest.rules());
        tested.addAll(LibraryRulesTest.rules());
        tested.addAll(TrainingRulesTest.rules());
        tested.addAll(ForumRulesTest.rules());
        tested.addAll(NoticeRulesTest.rules());
        Set<String> messages = new TreeSet<>(
                ResourceBundle.getBundle("org.huifang.command.rules_en").keySet());
        assertThat(tested).isEqualTo(messages);

        List<String> documented = new ArrayList<>();
        Matcher row = Pattern.compile("^\\| (§\\S[^|]*) \\| `([A-Z_]+)` \\| (.+?) \\| `(.+?)` \\|$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "RULES.md")));
        while (row.find()) {
            documented.add(row.group(2));
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(messages);
    }

    /** Of two under one code only the last would ever be told. */
    @Test
    void eachRuleHasItsOwnEnglish() throws IOException {
        List<String> codes = new ArrayList<>();
        Properties messages = new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object code, Object message) {
                codes.add((String) code);
                return super.put(code, message);
            }
        };
        try (InputStream file = Rule.class.getResourceAsStream("rules_en.properties")) {
            messages.load(file);
        }
        assertThat(codes).isNotEmpty().doesNotHaveDuplicates();
    }

    private static AggregateTestFixture<Complaint> fixture() {
        AggregateTestFixture<Complaint> fixture = new AggregateTestFixture<>(Complaint.class);
        fixture.registerInjectableResource(Story.people());
        fixture.setReportIllegalStateChange(false);
        return fixture;
    }

    private static Throwable thrown(Case c) {
        Throwable[] caught = new Throwable[1];
        fixture()
                .given(c.broken().events())
                .when(c.refused().apply(c.broken()))
                .expectException(new TypeSafeMatcher<Throwable>() {
                    @Override
                    protected boolean matchesSafely(Throwable thrown) {
                        caught[0] = thrown;
                        return true;
                    }

                    @Override
                    public void describeTo(Description description) {
                        description.appendText("any exception");
                    }
                });
        return Objects.requireNonNull(caught[0]);
    }

    static Case rule(
            String rule,
            Story broken,
            Function<Story, ComplaintCommand> refused,
            Story kept,
            Function<Story, ComplaintCommand> passing) {
        return new Case(rule, broken, refused, kept, passing);
    }

    static Case rule(String rule, Story broken, Story kept, Function<Story, ComplaintCommand> command) {
        return new Case(rule, broken, command, kept, command);
    }

    private static Stream<Case> cases() {
        return Stream.of(acting(), judging(), disposing(), handling(), feedingBack(), closing(), LifeCases.all())
                .flatMap(Function.identity());
    }

    private static Stream<Case> acting() {
        Act keyed = new Act("receptionist", null, null, Story.T0, Source.API, "k1", "digest-a", null, null);
        return Stream.of(
                rule(
                        "ROLE_NOT_ALLOWED",
                        Story.begun(),
                        s -> present(s.by("manager"), Role.MANAGER),
                        Story.begun(),
                        s -> present(s.by("receptionist"), Role.MANAGER)),
                rule(
                        "RESPONDENT_MAY_NOT_ACT",
                        Story.begun(),
                        s -> present(s.by("accused"), Role.MANAGER),
                        Story.begun(),
                        s -> present(s.by("supervisor"), Role.MANAGER)),
                rule(
                        "AT_NOT_IN_FUTURE",
                        Story.begun(),
                        s -> present(at(s, Duration.ofHours(1), true), Role.MANAGER),
                        Story.begun(),
                        s -> present(at(s, Duration.ofSeconds(-30), true), Role.MANAGER)),
                rule(
                        "LATE_RECORD_HAS_REASON",
                        Story.begun(),
                        s -> present(at(s, Duration.ofSeconds(-30), false), Role.MANAGER),
                        Story.begun(),
                        s -> present(at(s, Duration.ofSeconds(-30), true), Role.MANAGER)),
                rule(
                        "LATE_RECORD_WITHIN_SEVEN_DAYS",
                        Story.begun().later(Duration.ofDays(9)),
                        s -> present(at(s, Duration.ofDays(-8), true), Role.MANAGER),
                        Story.begun().later(Duration.ofDays(9)),
                        s -> present(at(s, Duration.ofDays(-7), true), Role.MANAGER)),
                rule(
                        "AT_NOT_BEFORE_WHAT_IT_FOLLOWS",
                        Story.begun(),
                        s -> present(at(s, Duration.ofHours(-1), true), Role.MANAGER),
                        Story.begun(),
                        s -> present(at(s, Duration.ofMinutes(-1), true), Role.MANAGER)),
                rule(
                        "COMPLAINT_MOVED_ON",
                        Story.begun(),
                        s -> present(expecting(s, 7), Role.MANAGER),
                        Story.begun(),
                        s -> present(expecting(s, 0), Role.MANAGER)),
                rule(
                        "IDEMPOTENCY_KEY_REUSED",
                        Story.judged().keyed("k1", "digest-b"),
                        s -> present(keyed, Role.MANAGER),
                        Story.judged().keyed("k1", "digest-a"),
                        s -> present(keyed, Role.MANAGER)),
                rule(
                        "COMPLAINT_OPEN",
                        Story.visited().closed(),
                        Story.visited(),
                        s -> present(s.by("receptionist"), Role.MANAGER)));
    }

    private static Stream<Case> judging() {
        return Stream.of(
                rule(
                        "NOT_CLASSIFIED_YET",
                        Story.begun().classified(Classification.SERVICE_REQUEST),
                        Story.begun(),
                        s -> classify(s, Classification.SERVICE_REQUEST, null)),
                rule(
                        "CRITERION_BELONGS_TO_CLASS",
                        Story.begun(),
                        s -> classify(s, Classification.VALID_COMPLAINT, Criterion.FEE_BELOW_AGREED),
                        Story.begun(),
                        s -> classify(s, Classification.VALID_COMPLAINT, Criterion.UNLAWFUL_CHARGE)),
                rule(
                        "ONLY_VALID_COMPLAINT_HAS_SEVERITY",
                        Story.begun().classified(Classification.COORDINATION_WORK),
                        Story.begun().classified(Classification.VALID_COMPLAINT),
                        s -> assess(s, SeverityGround.COMPANY_AT_FAULT)),
                rule(
                        "NOT_ASSESSED_YET",
                        Story.judged(),
                        Story.begun().classified(Classification.VALID_COMPLAINT),
                        s -> assess(s, SeverityGround.COMPANY_AT_FAULT)),
                rule(
                        "GROUND_BELONGS_TO_SEVERITY",
                        Story.begun().classified(Classification.VALID_COMPLAINT),
                        s -> new AssessSeverity(
                                ID, s.by("supervisor"), Severity.MINOR, SeverityGround.COMPANY_AT_FAULT, TEXT),
                        Story.begun().classified(Classification.VALID_COMPLAINT),
                        s -> assess(s, SeverityGround.LIMITED_SERVICE_LEVEL)));
    }

    private static Stream<Case> disposing() {
        return Stream.of(
                rule(
                        "PRESENTED_UPWARDS",
                        Story.begun(),
                        s -> present(s.by("receptionist"), Role.QUALITY),
                        Story.begun(),
                        s -> present(s.by("receptionist"), Role.COMPANY_LEADER)),
                rule(
                        "PRESENTED_BEFORE_DIRECTED",
                        Story.judged(),
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(ID, s.by("manager"), TEXT, null)),
                rule(
                        "LIMIT_NEEDS_OPEN_HANDLING",
                        Story.begun().presented(Role.MANAGER),
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(
                                ID, s.by("manager"), TEXT, s.next().plus(Duration.ofDays(1)))),
                rule(
                        "LIMIT_AHEAD",
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(ID, s.by("manager"), TEXT, s.next()),
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(
                                ID, s.by("manager"), TEXT, s.next().plusSeconds(1))),
                rule(
                        "DEPARTMENT_KNOWN",
                        Story.begun(),
                        s -> new RouteComplaint(ID, s.by("receptionist"), "moon", null),
                        Story.begun(),
                        s -> new RouteComplaint(ID, s.by("receptionist"), "engineering", null)),
                rule(
                        "NOT_HANDLED_YET",
                        Story.completed(),
                        Story.routed(),
                        s -> new RouteComplaint(ID, s.by("receptionist"), "engineering", null)));
    }

    private static Stream<Case> handling() {
        return Stream.of(
                rule(
                        "MEASURES_STATED",
                        Story.routed(),
                        s -> new PlanMeasures(ID, s.by("head"), List.of()),
                        Story.routed(),
                        s -> new PlanMeasures(ID, s.by("head"), List.of(Story.measure(MeasureKind.CORRECTIVE)))),
                rule(
                        "ROUTED_BEFORE_HANDLED",
                        Story.routed().without(ComplaintRouted.class),
                        s -> new RecordHandlingStep(ID, s.by("head-of-all"), TEXT),
                        Story.routed(),
                        s -> new RecordHandlingStep(ID, s.by("head"), TEXT)),
                rule(
                        "NOT_COMPLETED_YET",
                        Story.completed(),
                        Story.routed(),
                        s -> new RecordHandlingStep(ID, s.by("head"), TEXT)),
                rule(
                        "JUDGED_BEFORE_COMPLETED",
                        planned(Story.routed().without(SeverityAssessed.class)),
                        planned(Story.routed()),
                        RulesTest::complete),
                rule(
                        "MEASURES_OF_VALID_COMPLAINT",
                        Story.routed().planned(MeasureKind.CORRECTIVE),
                        planned(Story.routed()),
                        RulesTest::complete),
                rule(
                        "MEASURES_OR_REASON",
                        request(),
                        RulesTest::complete,
                        request(),
                        s -> new CompleteHandling(ID, s.by("head"), TEXT, DemandMet.FULLY, null, TEXT)),
                rule(
                        "UNMET_REASON_STATED",
                        planned(Story.routed()),
                        s -> new CompleteHandling(ID, s.by("head"), TEXT, DemandMet.NOT, null, null),
                        planned(Story.routed()),
                        s -> new CompleteHandling(ID, s.by("head"), TEXT, DemandMet.NOT, UnmetReason.UNLAWFUL, null)),
                rule("COMPLETED_BEFORE_SUBMITTED", planned(Story.routed()), Story.completed(), RulesTest::submit),
                rule("NOT_SUBMITTED_YET", Story.completed().submitted(), Story.completed(), RulesTest::submit),
                rule(
                        "SUBMITTED_BEFORE_ACCEPTED",
                        Story.completed(),
                        Story.completed().submitted(),
                        RulesTest::accept),
                rule("NOT_ACCEPTED_YET", Story.accepted(), Story.completed().submitted(), RulesTest::accept));
    }

    private static Stream<Case> feedingBack() {
        return Stream.of(
                rule("NOT_REPORTED_YET", Story.accepted().reported(), Story.accepted(), RulesTest::report),
                rule("RECORD_ACCEPTED_BEFORE", Story.completed().submitted(), Story.accepted(), RulesTest::report),
                rule(
                        "OTHER_MEANS_NAMED",
                        Story.accepted(),
                        s -> inform(s, new Means(MeansKind.OTHER, null)),
                        Story.accepted(),
                        s -> inform(s, new Means(MeansKind.OTHER, "邻居转告"))),
                rule(
                        "DEMAND_UNMET",
                        Story.completed(),
                        planned(Story.routed()).completed(DemandMet.PARTLY),
                        s -> new ExplainUnmetDemand(ID, s.by("receptionist"), TEXT, true)),
                rule(
                        "ARRANGED_BEFORE_VISITED",
                        Story.accepted(),
                        Story.accepted().arranged(),
                        s -> visit(s, true, 5)),
                rule(
                        "SATISFACTION_WHEN_REACHED",
                        Story.accepted().arranged(),
                        s -> visit(s, true, 6),
                        Story.accepted().arranged(),
                        s -> visit(s, false, null)));
    }

    private static Stream<Case> closing() {
        Function<Story, ComplaintCommand> close = s -> new CloseComplaint(ID, s.by("supervisor"), null);
        Story unmet = planned(Story.routed())
                .completed(DemandMet.NOT)
                .submitted()
                .acceptedRecord()
                .reported()
                .informed()
                .arranged()
                .visitMade();
        Story explained = planned(Story.routed())
                .completed(DemandMet.NOT)
                .submitted()
                .acceptedRecord()
                .reported()
                .informed()
                .explained()
                .arranged()
                .visitMade();
        Story attempted = Story.accepted()
                .reported()
                .informAttempted()
                .informAttempted()
                .informAttempted()
                .arranged()
                .visitMade();
        return Stream.of(
                rule("JUDGED_BEFORE_CLOSED", Story.visited().without(SeverityAssessed.class), Story.visited(), close),
                rule("RECORD_ACCEPTED", Story.visited().without(HandlingRecordAccepted.class), Story.visited(), close),
                rule("REPORTED", Story.visited().without(ReportedToSupervisor.class), Story.visited(), close),
                rule("OWNER_INFORMED", Story.visited().without(OwnerInformed.class), attempted, close),
                rule("RETURN_VISIT_MADE", Story.visited().without(ReturnVisitMade.class), Story.visited(), close),
                rule("UNMET_DEMAND_EXPLAINED", unmet, explained, close));
    }

    /** A registration rule and a reception that breaks it. */
    private record Registration(String rule, UnaryOperator<Reception> spoiled) {}

    private static Stream<Registration> registrations() {
        return Stream.of(
                new Registration("OCCURRENCE_STATED", r -> with(r, new Occurrence(null, null, null))),
                new Registration(
                        "OCCURRED_BEFORE_RECEIVED", r -> with(r, new Occurrence(Story.T0.plusSeconds(1), null, null))),
                new Registration(
                        "RESPONDENT_STATED",
                        r -> new Reception(
                                r.channel(),
                                r.arrivedAt(),
                                r.occurred(),
                                r.place(),
                                new Respondent(null, null, null),
                                r.course(),
                                r.demand(),
                                null,
                                r.complainant(),
                                0,
                                null)),
                new Registration(
                        "CONTACT_STATED",
                        r -> new Reception(
                                r.channel(),
                                r.arrivedAt(),
                                r.occurred(),
                                r.place(),
                                r.respondent(),
                                r.course(),
                                r.demand(),
                                null,
                                new Complainant(
                                        Reception.Capacity.OWNER,
                                        null,
                                        null,
                                        ContactMethod.NONE_GIVEN,
                                        null,
                                        null,
                                        null),
                                0,
                                null)),
                new Registration("ARRIVED_BEFORE_RECEIVED", r -> with(r, Story.T0.plusSeconds(1), 0)),
                new Registration("RAISED_BEFORE_IN_RANGE", r -> with(r, null, 100)),
                new Registration("PLACE_AND_DEMAND_STATED", RulesTest::withoutPlace));
    }

    private static Reception withoutPlace(Reception r) {
        return new Reception(
                r.channel(),
                r.arrivedAt(),
                r.occurred(),
                null,
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                r.complainant(),
                0,
                null);
    }

    private static Reception with(Reception r, Occurrence occurred) {
        return new Reception(
                r.channel(),
                r.arrivedAt(),
                occurred,
                r.place(),
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                r.complainant(),
                0,
                null);
    }

    private static Reception with(Reception r, Instant arrivedAt, int raisedBefore) {
        return new Reception(
                r.channel(),
                arrivedAt,
                r.occurred(),
                r.place(),
                r.respondent(),
                r.course(),
                r.demand(),
                null,
                r.complainant(),
                raisedBefore,
                null);
    }

    private static RegisterComplaint register(Reception reception) {
        return new RegisterComplaint(ID, Story.CENTRE, Act.now("receptionist", Story.T0), reception);
    }

    private static Story planned(Story story) {
        return story.planned(MeasureKind.CORRECTIVE).planned(MeasureKind.PREVENTIVE);
    }

    private static Story request() {
        return Story.begun().classified(Classification.SERVICE_REQUEST).routedTo("engineering");
    }

    private static Act at(Story story, Duration offset, boolean reason) {
        return new Act(
                "receptionist",
                story.next().plus(offset),
                reason ? TEXT : null,
                story.next(),
                Source.API,
                null,
                null,
                null,
                null);
    }

    private static Act expecting(Story story, long sequence) {
        return new Act("receptionist", null, null, story.next(), Source.API, null, null, sequence, null);
    }

    private static ComplaintCommand present(Act act, Role to) {
        return new PresentComplaint(ID, act, to, null);
    }

    private static ComplaintCommand classify(Story s, Classification to, Criterion criterion) {
        return new ClassifyComplaint(ID, s.by("receptionist"), to, criterion, TEXT);
    }

    private static ComplaintCommand assess(Story s, SeverityGround ground) {
        return new AssessSeverity(ID, s.by("supervisor"), ground.severity(), ground, TEXT);
    }

    private static ComplaintCommand complete(Story s) {
        return new CompleteHandling(ID, s.by("head"), TEXT, DemandMet.FULLY, null, null);
    }

    private static ComplaintCommand submit(Story s) {
        return new SubmitHandlingRecord(ID, s.by("head"), TEXT);
    }

    private static ComplaintCommand accept(Story s) {
        return new AcceptHandlingRecord(ID, s.by("receptionist"), null);
    }

    private static ComplaintCommand report(Story s) {
        return new ReportToSupervisor(ID, s.by("receptionist"), null);
    }

    private static ComplaintCommand inform(Story s, Means means) {
        return new InformOwner(ID, s.by("receptionist"), means, true, null);
    }

    private static ComplaintCommand visit(Story s, boolean reached, Integer satisfaction) {
        return new RecordReturnVisit(ID, s.by("receptionist"), PHONE, reached, satisfaction, null);
    }
}
