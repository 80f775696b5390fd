package org.huifang.kernel.training;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;

/** What is asked to be done with a training (§4.6.5); answered by {@link org.huifang.kernel.Accepted}. */
public sealed interface TrainingCommand {
    TrainingId training();

    Act act();

    record PlanTraining(@TargetAggregateIdentifier TrainingId training, Act act, TrainingPlan plan)
            implements TrainingCommand {}

    record InvitePeople(@TargetAggregateIdentifier TrainingId training, Act act, Set<String> people)
            implements TrainingCommand {}

    /** @param attended who was there, invited or not */
    record HoldTraining(@TargetAggregateIdentifier TrainingId training, Act act, Instant heldAt, Set<String> attended)
            implements TrainingCommand {}

    record CancelTraining(@TargetAggregateIdentifier TrainingId training, Act act, String reason)
            implements TrainingCommand {}

    /** @param answers to each question, by the options' index from 0 */
    record AnswerQuiz(@TargetAggregateIdentifier TrainingId training, Act act, List<Set<Integer>> answers)
            implements TrainingCommand {}
}
