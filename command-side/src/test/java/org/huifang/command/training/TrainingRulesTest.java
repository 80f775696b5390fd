package org.huifang.command.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.huifang.command.FixedDirectory;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.training.TrainingCommand.AnswerQuiz;
import org.huifang.kernel.training.TrainingCommand.CancelTraining;
import org.huifang.kernel.training.TrainingCommand.HoldTraining;
import org.huifang.kernel.training.TrainingCommand.InvitePeople;
import org.huifang.kernel.training.TrainingCommand.PlanTraining;
import org.huifang.kernel.training.TrainingEvent;
import org.huifang.kernel.training.TrainingEvent.QuizAnswered;
import org.huifang.kernel.training.TrainingEvent.TrainingHeld;
import org.huifang.kernel.training.TrainingEvent.TrainingPlanned;
import org.huifang.kernel.training.TrainingId;
import org.huifang.kernel.training.TrainingPlan;
import org.huifang.kernel.training.TrainingPlan.Question;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of trainings refuses once and lets pass once, by its own name; quizzes are counted right. */
public class TrainingRulesTest {
    private static final TrainingId ID = TrainingId.parse("5a7cbb52-5f2e-4f0e-9c43-0d9f3a1f0c11");
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");
    private static final LibraryCaseId CASE = LibraryCaseId.parse("7d9f0c0a-0f5e-4a57-8f0e-3c2e1b7a9d02");

    /** Every rule that is tested here. */
    public static Set<String> rules() {
        return RuleCase.rules(cases());
    }

    @TestFactory
    Stream<DynamicTest> everyRule() {
        return RuleCase.tests(cases(), TrainingRulesTest::fixture);
    }

    private static Stream<RuleCase<TrainingEvent>> cases() {
        Act planner = by("planner");
        Act trainee = by("trainee");
        return Stream.of(
                new RuleCase<>(
                        "TRAINING_ID_TAKEN",
                        planned(),
                        new PlanTraining(ID, planner, plan(80, Set.of(0))),
                        List.of(),
                        new PlanTraining(ID, planner, plan(80, Set.of(0)))),
                new RuleCase<>(
                        "TRAINING_IN_RANGE",
                        List.of(),
                        new PlanTraining(ID, planner, plan(0, Set.of(0))),
                        List.of(),
                        new PlanTraining(ID, planner, plan(100, Set.of(0)))),
                new RuleCase<>(
                        "QUESTIONS_ANSWERABLE",
                        List.of(),
                        new PlanTraining(ID, planner, plan(80, Set.of(2))),
                        List.of(),
                        new PlanTraining(ID, planner, plan(80, Set.of(0, 1)))),
                new RuleCase<>(
                        "PEOPLE_BOUNDED",
                        planned(),
                        new InvitePeople(ID, planner, Set.of()),
                        planned(),
                        new InvitePeople(ID, planner, Set.of("trainee"))),
                new RuleCase<>(
                        "TRAINING_PLANNED",
                        held(),
                        new InvitePeople(ID, planner, Set.of("trainee")),
                        planned(),
                        new InvitePeople(ID, planner, Set.of("trainee"))),
                new RuleCase<>(
                        "HELD_BY_NOW",
                        planned(),
                        new HoldTraining(ID, planner, NOW.plusSeconds(1), Set.of("trainee")),
                        planned(),
                        new HoldTraining(ID, planner, NOW, Set.of("trainee"))),
                new RuleCase<>(
                        "CANCELLED_WITH_REASON",
                        planned(),
                        new CancelTraining(ID, planner, " "),
                        planned(),
                        new CancelTraining(ID, planner, "改期")),
                new RuleCase<>(
                        "ATTENDED_BEFORE_ANSWERED",
                        held(),
                        new AnswerQuiz(ID, by("planner"), List.of(Set.of(0))),
                        held(),
                        new AnswerQuiz(ID, trainee, List.of(Set.of(0)))),
                new RuleCase<>(
                        "EVERY_QUESTION_ANSWERED",
                        held(),
                        new AnswerQuiz(ID, trainee, List.of()),
                        held(),
                        new AnswerQuiz(ID, trainee, List.of(Set.of(0)))),
                new RuleCase<>(
                        "QUIZ_NOT_PASSED_YET",
                        and(held(), new QuizAnswered(ID, List.of(Set.of(0)), 1, true, stamp("trainee"))),
                        new AnswerQuiz(ID, trainee, List.of(Set.of(0))),
                        and(held(), new QuizAnswered(ID, List.of(Set.of(1)), 0, false, stamp("trainee"))),
                        new AnswerQuiz(ID, trainee, List.of(Set.of(0)))));
    }

    @Test
    void countsWhatIsRight() {
        Stamp stamp = new Stamp(NOW, NOW, "trainee", Role.TRAINEE, "", Source.API, 1, null, null, null);
        fixture()
                .given(held())
                .when(new AnswerQuiz(ID, by("trainee"), List.of(Set.of(0))))
                .expectEvents(new QuizAnswered(ID, List.of(Set.of(0)), 1, true, stamp));
        fixture()
                .given(held())
                .when(new AnswerQuiz(ID, by("trainee"), List.of(Set.of(0, 1))))
                .expectEvents(new QuizAnswered(ID, List.of(Set.of(0, 1)), 0, false, stamp));
    }

    @Test
    void onlyTheQualityDepartmentPlansAndOnlyKnownPeopleCome() {
        assertThat(refusals(List.of(), new PlanTraining(ID, by("trainee"), plan(80, Set.of(0)))))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(refusals(planned(), new InvitePeople(ID, by("planner"), Set.of("nobody"))))
                .contains("PERSON_KNOWN");
    }

    private static List<TrainingEvent> planned() {
        return List.of(new TrainingPlanned(ID, plan(80, Set.of(0)), stamp("planner")));
    }

    private static List<TrainingEvent> held() {
        return and(planned(), new TrainingHeld(ID, NOW.minusSeconds(60), Set.of("trainee"), stamp("planner")));
    }

    private static List<TrainingEvent> and(List<TrainingEvent> past, TrainingEvent event) {
        return Stream.concat(past.stream(), Stream.of(event)).toList();
    }

    private static TrainingPlan plan(int passPercent, Set<Integer> right) {
        return new TrainingPlan(
                "电梯应急",
                List.of(CASE),
                "YH",
                NOW,
                "会议室",
                List.of(new Question("警铃多久测试一次", List.of("每日", "每月"), right)),
                passPercent);
    }

    private static Set<String> refusals(List<TrainingEvent> past, Object command) {
        return RuleCase.refusals(fixture(), past, command);
    }

    private static AggregateTestFixture<Training> fixture() {
        return RuleCase.fixture(Training.class, people());
    }

    private static CompanyDirectory people() {
        return new FixedDirectory(
                new Directory(
                        Map.of("YH", new Centre("YH", "云河", ZoneId.of("Asia/Shanghai"), 100)),
                        Map.of(),
                        Map.of(
                                "planner", person("planner", Role.QUALITY, null),
                                "trainee", person("trainee", Role.TRAINEE, "YH")),
                        List.of(),
                        List.of(),
                        0),
                NOW);
    }

    private static Person person(String id, Role role, @Nullable String centre) {
        return new Person(id, id, List.of(new Appointment(role, centre, null)), null);
    }

    private static Act by(String person) {
        return Act.now(person, NOW);
    }

    private static Stamp stamp(String person) {
        Instant at = NOW.minusSeconds(60);
        return new Stamp(at, at, person, Role.QUALITY, "", Source.API, 1, null, null, null);
    }
}
