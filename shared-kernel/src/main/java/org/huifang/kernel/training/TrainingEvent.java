package org.huifang.kernel.training;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;

/** What happens to a training. Every record is stored for ever: change one only through an upcaster. */
public sealed interface TrainingEvent {
    TrainingId training();

    Stamp stamp();

    /** §4.6.5 */
    @EventName("training.planned")
    record TrainingPlanned(TrainingId training, TrainingPlan plan, Stamp stamp) implements TrainingEvent {}

    /** §4.6.5 */
    @EventName("training.people-invited")
    record PeopleInvited(TrainingId training, Set<String> people, Stamp stamp) implements TrainingEvent {}

    /** §4.6.5 */
    @EventName("training.held")
    record TrainingHeld(TrainingId training, Instant heldAt, Set<String> attended, Stamp stamp)
            implements TrainingEvent {}

    /** §4.6.5 */
    @EventName("training.cancelled")
    record TrainingCancelled(TrainingId training, String reason, Stamp stamp) implements TrainingEvent {}

    /** §4.6.5, by who answered; {@code right} of all questions. */
    @EventName("training.quiz-answered")
    record QuizAnswered(TrainingId training, List<Set<Integer>> answers, int right, boolean passed, Stamp stamp)
            implements TrainingEvent {}
}
