package org.huifang.api.training;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.library.LibraryCaseCommand.RequirePublished;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.training.TrainingCommand;
import org.huifang.kernel.training.TrainingCommand.AnswerQuiz;
import org.huifang.kernel.training.TrainingCommand.CancelTraining;
import org.huifang.kernel.training.TrainingCommand.HoldTraining;
import org.huifang.kernel.training.TrainingCommand.InvitePeople;
import org.huifang.kernel.training.TrainingCommand.PlanTraining;
import org.huifang.kernel.training.TrainingId;
import org.huifang.kernel.training.TrainingPlan;
import org.huifang.kernel.training.TrainingPlan.Question;
import org.huifang.kernel.training.TrainingQuery.FindTraining;
import org.huifang.kernel.training.TrainingQuery.FoundTraining;
import org.huifang.kernel.training.TrainingView;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** §4.6.5: one mutation a command; answered once the view shows it. */
@Controller
class TrainingMutations {
    private final Commanding commanding;
    private final QueryGateway queries;

    TrainingMutations(Commanding commanding, QueryGateway queries) {
        this.commanding = commanding;
        this.queries = queries;
    }

    /** The answer to a mutation. */
    record Payload(@Nullable TrainingView training, boolean current, boolean changed, List<UserError> userErrors) {
        static Payload of(Answer<TrainingView> answer) {
            return new Payload(answer.view(), answer.current(), answer.changed(), answer.userErrors());
        }
    }

    record QuestionInput(String text, List<String> options, List<Integer> right) {}

    record PlanInput(
            String title,
            List<String> cases,
            @Nullable String centre,
            Instant at,
            String place,
            List<QuestionInput> questions,
            int passPercent) {
        TrainingPlan plan() {
            return new TrainingPlan(
                    title,
                    cases.stream().map(PlanInput::libraryCase).distinct().toList(),
                    centre,
                    at,
                    place,
                    questions.stream()
                            .map(question ->
                                    new Question(question.text(), question.options(), Set.copyOf(question.right())))
                            .toList(),
                    passPercent);
        }

        private static LibraryCaseId libraryCase(String id) {
            try {
                return LibraryCaseId.parse(id);
            } catch (IllegalArgumentException e) {
                throw unknownCase();
            }
        }
    }

    @MutationMapping
    Payload planTraining(
            @Argument PlanInput plan,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            TrainingPlan planned = plan.plan();
            planned.cases()
                    .forEach(one -> commanding.send(new RequirePublished(one, act), TrainingMutations::unknownCase));
            TrainingId id = key == null ? TrainingId.random() : TrainingId.derived(act.person(), key);
            return new PlanTraining(id, act, planned);
        });
    }

    @MutationMapping
    Payload inviteToTraining(
            @Argument String training,
            @Argument List<String> people,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> new InvitePeople(known(training), act, Set.copyOf(people)));
    }

    @MutationMapping
    Payload holdTraining(
            @Argument String training,
            @Argument Instant heldAt,
            @Argument List<String> attended,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                environment,
                principal,
                key,
                act -> new HoldTraining(known(training), act, heldAt, Set.copyOf(attended)));
    }

    @MutationMapping
    Payload cancelTraining(
            @Argument String training,
            @Argument String reason,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> new CancelTraining(known(training), act, reason));
    }

    @MutationMapping
    Payload answerQuiz(
            @Argument String training,
            @Argument List<List<Integer>> answers,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                environment,
                principal,
                key,
                act -> new AnswerQuiz(
                        known(training), act, answers.stream().map(Set::copyOf).toList()));
    }

    private Payload take(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            Function<Act, TrainingCommand> command) {
        return Payload.of(commanding.take(
                environment,
                principal,
                key,
                null,
                act -> new Step(command.apply(act), TrainingId.KIND, TrainingMutations::unknown),
                (person, stream) -> queries.query(
                                new FindTraining(person, TrainingId.parse(stream)), FoundTraining.class)
                        .join()
                        .training()));
    }

    static Optional<TrainingId> parse(String id) {
        try {
            return Optional.of(TrainingId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TrainingId known(String id) {
        return parse(id).orElseThrow(TrainingMutations::unknown);
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("TRAINING_KNOWN", "§4.6.5", "training", "没有这次培训", "There is no such training"));
    }

    private static RefusedException unknownCase() {
        return new RefusedException(new Refusal("CASE_KNOWN", "§4.6.5", "cases", "没有这个案例", "There is no such case"));
    }
}
