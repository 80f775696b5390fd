package org.huifang.command.training;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.training.TrainingCommand;
import org.huifang.kernel.training.TrainingCommand.AnswerQuiz;
import org.huifang.kernel.training.TrainingCommand.CancelTraining;
import org.huifang.kernel.training.TrainingCommand.HoldTraining;
import org.huifang.kernel.training.TrainingCommand.InvitePeople;
import org.huifang.kernel.training.TrainingCommand.PlanTraining;
import org.huifang.kernel.training.TrainingPlan;
import org.huifang.kernel.training.TrainingPlan.Question;
import org.huifang.kernel.training.TrainingState;

/** What must hold before a training is planned, held, and its quiz answered (§4.6.5). */
final class TrainingRules {
    private static final int PEOPLE_AT_MOST = 2_000;
    private static final int ATTEMPTS_AT_MOST = 5;
    private static final int REASON_AT_MOST = 2_000;

    static final Rule<Training, PlanTraining> TRAINING_ID_TAKEN =
            new Rule<>("TRAINING_ID_TAKEN", "§4.6.5", null, "这个培训编号已被使用", (training, c) -> training.state == null);
    static final Rule<Training, PlanTraining> TRAINING_IN_RANGE = new Rule<>(
            "TRAINING_IN_RANGE",
            "§4.6.5",
            "plan",
            "请填写标题和地点(100 字内)、1–20 个案例,合格线 1–100%",
            (training, c) -> written(c.plan().title(), TrainingPlan.LINE_AT_MOST)
                    && written(c.plan().place(), TrainingPlan.LINE_AT_MOST)
                    && !c.plan().cases().isEmpty()
                    && c.plan().cases().size() <= TrainingPlan.CASES_AT_MOST
                    && c.plan().passPercent() >= 1
                    && c.plan().passPercent() <= 100);
    static final Rule<Training, PlanTraining> QUESTIONS_ANSWERABLE = new Rule<>(
            "QUESTIONS_ANSWERABLE",
            "§4.6.5",
            "questions",
            "最多 30 题,每题 2–8 个选项,至少一个正确答案,文字不超过 500 字",
            (training, c) -> c.plan().questions().size() <= TrainingPlan.QUESTIONS_AT_MOST
                    && c.plan().questions().stream().allMatch(TrainingRules::answerable));
    static final Rule<Training, InvitePeople> PEOPLE_BOUNDED = new Rule<>(
            "PEOPLE_BOUNDED",
            "§4.6.5",
            "people",
            "每次邀请 1–2000 人",
            (training, c) -> !c.people().isEmpty() && c.people().size() <= PEOPLE_AT_MOST);
    static final Rule<Training, HoldTraining> HELD_BY_NOW =
            new Rule<>("HELD_BY_NOW", "§4.6.5", "heldAt", "举办时间不能晚于当前时间", (training, c) -> !c.heldAt()
                    .isAfter(c.act().recordedAt()));
    static final Rule<Training, CancelTraining> CANCELLED_WITH_REASON = new Rule<>(
            "CANCELLED_WITH_REASON",
            "§4.6.5",
            "reason",
            "取消须写明原因,不超过 2000 字",
            (training, c) -> written(c.reason(), REASON_AT_MOST));
    static final Rule<Training, AnswerQuiz> ATTENDED_BEFORE_ANSWERED = new Rule<>(
            "ATTENDED_BEFORE_ANSWERED",
            "§4.6.5",
            null,
            "参加培训后才能答题",
            (training, c) -> training.attended.contains(c.act().person()));
    static final Rule<Training, AnswerQuiz> EVERY_QUESTION_ANSWERED = new Rule<>(
            "EVERY_QUESTION_ANSWERED",
            "§4.6.5",
            "answers",
            "请回答每一题;本次培训没有题目的不答题",
            (training, c) -> training.plan != null
                    && !training.plan.questions().isEmpty()
                    && training.plan.questions().size() == c.answers().size());
    static final Rule<Training, AnswerQuiz> QUIZ_NOT_PASSED_YET = new Rule<>(
            "QUIZ_NOT_PASSED_YET",
            "§4.6.5",
            null,
            "已合格,或已答满 5 次",
            (training, c) -> !training.passed.contains(c.act().person())
                    && training.attempts.getOrDefault(c.act().person(), 0) < ATTEMPTS_AT_MOST);

    static final RuleBook<Training, PlanTraining> PLAN =
            RuleBook.of(TRAINING_ID_TAKEN, TRAINING_IN_RANGE, QUESTIONS_ANSWERABLE);
    static final RuleBook<Training, InvitePeople> INVITE = RuleBook.of(planned(), PEOPLE_BOUNDED);
    static final RuleBook<Training, HoldTraining> HOLD = RuleBook.of(planned(), HELD_BY_NOW);
    static final RuleBook<Training, CancelTraining> CANCEL = RuleBook.of(planned(), CANCELLED_WITH_REASON);
    static final RuleBook<Training, AnswerQuiz> ANSWER =
            RuleBook.of(ATTENDED_BEFORE_ANSWERED, EVERY_QUESTION_ANSWERED, QUIZ_NOT_PASSED_YET);

    private TrainingRules() {}

    /** @throws RefusedException naming who is not of the company */
    static void requireKnown(Set<String> people, CompanyDirectory directory) {
        List<String> unknown = people.stream()
                .filter(person -> directory.current().person(person).isEmpty())
                .filter(person -> directory.refreshed().person(person).isEmpty())
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException(Rule.refusal("PERSON_KNOWN", "§4.6.5", "people", "没有这个人员"));
        }
    }

    private static <C extends TrainingCommand> Rule<Training, C> planned() {
        return new Rule<>(
                "TRAINING_PLANNED",
                "§4.6.5",
                null,
                "培训已举办或已取消",
                (training, c) -> training.state == TrainingState.PLANNED);
    }

    private static boolean answerable(Question question) {
        return written(question.text(), Question.TEXT_AT_MOST)
                && question.options().size() >= 2
                && question.options().size() <= Question.OPTIONS_AT_MOST
                && question.options().stream().allMatch(option -> written(option, Question.TEXT_AT_MOST))
                && !question.right().isEmpty()
                && IntStream.range(0, question.options().size())
                        .boxed()
                        .toList()
                        .containsAll(question.right().stream()
                                .filter(Objects::nonNull)
                                .toList());
    }

    private static boolean written(String text, int atMost) {
        return !text.isBlank() && text.length() <= atMost;
    }
}
