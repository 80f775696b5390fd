package org.huifang.kernel.training;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.library.LibraryCaseId;
import org.jspecify.annotations.Nullable;

/**
 * A training as it is planned (§4.6.5).
 *
 * @param title at most {@value #LINE_AT_MOST} characters, as is {@code place}
 * @param cases published ones, 1 to {@value #CASES_AT_MOST}
 * @param centre whose people it is for; absent: the whole company's
 * @param questions at most {@value #QUESTIONS_AT_MOST}; none: there is no quiz
 * @param passPercent of the questions to be answered right, 1 to 100
 */
public record TrainingPlan(
        String title,
        List<LibraryCaseId> cases,
        @Nullable String centre,
        Instant at,
        String place,
        List<Question> questions,
        int passPercent) {
    public static final int LINE_AT_MOST = 100;
    public static final int CASES_AT_MOST = 20;
    public static final int QUESTIONS_AT_MOST = 30;

    /**
     * A question with its answers.
     *
     * @param text at most {@value #TEXT_AT_MOST} characters, as each option
     * @param options 2 to {@value #OPTIONS_AT_MOST}
     * @param right index of every option that is right, from 0
     */
    public record Question(String text, List<String> options, Set<Integer> right) {
        public static final int TEXT_AT_MOST = 500;
        public static final int OPTIONS_AT_MOST = 8;
    }
}
