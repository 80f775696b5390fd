package org.huifang.command.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.OrganisationEvent.CentreOpened;
import org.huifang.kernel.organisation.OrganisationEvent.DepartmentFormed;
import org.huifang.kernel.organisation.OrganisationEvent.DeputyNamed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonLeft;
import org.huifang.kernel.organisation.OrganisationEvent.PolicyAdopted;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromisePolicy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The company over time: roles that begin and end, deputies, people who leave, policies that take over. */
public class OrganisationTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Place YH = new Place("YH", Set.of("engineering"));

    /** Those that are tested here; the others are at the server. */
    public static Set<String> rules() {
        return RuleCase.rules(appointing());
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfAppointing() {
        return RuleCase.tests(appointing(), OrganisationTest::fixture);
    }

    private static Stream<RuleCase<OrganisationEvent>> appointing() {
        return Stream.of(
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.MANAGER, "MOON", null)),
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.MANAGER, null, null)),
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.QUALITY, "YH", null)),
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.MANAGER, "YH", "engineering")),
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.DEPARTMENT_HEAD, "YH", null)),
                refusing("APPOINTED_TO_KNOWN_PLACE", new Appointment(Role.DEPARTMENT_STAFF, "YH", "moon")),
                refusing("ROLE_APPOINTED", new Appointment(Role.OWNER, "YH", null)),
                refusing("ROLE_APPOINTED", new Appointment(Role.SYSTEM, null, null)));
    }

    private static RuleCase<OrganisationEvent> refusing(String rule, Appointment refused) {
        return new RuleCase<>(
                rule,
                company(),
                appoint(refused),
                company(),
                appoint(
                        new Appointment(Role.DEPARTMENT_HEAD, "YH", "engineering"),
                        new Appointment(Role.MANAGER, "YH", null),
                        new Appointment(Role.QUALITY, null, null)));
    }

    /** What a log holds from before stands as it is. */
    @Test
    void whoWasAppointedOtherwiseBeforeStaysAppointed() {
        List<OrganisationEvent> log = new ArrayList<>(company());
        log.add(appointed("head", new Appointment(Role.DEPARTMENT_HEAD, "YH", null)));
        fixture()
                .given(log)
                .when(appoint(new Appointment(Role.MANAGER, "YH", null)))
                .expectSuccessfulHandlerExecution();
    }

    private static AppointPerson appoint(Appointment... appointments) {
        return new AppointPerson("somebody", "某人", List.of(appointments), Act.now("admin", NOW));
    }

    private static List<OrganisationEvent> company() {
        return List.of(
                appointed("admin", new Appointment(Role.ADMIN, null, null)),
                new CentreOpened("YH", "云河", "Asia/Shanghai", 100, "admin", NOW),
                new DepartmentFormed("engineering", "工程部", "admin", NOW));
    }

    private static AggregateTestFixture<Organisation> fixture() {
        AggregateTestFixture<Organisation> fixture = new AggregateTestFixture<>(Organisation.class);
        fixture.registerAnnotatedCommandHandler(new OrganisationHandler(fixture.getRepository()));
        fixture.setReportIllegalStateChange(false);
        return fixture;
    }

    @Test
    void rolesHoldFromAndUntil() {
        Directory directory =
                directory(appointed("a", new Appointment(Role.RECEPTIONIST, "YH", null, NOW, NOW.plusSeconds(60))));
        assertThat(roles(directory, "a", NOW.minusSeconds(1))).isEmpty();
        assertThat(roles(directory, "a", NOW)).containsExactly(Role.RECEPTIONIST);
        assertThat(roles(directory, "a", NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aDeputyActsForTheTimeAndOnlyInTheOwnRightsOfWhomTheyReplace() {
        Directory directory = directory(
                appointed("a", new Appointment(Role.RECEPTIONIST, "YH", null)),
                appointed("b"),
                appointed("c"),
                new DeputyNamed("a", "b", NOW, NOW.plusSeconds(60), "admin", NOW),
                new DeputyNamed("b", "c", NOW, NOW.plusSeconds(60), "admin", NOW));
        assertThat(roles(directory, "b", NOW)).containsExactly(Role.RECEPTIONIST);
        assertThat(roles(directory, "b", NOW.plusSeconds(60))).isEmpty();
        assertThat(roles(directory, "c", NOW)).isEmpty();
    }

    @Test
    void whoLeftMayNothingNorMayTheirDeputy() {
        Directory directory = directory(
                appointed("a", new Appointment(Role.RECEPTIONIST, "YH", null)),
                appointed("b"),
                new DeputyNamed("a", "b", NOW, NOW.plusSeconds(60), "admin", NOW),
                new PersonLeft("a", NOW.plusSeconds(30), "admin", NOW));
        assertThat(roles(directory, "a", NOW.plusSeconds(29))).containsExactly(Role.RECEPTIONIST);
        assertThat(directory.acting("a", NOW.plusSeconds(30))).isEmpty();
        assertThat(roles(directory, "b", NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void aDeputyWhoLeftDeputisesNoMoreUntilTheyAreAppointedAgain() {
        Directory directory = directory(
                appointed("a", new Appointment(Role.RECEPTIONIST, "YH", null)),
                appointed("b"),
                new DeputyNamed("a", "b", NOW, NOW.plusSeconds(60), "admin", NOW),
                new PersonLeft("b", NOW.plusSeconds(30), "admin", NOW));
        assertThat(roles(directory, "b", NOW.plusSeconds(29))).containsExactly(Role.RECEPTIONIST);
        assertThat(directory.acting("b", NOW.plusSeconds(30))).isEmpty();
        assertThat(roles(directory.after(appointed("b"), 4), "b", NOW.plusSeconds(30)))
                .containsExactly(Role.RECEPTIONIST);
    }

    @Test
    void whoTookItUpSeesItWhereverItIsWhileTheyHaveAnyRole() {
        Directory directory = directory(
                appointed("a", new Appointment(Role.RECEPTIONIST, "BY", null)),
                appointed("b", new Appointment(Role.RECEPTIONIST, "BY", null, NOW, NOW.plusSeconds(60))));
        assertThat(directory.acting("a", NOW).orElseThrow().sees(YH, "a")).isTrue();
        assertThat(directory.acting("a", NOW).orElseThrow().sees(YH, "b")).isFalse();
        assertThat(directory.acting("b", NOW).orElseThrow().sees(YH, "b")).isTrue();
        assertThat(directory.acting("b", NOW.plusSeconds(60)).orElseThrow().sees(YH, "b"))
                .isFalse();
    }

    @Test
    void policiesTakeOverFromTheirInstantAndKeepTheirVersions() {
        PromisePolicy stricter = PromisePolicy.DEFAULT.withVersion(2);
        Directory directory = directory(
                new PolicyAdopted(new Policy(stricter, HouseRules.DEFAULT), NOW.plusSeconds(60), "旺季", "admin", NOW));
        assertThat(directory.policyAt(NOW.plusSeconds(59)).version()).isEqualTo(1);
        assertThat(directory.policyAt(NOW.plusSeconds(60)).version()).isEqualTo(2);
        assertThat(directory.policy(1)).contains(Policy.DEFAULT);
        assertThat(directory.policy(3)).isEmpty();
    }

    private static List<Role> roles(Directory directory, String person, Instant at) {
        return directory.acting(person, at).orElseThrow().rolesFor(Operation.CLASSIFY, Operation.CLASSIFY.roles(), YH);
    }

    private static OrganisationEvent appointed(String person, Appointment... appointments) {
        return new PersonAppointed(person, person, List.of(appointments), "admin", NOW);
    }

    private static Directory directory(OrganisationEvent... events) {
        Directory directory = Directory.EMPTY;
        for (int i = 0; i < events.length; i++) {
            directory = directory.after(events[i], i);
        }
        return directory;
    }
}
