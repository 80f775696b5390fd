package org.huifang.kernel.training;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training.
 *
 * @param plan for who takes part without the right answers
 * @param people who was invited or attended, by id
 */
public record TrainingView(
        TrainingId id,
        TrainingState state,
        TrainingPlan plan,
        @Nullable Instant heldAt,
        @Nullable String reason,
        List<Participant> people,
        long sequence) {

    /**
     * @param attempts at the quiz
     * @param right of the best attempt; absent before the first
     */
    public record Participant(
            String person,
            boolean invited,
            boolean attended,
            int attempts,
            @Nullable Integer right,
            boolean passed) {}
}
