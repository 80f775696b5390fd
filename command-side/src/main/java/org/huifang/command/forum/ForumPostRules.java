package org.huifang.command.forum;

import java.time.Instant;
import java.util.List;
import org.huifang.command.Requests;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.forum.ForumPost.Asked;
import org.huifang.kernel.forum.ForumPostCommand;
import org.huifang.kernel.forum.ForumPostCommand.FindForumPost;
import org.huifang.kernel.forum.ForumPostCommand.JudgeNoComplaint;
import org.huifang.kernel.forum.ForumPostCommand.LinkForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReconsiderForumPost;
import org.huifang.kernel.forum.ForumPostCommand.RelayForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReplyOnForum;
import org.huifang.kernel.forum.ForumPostCommand.RequireRegistrable;
import org.huifang.kernel.forum.Post;
import org.jspecify.annotations.Nullable;

/** What must hold before a post is noted, replied to, registered from or judged (§4.6.7). */
final class ForumPostRules {
    private static final List<String> ACCEPTED = List.of("受理", "accepted");
    private static final List<String> NOT_ACCEPTED = List.of("不受理", "不予受理", "未受理", "没有受理", "not accepted");

    static final Rule<Asked, FindForumPost> FOUND_AFTER_POSTED =
            new Rule<>("FOUND_AFTER_POSTED", "§4.6.7", "postedAt", "发帖时间不能晚于当前时间", (asked, c) -> !Requests.seconds(
                            c.found().postedAt())
                    .isAfter(asked.now()));
    static final Rule<Asked, RelayForumPost> RELAYED_AFTER_POSTED = new Rule<>(
            "RELAYED_AFTER_POSTED",
            "§4.6.7",
            "relayedAt",
            "转告时间须在发帖之后、当前时间之前,且不早于可补记的期限",
            (asked, c) -> within(asked, postedAt(asked, c.found()), c.relayedAt()));
    static final Rule<Asked, RelayForumPost> RELAYED_ONCE =
            new Rule<>("RELAYED_ONCE", "§4.6.7", null, "这个帖子已有部门转告", (asked, c) -> !asked.forumPost().relayed);
    static final Rule<Asked, RelayForumPost> RELAYED_BY_KNOWN_DEPARTMENT = new Rule<>(
            "RELAYED_BY_KNOWN_DEPARTMENT",
            "§4.6.7",
            "department",
            "没有这个部门",
            (asked, c) -> asked.directory().current().departments().containsKey(c.department())
                    || asked.directory().refreshed().departments().containsKey(c.department()));
    static final Rule<Asked, ReplyOnForum> REPLY_SAYS_ACCEPTED = new Rule<>(
            "REPLY_SAYS_ACCEPTED",
            "§4.6.7",
            "text",
            "回帖须说明投诉已受理",
            (asked, c) -> saysAccepted(c.reply().says()));
    static final Rule<Asked, ReplyOnForum> REPLIED_AFTER_POSTED = new Rule<>(
            "REPLIED_AFTER_POSTED",
            "§4.6.7",
            "repliedAt",
            "回帖时间须在发帖之后、当前时间之前,且不早于可补记的期限",
            (asked, c) -> c.reply().repliedAt() == null
                    || within(asked, postedAt(asked, null), c.reply().repliedAt()));
    static final Rule<Asked, ReplyOnForum> LATE_REPLY_EXPLAINED = new Rule<>(
            "LATE_REPLY_EXPLAINED",
            "§4.6.7",
            "whyLate",
            "补记此前的回帖须说明原因",
            (asked, c) -> c.reply().repliedAt() == null || c.reply().whyLate() != null);
    static final Rule<Asked, ReplyOnForum> NOT_REPLIED_YET = new Rule<>(
            "NOT_REPLIED_YET",
            "§4.6.7",
            null,
            "这个帖子已回帖",
            // One made before a department relayed the post counts for nothing (PROMISES): another is made.
            (asked, c) -> !asked.forumPost().replied || asked.forumPost().replyOwed(asked.now(), asked.directory()));
    static final Rule<Asked, ReconsiderForumPost> JUDGED_BEFORE_RECONSIDERED =
            new Rule<>("JUDGED_BEFORE_RECONSIDERED", "§4.6.7", null, "这个帖子没有被判定为不是投诉", (asked, c) -> asked.forumPost()
                    .noComplaint);

    static final RuleBook<Asked, FindForumPost> FIND = RuleBook.of(FOUND_AFTER_POSTED);
    static final RuleBook<Asked, RelayForumPost> RELAY =
            RuleBook.of(RELAYED_AFTER_POSTED, RELAYED_ONCE, RELAYED_BY_KNOWN_DEPARTMENT);
    static final RuleBook<Asked, ReplyOnForum> REPLY = RuleBook.of(
            maybeAComplaint(), NOT_REPLIED_YET, REPLY_SAYS_ACCEPTED, REPLIED_AFTER_POSTED, LATE_REPLY_EXPLAINED);
    static final RuleBook<Asked, LinkForumPost> LINK = RuleBook.of(maybeAComplaint(), notRegisteredYet());
    static final RuleBook<Asked, RequireRegistrable> REGISTER = RuleBook.of(maybeAComplaint(), notRegisteredYet());
    static final RuleBook<Asked, JudgeNoComplaint> JUDGE = RuleBook.of(maybeAComplaint(), notRegisteredYet());
    static final RuleBook<Asked, ReconsiderForumPost> RECONSIDER = RuleBook.of(JUDGED_BEFORE_RECONSIDERED);

    private ForumPostRules() {}

    static boolean saysAccepted(String text) {
        return ACCEPTED.stream().anyMatch(text::contains)
                && NOT_ACCEPTED.stream().noneMatch(text::contains);
    }

    private static <C extends ForumPostCommand> Rule<Asked, C> maybeAComplaint() {
        return new Rule<>(
                "POST_MAY_BE_A_COMPLAINT", "§4.6.7", null, "这个帖子已判定不是投诉,须先由主管重新判定", (asked, c) -> !asked.forumPost()
                        .noComplaint);
    }

    private static <C extends ForumPostCommand> Rule<Asked, C> notRegisteredYet() {
        return new Rule<>(
                "POST_NOT_REGISTERED_YET",
                "§4.6.7",
                null,
                "这个帖子已登记为投诉",
                (asked, c) -> asked.forumPost().complaint == null
                        // The registration itself, retried, is answered by the complaint.
                        || (c instanceof RequireRegistrable
                                && c.post().complaint().equals(asked.forumPost().complaint)));
    }

    private static Instant postedAt(Asked asked, @Nullable Post stated) {
        Post known = asked.forumPost().post;
        if (known == null && stated == null) {
            throw new IllegalStateException("nobody has told of the post");
        }
        return known == null ? stated.postedAt() : known.postedAt();
    }

    /** As far back as anything may be stated (house rule). */
    private static boolean within(Asked asked, Instant postedAt, Instant stated) {
        Instant earliest = asked.now()
                .minus(asked.directory().current().policyAt(asked.now()).house().statedBackAtMost());
        Instant at = Requests.seconds(stated);
        return !at.isBefore(Requests.seconds(postedAt)) && !at.isAfter(asked.now()) && !at.isBefore(earliest);
    }
}
