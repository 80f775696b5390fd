package org.huifang.kernel.forum;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** What happens to a post on an owners' forum. Every record is stored for ever: change one only through an upcaster. */
public sealed interface ForumPostEvent {
    ForumPostId post();

    Stamp stamp();

    /** §4.6.7: by the watcher, or, by the system, in a feed. */
    @EventName("forum-post.found")
    record ForumPostFound(ForumPostId post, Post found, Stamp stamp) implements ForumPostEvent {}

    /** §4.6.7: by a department; the post as it was passed on. */
    @EventName("forum-post.relayed")
    record ForumPostRelayed(ForumPostId post, Post found, String department, Instant relayedAt, Stamp stamp)
            implements ForumPostEvent {}

    /** §4.6.7: saying that it is accepted, with the proof. */
    @EventName("forum-post.replied")
    record ForumPostReplied(
            ForumPostId post,
            Personal text,
            Instant repliedAt,
            @Nullable Personal whyLate,
            @Nullable String template,
            WebAddress address,
            @Nullable String screenshot,
            Stamp stamp)
            implements ForumPostEvent {}

    /** §4.6.7 */
    @EventName("forum-post.linked")
    record ForumPostLinked(ForumPostId post, ComplaintId complaint, Stamp stamp) implements ForumPostEvent {}

    /** §4.6.7 */
    @EventName("forum-post.judged-no-complaint")
    record ForumPostJudgedNoComplaint(ForumPostId post, Personal reason, Stamp stamp) implements ForumPostEvent {}

    /** §4.6.7 */
    @EventName("forum-post.reconsidered")
    record ForumPostReconsidered(ForumPostId post, Personal reason, Stamp stamp) implements ForumPostEvent {}

    /** §4.6.7; {@code next} is when something may change next by the passing of time alone. */
    @EventName("forum-post.promises-observed")
    record ForumPromisesObserved(
            ForumPostId post,
            List<PromiseChange> changes,
            @Nullable Instant next,
            Stamp stamp) implements ForumPostEvent {}
}
