package org.huifang.kernel.forum;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of forums (§4.6.7); {@code person} asks: what they may not see is as if it were not there (§2). */
public sealed interface ForumQuery {
    String person();

    /** Answered by {@link FoundForumPost}. */
    record FindForumPost(String person, ForumPostId post) implements ForumQuery {}

    /**
     * Answered by {@link FoundForumPosts}.
     *
     * @param states of these; none: all
     */
    record FindForumPosts(
            String person,
            @Nullable String centre,
            Set<ForumPostState> states,
            Order order,
            int first,
            @Nullable String after)
            implements ForumQuery {}

    /** Answered by {@link FoundForumWatch}. */
    record FindForumWatch(String person, String centre) implements ForumQuery {}

    enum Order {
        /** The earliest due reply first. */
        DUE,
        /** The latest posted first. */
        NEWEST
    }

    record FoundForumPost(@Nullable ForumPostView post) {}

    record FoundForumPosts(
            List<ForumPostView> posts,
            boolean more,
            @Nullable String end) {}

    /**
     * @param readings of the feeds
     * @param watchers who are appointed to watch now, by id; none although there is a forum: an alarm
     */
    record FoundForumWatch(@Nullable ForumWatchView watch, List<Reading> readings, List<String> watchers) {}

    /**
     * How a feed was read.
     *
     * @param failures in a row; {@code fault} of the last one
     */
    record Reading(
            String forum,
            @Nullable Instant lastReadAt,
            Instant nextAt,
            int failures,
            @Nullable String fault) {}
}
