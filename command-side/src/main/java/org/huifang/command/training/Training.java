package org.huifang.command.training;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Authority;
import org.huifang.command.Requests;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.training.TrainingCommand;
import org.huifang.kernel.training.TrainingCommand.AnswerQuiz;
import org.huifang.kernel.training.TrainingCommand.CancelTraining;
import org.huifang.kernel.training.TrainingCommand.HoldTraining;
import org.huifang.kernel.training.TrainingCommand.InvitePeople;
import org.huifang.kernel.training.TrainingCommand.PlanTraining;
import org.huifang.kernel.training.TrainingEvent;
import org.huifang.kernel.training.TrainingEvent.PeopleInvited;
import org.huifang.kernel.training.TrainingEvent.QuizAnswered;
import org.huifang.kernel.training.TrainingEvent.TrainingCancelled;
import org.huifang.kernel.training.TrainingEvent.TrainingHeld;
import org.huifang.kernel.training.TrainingEvent.TrainingPlanned;
import org.huifang.kernel.training.TrainingId;
import org.huifang.kernel.training.TrainingPlan;
import org.huifang.kernel.training.TrainingState;
import org.jspecify.annotations.Nullable;

/** A training (§4.6.5): planned from cases, people invited, held, its quiz answered. */
@Aggregate(type = "training", cache = "aggregates")
public class Training {
    private static final int PERCENT = 100;

    @AggregateIdentifier
    private @Nullable TrainingId id;

    @Nullable
    TrainingState state;

    @Nullable
    TrainingPlan plan;

    final Set<String> attended = new HashSet<>();
    final Set<String> passed = new HashSet<>();
    final Map<String, Integer> attempts = new HashMap<>();
    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected Training() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(PlanTraining c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.PLAN_TRAINING,
                TrainingRules.PLAN,
                directory,
                stamp -> new TrainingPlanned(c.training(), c.plan(), stamp));
    }

    @CommandHandler
    Accepted handle(InvitePeople c, CompanyDirectory directory) {
        TrainingRules.requireKnown(c.people(), directory);
        return decide(
                c,
                Operation.PLAN_TRAINING,
                TrainingRules.INVITE,
                directory,
                stamp -> new PeopleInvited(c.training(), c.people(), stamp));
    }

    @CommandHandler
    Accepted handle(HoldTraining c, CompanyDirectory directory) {
        TrainingRules.requireKnown(c.attended(), directory);
        return decide(
                c,
                Operation.PLAN_TRAINING,
                TrainingRules.HOLD,
                directory,
                stamp -> new TrainingHeld(c.training(), Requests.seconds(c.heldAt()), c.attended(), stamp));
    }

    @CommandHandler
    Accepted handle(CancelTraining c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.PLAN_TRAINING,
                TrainingRules.CANCEL,
                directory,
                stamp -> new TrainingCancelled(c.training(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(AnswerQuiz c, CompanyDirectory directory) {
        return decide(c, Operation.READ_LIBRARY, TrainingRules.ANSWER, directory, stamp -> answered(c, stamp));
    }

    private QuizAnswered answered(AnswerQuiz c, Stamp stamp) {
        TrainingPlan planned = Objects.requireNonNull(plan);
        List<TrainingPlan.Question> questions = planned.questions();
        int right = 0;
        for (int i = 0; i < questions.size(); i++) {
            right += questions.get(i).right().equals(c.answers().get(i)) ? 1 : 0;
        }
        boolean enough = right * PERCENT >= planned.passPercent() * questions.size();
        return new QuizAnswered(c.training(), c.answers(), right, enough, stamp);
    }

    private <C extends TrainingCommand> Accepted decide(
            C command,
            Operation operation,
            RuleBook<Training, C> rules,
            CompanyDirectory directory,
            Function<Stamp, TrainingEvent> fact) {
        var act = command.act();
        if (requests.repeats(act)) {
            return new Accepted(command.training().toString(), getVersion(), true);
        }
        Role role = Authority.requireAnywhere(operation, act, directory);
        rules.require(this, command);
        int policy =
                directory.current().policyAt(requests.now(act.recordedAt())).version();
        apply(fact.apply(requests.stamp(act, role, "", policy)));
        return new Accepted(command.training().toString(), getVersion(), false);
    }

    @EventSourcingHandler
    void on(TrainingEvent event) {
        id = event.training();
        if (event instanceof TrainingPlanned e) {
            state = TrainingState.PLANNED;
            plan = e.plan();
        } else if (event instanceof TrainingHeld e) {
            state = TrainingState.HELD;
            attended.addAll(e.attended());
        } else if (event instanceof TrainingCancelled) {
            state = TrainingState.CANCELLED;
        } else if (event instanceof QuizAnswered e) {
            String person = e.stamp().person();
            attempts.merge(person, 1, Integer::sum);
            if (e.passed()) {
                passed.add(person);
            }
        }
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
