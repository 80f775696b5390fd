package org.huifang.command.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.matchers.Matchers;
import org.huifang.command.FixedDirectory;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.OwnerCommand;
import org.huifang.kernel.owner.OwnerCommand.AmendOwner;
import org.huifang.kernel.owner.OwnerCommand.OwnerMovesOut;
import org.huifang.kernel.owner.OwnerCommand.RegisterOwner;
import org.huifang.kernel.owner.OwnerEvent;
import org.huifang.kernel.owner.OwnerEvent.OwnerAmended;
import org.huifang.kernel.owner.OwnerEvent.OwnerMovedOut;
import org.huifang.kernel.owner.OwnerEvent.OwnerRegistered;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.Particulars;
import org.huifang.kernel.owner.Personal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the registry refuses once and lets pass once, by its own name; what changes nothing says nothing. */
public class OwnerRulesTest {
    private static final OwnerId ID = OwnerId.imported("YH", "1");
    private static final Instant T0 = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant NOW = T0.plus(Duration.ofDays(1));
    private static final Personal TEXT = new Personal("key", "sealed");

    /** A past and a command that break a rule, and a past and a command that keep it. */
    private record Case(
            String rule, List<OwnerEvent> broken, OwnerCommand refused, List<OwnerEvent> kept, OwnerCommand passing) {}

    /** Every rule that is tested here. */
    public static Set<String> rules() {
        return cases().map(Case::rule).collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatBreaksIt() {
        return cases().map(
                        c -> DynamicTest.dynamicTest(c.rule(), () -> assertThat(refusals(when(c.broken(), c.refused())))
                                .contains(c.rule())));
    }

    @TestFactory
    Stream<DynamicTest> letsPassWhatKeepsIt() {
        return cases().map(c -> DynamicTest.dynamicTest(
                c.rule(), () -> when(c.kept(), c.passing()).expectSuccessfulHandlerExecution()));
    }

    private static Stream<Case> cases() {
        Act keyed = new Act("receptionist", null, null, NOW, Source.API, "k", "digest", null, null);
        Act keyedOtherwise = new Act("receptionist", null, null, NOW, Source.API, "k", "other", null, null);
        return Stream.of(
                new Case(
                        "ROOM_STATED",
                        List.of(),
                        register(by("receptionist"), stated(0, 0, "a")),
                        List.of(),
                        register(by("receptionist"), stated(1, 0, "a"))),
                new Case(
                        "ROOMS_BOUNDED",
                        registered(),
                        amend(by("receptionist"), stated(21, 0, "b")),
                        registered(),
                        amend(by("receptionist"), stated(20, 0, "b"))),
                new Case(
                        "PHONES_BOUNDED",
                        registered(),
                        amend(by("receptionist"), stated(1, 6, "b")),
                        registered(),
                        amend(by("receptionist"), stated(1, 5, "b"))),
                new Case(
                        "CENTRE_KNOWN",
                        List.of(),
                        new RegisterOwner(ID, "MOON", by("importer"), stated(1, 1, "a")),
                        List.of(),
                        new RegisterOwner(ID, "YH", by("importer"), stated(1, 1, "a"))),
                new Case(
                        "ROLE_NOT_ALLOWED",
                        registered(),
                        amend(by("elsewhere"), stated(1, 1, "b")),
                        registered(),
                        amend(by("supervisor"), stated(1, 1, "b"))),
                new Case(
                        "OWNER_NOT_MOVED_OUT",
                        movedOut(),
                        amend(by("receptionist"), stated(1, 1, "b")),
                        registered(),
                        amend(by("receptionist"), stated(1, 1, "b"))),
                new Case(
                        "MOVED_OUT_BY_NOW",
                        registered(),
                        new OwnerMovesOut(ID, by("receptionist"), NOW.plusSeconds(1)),
                        registered(),
                        new OwnerMovesOut(ID, by("receptionist"), NOW)),
                new Case(
                        "CHANGED_MEANWHILE",
                        registered(),
                        new OwnerMovesOut(ID, expecting(1), null),
                        registered(),
                        new OwnerMovesOut(ID, expecting(0), null)),
                new Case(
                        "OWNER_ID_TAKEN",
                        registered(),
                        register(by("receptionist"), stated(1, 1, "a")),
                        List.of(),
                        register(by("receptionist"), stated(1, 1, "a"))),
                new Case(
                        "IDEMPOTENCY_KEY_REUSED",
                        List.of(registered().get(0), new OwnerAmended(ID, stated(1, 1, "b"), keyedStamp())),
                        amend(keyedOtherwise, stated(1, 1, "c")),
                        List.of(registered().get(0), new OwnerAmended(ID, stated(1, 1, "b"), keyedStamp())),
                        amend(keyed, stated(1, 1, "b"))));
    }

    /** Movers-out are refused twice too, and rooms are asked for in a registration as in an amendment. */
    @Test
    void sharedRulesHoldForEveryCommandTheyConcern() {
        assertThat(refusals(when(movedOut(), new OwnerMovesOut(ID, by("receptionist"), null))))
                .containsExactly("OWNER_NOT_MOVED_OUT");
        assertThat(refusals(when(registered(), amend(by("receptionist"), stated(0, 6, "b")))))
                .containsExactly("ROOM_STATED", "PHONES_BOUNDED");
        assertThat(refusals(when(List.of(), register(by("receptionist"), stated(21, 6, "a")))))
                .containsExactly("ROOMS_BOUNDED", "PHONES_BOUNDED");
        assertThat(refusals(when(List.of(), register(by("manager"), stated(1, 1, "a")))))
                .containsExactly("ROLE_NOT_ALLOWED");
        assertThat(refusals(when(registered(), new OwnerMovesOut(ID, by("manager"), null))))
                .containsExactly("ROLE_NOT_ALLOWED");
    }

    @Test
    void registers() {
        when(List.of(), register(by("receptionist"), stated(2, 1, "a")))
                .expectResultMessagePayload(new Accepted(ID.toString(), 0, false))
                .expectEvents(new OwnerRegistered(
                        ID, stated(2, 1, "a"), stamp("receptionist", Role.RECEPTIONIST, Source.API, NOW)));
    }

    @Test
    void importingTheSameAgainIsNothingNew() {
        when(registered(), register(importing(), stated(1, 1, "a")))
                .expectResultMessagePayload(new Accepted(ID.toString(), 0, true))
                .expectNoEvents();
        when(movedOut(), register(importing(), stated(1, 1, "a"))).expectNoEvents();
    }

    @Test
    void importingOtherContentAmends() {
        when(registered(), register(importing(), stated(1, 1, "b")))
                .expectResultMessagePayload(new Accepted(ID.toString(), 1, false))
                .expectEvents(
                        new OwnerAmended(ID, stated(1, 1, "b"), stamp("importer", Role.IMPORTER, Source.IMPORT, NOW)));
        assertThat(refusals(when(movedOut(), register(importing(), stated(1, 1, "b")))))
                .containsExactly("OWNER_NOT_MOVED_OUT");
    }

    @Test
    void amendingNothingSaysNothing() {
        when(registered(), amend(by("receptionist"), stated(1, 1, "a")))
                .expectResultMessagePayload(new Accepted(ID.toString(), 0, true))
                .expectNoEvents();
    }

    @Test
    void movingOutIsToldWithWhenAndWhenRecorded() {
        when(registered(), new OwnerMovesOut(ID, by("receptionist"), T0.plusMillis(1_500)))
                .expectEvents(new OwnerMovedOut(
                        ID, T0.plusSeconds(1), stamp("receptionist", Role.RECEPTIONIST, Source.API, NOW)));
        when(registered(), new OwnerMovesOut(ID, by("receptionist"), null))
                .expectEvents(new OwnerMovedOut(ID, NOW, stamp("receptionist", Role.RECEPTIONIST, Source.API, NOW)));
    }

    @Test
    void aKeyedRequestHappensOnce() {
        Act keyed = new Act("receptionist", null, null, NOW, Source.API, "k", "digest", null, null);
        List<OwnerEvent> left = List.of(registered().get(0), new OwnerMovedOut(ID, T0, keyedStamp()));
        when(left, new OwnerMovesOut(ID, keyed, null))
                .expectResultMessagePayload(new Accepted(ID.toString(), 1, true))
                .expectNoEvents();
    }

    private static ResultValidator<Owner> when(List<OwnerEvent> past, OwnerCommand command) {
        AggregateTestFixture<Owner> fixture = new AggregateTestFixture<>(Owner.class);
        fixture.registerInjectableResource(people());
        return (past.isEmpty() ? fixture.givenNoPriorActivity() : fixture.given(past)).when(command);
    }

    private static List<String> refusals(ResultValidator<Owner> result) {
        List<Refusal> refusals = new ArrayList<>();
        result.expectNoEvents()
                .expectException(Matchers.<Throwable>predicate(
                        thrown -> thrown instanceof RefusedException refused && refusals.addAll(refused.refusals())));
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.clause()).startsWith("§");
            assertThat(refusal.zh()).isNotBlank();
            assertThat(refusal.en()).isNotBlank();
        });
        return refusals.stream().map(Refusal::code).distinct().toList();
    }

    private static RegisterOwner register(Act act, Particulars stated) {
        return new RegisterOwner(ID, "YH", act, stated);
    }

    private static AmendOwner amend(Act act, Particulars stated) {
        return new AmendOwner(ID, act, stated);
    }

    private static Particulars stated(int rooms, int phones, String mark) {
        return new Particulars(
                Capacity.OWNER, TEXT, Collections.nCopies(rooms, TEXT), Collections.nCopies(phones, TEXT), mark);
    }

    private static List<OwnerEvent> registered() {
        return List.of(
                new OwnerRegistered(ID, stated(1, 1, "a"), stamp("receptionist", Role.RECEPTIONIST, Source.API, T0)));
    }

    private static List<OwnerEvent> movedOut() {
        return List.of(
                registered().get(0),
                new OwnerMovedOut(ID, T0, stamp("receptionist", Role.RECEPTIONIST, Source.API, T0)));
    }

    private static Stamp stamp(String person, Role role, Source source, Instant at) {
        return new Stamp(at, at, person, role, "YH", source, 1, null, null, null);
    }

    private static Stamp keyedStamp() {
        return new Stamp(T0, T0, "receptionist", Role.RECEPTIONIST, "YH", Source.API, 1, null, "k", "digest");
    }

    private static Act by(String person) {
        return Act.now(person, NOW);
    }

    private static Act importing() {
        return new Act("importer", null, null, NOW, Source.IMPORT, null, null, null, null);
    }

    private static Act expecting(long sequence) {
        return new Act("receptionist", null, null, NOW, Source.API, null, null, sequence, null);
    }

    private static CompanyDirectory people() {
        Directory directory = new Directory(
                Map.of("YH", new Centre("YH", "云河", ZoneId.of("Asia/Shanghai"), 100)),
                Map.of(),
                Map.of(
                        "receptionist", person("receptionist", Role.RECEPTIONIST, "YH"),
                        "supervisor", person("supervisor", Role.CS_SUPERVISOR, "YH"),
                        "manager", person("manager", Role.MANAGER, "YH"),
                        "elsewhere", person("elsewhere", Role.RECEPTIONIST, "XS"),
                        "importer", person("importer", Role.IMPORTER, null)),
                List.of(),
                List.of(),
                0);
        return new FixedDirectory(directory, NOW);
    }

    private static Person person(String id, Role role, String centre) {
        return new Person(id, id, List.of(new Appointment(role, centre, null)), null);
    }
}
