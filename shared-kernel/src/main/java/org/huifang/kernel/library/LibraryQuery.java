package org.huifang.kernel.library;

import java.util.List;
import java.util.Set;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Severity;
import org.jspecify.annotations.Nullable;

/** What may be asked of the library (§4.6.5); readers find what is published, the quality department everything. */
public sealed interface LibraryQuery {
    String person();

    /** Answered by {@link FoundCase}. */
    record FindCase(String person, LibraryCaseId libraryCase) implements LibraryQuery {}

    /** Answered by {@link FoundCases}. */
    record FindCases(
            String person,
            CaseFilter filter,
            Order order,
            int first,
            @Nullable String after) implements LibraryQuery {}

    /** Answered by {@link FoundSimilar}: cases that may help with a complaint the person sees. */
    record FindSimilar(String person, ComplaintId complaint, int first) implements LibraryQuery {}

    /** Answered by {@link Proposal}: what a case from these archived complaints might tell, with nobody in it. */
    record ProposeCase(String person, List<ComplaintId> complaints) implements LibraryQuery {}

    /**
     * All of what is given must hold.
     *
     * @param text words that must all stand in it, each at least as a part; at most {@value #TEXT_AT_MOST} characters
     */
    record CaseFilter(
            @Nullable String text,
            @Nullable Criterion criterion,
            @Nullable Severity severity,
            @Nullable String department,
            @Nullable String tag,
            @Nullable CaseState state) {
        public static final int TEXT_AT_MOST = 100;
    }

    enum Order {
        NEWEST,
        /** Where the words stand more often and further ahead; among the newest hundred that match. */
        BEST
    }

    record FoundCase(@Nullable LibraryCaseView libraryCase) {}

    /** @param count of all that match */
    record FoundCases(
            List<LibraryCaseView> cases,
            int count,
            boolean more,
            @Nullable String end) {}

    /**
     * @param words that both tell
     * @param sameCriterion judged by the same sentence of §4.3; {@code sameDepartment} likewise
     */
    record Similar(LibraryCaseView libraryCase, Set<String> words, boolean sameCriterion, boolean sameDepartment) {}

    record FoundSimilar(List<Similar> similar) {}

    /** @param text absent where there is no such archived complaint for the person */
    record Proposal(@Nullable CaseText text) {}
}
