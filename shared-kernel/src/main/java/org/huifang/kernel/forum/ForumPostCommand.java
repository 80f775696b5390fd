package org.huifang.kernel.forum;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What is asked to be done with a post (§4.6.7); answered by {@link org.huifang.kernel.Accepted}. */
public sealed interface ForumPostCommand {
    ForumPostId post();

    Act act();

    /** By the watcher; of a post that is known already, nothing is changed. */
    record FindForumPost(@TargetAggregateIdentifier ForumPostId post, Act act, String centre, Post found)
            implements ForumPostCommand {}

    /**
     * A department passes it on; also of a post that was found before.
     *
     * @param relayedAt when it told the watcher
     */
    record RelayForumPost(
            @TargetAggregateIdentifier ForumPostId post,
            Act act,
            String centre,
            Post found,
            String department,
            Instant relayedAt)
            implements ForumPostCommand {}

    record ReplyOnForum(@TargetAggregateIdentifier ForumPostId post, Act act, Reply reply)
            implements ForumPostCommand {}

    /**
     * What was written under the post, with its proof.
     *
     * @param says the text as plain as it was written, to be looked at by the rules only
     * @param text the same, sealed
     * @param repliedAt absent: now
     * @param whyLate why it is recorded later than it was written; required with an earlier {@code repliedAt}
     * @param template by its name, where one was used
     * @param address of the reply
     * @param screenshot of it, SHA-256 in hexadecimal, uploaded before
     */
    record Reply(
            String says,
            Personal text,
            @Nullable Instant repliedAt,
            @Nullable Personal whyLate,
            @Nullable String template,
            WebAddress address,
            @Nullable String screenshot) {}

    /** The complaint that was registered from it. */
    record LinkForumPost(@TargetAggregateIdentifier ForumPostId post, Act act, ComplaintId complaint)
            implements ForumPostCommand {}

    record JudgeNoComplaint(@TargetAggregateIdentifier ForumPostId post, Act act, Personal reason)
            implements ForumPostCommand {}

    /** It is one after all. */
    record ReconsiderForumPost(@TargetAggregateIdentifier ForumPostId post, Act act, Personal reason)
            implements ForumPostCommand {}

    /** Refused unless a complaint can be registered from it; nothing happens by it. */
    record RequireRegistrable(@TargetAggregateIdentifier ForumPostId post, Act act) implements ForumPostCommand {}

    /** A feed brought it; of a post that is known already, nothing is changed. */
    record ReceiveForumPost(@TargetAggregateIdentifier ForumPostId post, String centre, Post found, Instant at) {}

    /** A clock says that the reply may have fallen due; harmless when it has not, or when said twice. */
    record CheckForumPost(@TargetAggregateIdentifier ForumPostId post, Instant at) {}
}
