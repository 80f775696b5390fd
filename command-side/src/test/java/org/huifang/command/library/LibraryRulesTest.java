package org.huifang.command.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.huifang.command.FixedDirectory;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseCommand.DraftCase;
import org.huifang.kernel.library.LibraryCaseCommand.PublishCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReadCase;
import org.huifang.kernel.library.LibraryCaseCommand.RetireCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReturnCase;
import org.huifang.kernel.library.LibraryCaseCommand.ReviseCase;
import org.huifang.kernel.library.LibraryCaseCommand.SubmitCase;
import org.huifang.kernel.library.LibraryCaseEvent;
import org.huifang.kernel.library.LibraryCaseEvent.CaseDrafted;
import org.huifang.kernel.library.LibraryCaseEvent.CasePublished;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRead;
import org.huifang.kernel.library.LibraryCaseEvent.CaseRetired;
import org.huifang.kernel.library.LibraryCaseEvent.CaseSubmitted;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the library refuses once and lets pass once, by its own name. */
public class LibraryRulesTest {
    private static final LibraryCaseId ID = LibraryCaseId.parse("5a7cbb52-5f2e-4f0e-9c43-0d9f3a1f0c11");
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");
    private static final List<ComplaintId> FROM = List.of(ComplaintId.parse("7d9f0c0a-0f5e-4a57-8f0e-3c2e1b7a9d02"));

    /** Every rule that is tested here, or where complaints are. */
    public static Set<String> rules() {
        return Stream.concat(RuleCase.rules(cases()).stream(), Stream.of("CASE_FROM_ARCHIVED_RECORD"))
                .collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> everyRule() {
        return RuleCase.tests(cases(), LibraryRulesTest::fixture);
    }

    private static Stream<RuleCase<LibraryCaseEvent>> cases() {
        Act author = by("author");
        Act reviewer = by("reviewer");
        return Stream.of(
                new RuleCase<>(
                        "CASE_ID_TAKEN",
                        drafted(),
                        new DraftCase(ID, author, FROM, text("停运")),
                        List.of(),
                        new DraftCase(ID, author, FROM, text("停运"))),
                new RuleCase<>(
                        "CASE_FROM_COMPLAINTS",
                        List.of(),
                        new DraftCase(ID, author, List.of(), text("停运")),
                        List.of(),
                        new DraftCase(ID, author, FROM, text("停运"))),
                new RuleCase<>(
                        "CASE_TEXT_IN_RANGE",
                        List.of(),
                        new DraftCase(ID, author, FROM, text(" ")),
                        List.of(),
                        new DraftCase(ID, author, FROM, text("停运"))),
                new RuleCase<>(
                        "CASE_FREE_OF_PERSONAL_DATA",
                        drafted(),
                        new ReviseCase(ID, author, text("3栋2单元1101室停电")),
                        drafted(),
                        new ReviseCase(ID, author, text("某室停电"))),
                new RuleCase<>(
                        "CASE_TO_BE_REVISED",
                        submitted(),
                        new ReviseCase(ID, author, text("停运两次")),
                        published(),
                        new ReviseCase(ID, author, text("停运两次"))),
                new RuleCase<>(
                        "CASE_DRAFTED", submitted(), new SubmitCase(ID, author), drafted(), new SubmitCase(ID, author)),
                new RuleCase<>(
                        "CASE_IN_REVIEW",
                        drafted(),
                        new PublishCase(ID, reviewer),
                        submitted(),
                        new PublishCase(ID, reviewer)),
                new RuleCase<>(
                        "REVIEWED_BY_ANOTHER",
                        submitted(),
                        new PublishCase(ID, author),
                        submitted(),
                        new PublishCase(ID, reviewer)),
                new RuleCase<>(
                        "CASE_RETURNED_WITH_REASON",
                        submitted(),
                        new ReturnCase(ID, reviewer, " "),
                        submitted(),
                        new ReturnCase(ID, reviewer, "请补充教训")),
                new RuleCase<>(
                        "CASE_NOT_RETIRED",
                        and(published(), new CaseRetired(ID, "重复", stamp("author"))),
                        new RetireCase(ID, author, "重复"),
                        published(),
                        new RetireCase(ID, author, "重复")),
                new RuleCase<>(
                        "CASE_RETIRED_WITH_REASON",
                        published(),
                        new RetireCase(ID, author, ""),
                        published(),
                        new RetireCase(ID, author, "重复")),
                new RuleCase<>(
                        "CASE_PUBLISHED",
                        submitted(),
                        new ReadCase(ID, by("trainee")),
                        published(),
                        new ReadCase(ID, by("trainee"))));
    }

    @Test
    void onlyTheQualityDepartmentKeepsIt() {
        assertThat(refusals(List.of(), new DraftCase(ID, by("trainee"), FROM, text("停运"))))
                .contains("ROLE_NOT_ALLOWED");
    }

    @Test
    void whatIsTooLongIsNotLookedThrough() {
        String room = "3栋2单元1101室停电";
        assertThat(refusals(List.of(), new DraftCase(ID, by("author"), FROM, text(room.repeat(1_000)))))
                .containsExactly("CASE_TEXT_IN_RANGE");
    }

    @Test
    void readAgainNothingIsSaidTwice() {
        fixture()
                .given(and(published(), new CaseRead(ID, 1, stamp("trainee"))))
                .when(new ReadCase(ID, by("trainee")))
                .expectNoEvents();
    }

    private static List<LibraryCaseEvent> drafted() {
        return List.of(new CaseDrafted(ID, FROM, text("停运"), stamp("author")));
    }

    private static List<LibraryCaseEvent> submitted() {
        return and(drafted(), new CaseSubmitted(ID, 1, stamp("author")));
    }

    private static List<LibraryCaseEvent> published() {
        return and(submitted(), new CasePublished(ID, 1, stamp("reviewer")));
    }

    private static List<LibraryCaseEvent> and(List<LibraryCaseEvent> past, LibraryCaseEvent event) {
        return Stream.concat(past.stream(), Stream.of(event)).toList();
    }

    private static CaseText text(String facts) {
        return new CaseText("电梯停运", facts, "磨损", "当晚停梯", "每日测试", "加倍维保", null, null, "engineering", Set.of("电梯"));
    }

    private static Set<String> refusals(List<LibraryCaseEvent> past, Object command) {
        return RuleCase.refusals(fixture(), past, command);
    }

    private static AggregateTestFixture<LibraryCase> fixture() {
        return RuleCase.fixture(LibraryCase.class, people());
    }

    private static CompanyDirectory people() {
        return new FixedDirectory(
                new Directory(
                        Map.of("YH", new Centre("YH", "云河", ZoneId.of("Asia/Shanghai"), 100)),
                        Map.of(),
                        Map.of(
                                "author",
                                        new Person(
                                                "author",
                                                "a",
                                                List.of(new Appointment(Role.QUALITY, null, null)),
                                                null),
                                "reviewer",
                                        new Person(
                                                "reviewer",
                                                "r",
                                                List.of(new Appointment(Role.QUALITY, null, null)),
                                                null),
                                "trainee",
                                        new Person(
                                                "trainee",
                                                "t",
                                                List.of(new Appointment(Role.TRAINEE, "YH", null)),
                                                null)),
                        List.of(),
                        List.of(),
                        0),
                NOW);
    }

    private static Act by(String person) {
        return Act.now(person, NOW);
    }

    private static Stamp stamp(String person) {
        Instant at = NOW.minusSeconds(60);
        return new Stamp(at, at, person, Role.QUALITY, "", Source.API, 1, null, null, null);
    }
}
