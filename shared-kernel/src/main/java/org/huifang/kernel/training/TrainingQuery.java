package org.huifang.kernel.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of trainings (§4.6.5): all by who plans them and the auditor, their own by who takes part. */
public sealed interface TrainingQuery {
    String person();

    /** Answered by {@link FoundTraining}. */
    record FindTraining(String person, TrainingId training) implements TrainingQuery {}

    /** Answered by {@link FoundTrainings}: the latest first. */
    record FindTrainings(String person, boolean mine, int first) implements TrainingQuery {}

    /** Answered by {@link FoundCoverage}: of all departments at a centre, or at all centres. */
    record FindCoverage(String person, @Nullable String centre) implements TrainingQuery {}

    /** Answered by {@link FoundEffect}. */
    record FindEffect(String person, TrainingId training, int days) implements TrainingQuery {}

    record FoundTraining(@Nullable TrainingView training) {}

    record FoundTrainings(List<TrainingView> trainings) {}

    /**
     * @param people appointed there now
     * @param attended of those, any training; {@code passed} any quiz; {@code read} any case
     */
    record Coverage(String centre, String department, int people, int attended, int passed, int read) {}

    record FoundCoverage(List<Coverage> coverage) {}

    /**
     * Complaints by the criteria of the training's cases, of its centre where it has one.
     *
     * @param before received in so many days before it was held, {@code after} since then, at most as many days
     * @param daysAfter that have passed since, at most {@code days}
     */
    record Effect(int days, int before, int after, int daysAfter) {}

    record FoundEffect(@Nullable Effect effect) {}
}
