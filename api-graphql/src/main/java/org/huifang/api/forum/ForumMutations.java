package org.huifang.api.forum;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.forum.ForumPostCommand;
import org.huifang.kernel.forum.ForumPostCommand.FindForumPost;
import org.huifang.kernel.forum.ForumPostCommand.JudgeNoComplaint;
import org.huifang.kernel.forum.ForumPostCommand.LinkForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReconsiderForumPost;
import org.huifang.kernel.forum.ForumPostCommand.RelayForumPost;
import org.huifang.kernel.forum.ForumPostCommand.Reply;
import org.huifang.kernel.forum.ForumPostCommand.ReplyOnForum;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery;
import org.huifang.kernel.forum.ForumQuery.FoundForumPost;
import org.huifang.kernel.forum.Post;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** §4.6.7: one mutation a command about posts; answered once the view shows it. */
@Controller
class ForumMutations {
    private static final String CLAUSE = "§4.6.7";
    private static final int TEXT_AT_MOST = 2_000;

    private final Commanding commanding;
    private final QueryGateway queries;
    private final PersonalData personalData;
    private final EvidenceStore evidence;
    private final Asking asking;

    ForumMutations(
            Commanding commanding,
            QueryGateway queries,
            PersonalData personalData,
            EvidenceStore evidence,
            Asking asking) {
        this.commanding = commanding;
        this.queries = queries;
        this.personalData = personalData;
        this.evidence = evidence;
        this.asking = asking;
    }

    /** The answer to a mutation. */
    record Payload(@Nullable ForumPostView forumPost, boolean current, boolean changed, List<UserError> userErrors) {}

    record PostInput(
            String address,
            @Nullable String forum,
            @Nullable String author,
            @Nullable String title,
            String text,
            Instant postedAt) {}

    record ReplyInput(
            String text,
            String address,
            @Nullable Instant repliedAt,
            @Nullable String whyLate,
            @Nullable String template,
            @Nullable String screenshot) {}

    @MutationMapping
    Payload findForumPost(
            @Argument String centre,
            @Argument PostInput post,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            ForumPostId id = ForumPostId.of(centre, address("post.address", post.address()));
            return new FindForumPost(id, act, centre, post(id, post));
        });
    }

    @MutationMapping
    Payload relayForumPost(
            @Argument String centre,
            @Argument PostInput post,
            @Argument String department,
            @Argument @Nullable Instant relayedAt,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            ForumPostId id = ForumPostId.of(centre, address("post.address", post.address()));
            return new RelayForumPost(
                    id, act, centre, post(id, post), department, relayedAt == null ? act.recordedAt() : relayedAt);
        });
    }

    @MutationMapping
    Payload replyOnForum(
            @Argument String post,
            @Argument ReplyInput reply,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            ForumPostId id = known(post);
            if (reply.screenshot() != null
                    && evidence.find(id.keeper(), reply.screenshot()).isEmpty()) {
                throw refused(
                        "SCREENSHOT_UPLOADED", "reply.screenshot", "请先上传截图", "Upload the picture of the reply before");
            }
            return new ReplyOnForum(
                    id,
                    act,
                    new Reply(
                            reply.text(),
                            required(id, "reply.text", reply.text(), TEXT_AT_MOST),
                            reply.repliedAt(),
                            sealed(id, "reply.whyLate", reply.whyLate(), TEXT_AT_MOST),
                            name("reply.template", reply.template()),
                            address("reply.address", reply.address()),
                            reply.screenshot()));
        });
    }

    @MutationMapping
    Payload linkForumPost(
            @Argument String post,
            @Argument String complaint,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return take(
                environment,
                principal,
                key,
                act -> new LinkForumPost(known(post), act, knownComplaint(person, complaint)));
    }

    @MutationMapping
    Payload judgeNoComplaint(
            @Argument String post,
            @Argument String reason,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            ForumPostId id = known(post);
            return new JudgeNoComplaint(id, act, required(id, "reason", reason, TEXT_AT_MOST));
        });
    }

    @MutationMapping
    Payload reconsiderForumPost(
            @Argument String post,
            @Argument String reason,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> {
            ForumPostId id = known(post);
            return new ReconsiderForumPost(id, act, required(id, "reason", reason, TEXT_AT_MOST));
        });
    }

    private Payload take(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            Function<Act, ForumPostCommand> command) {
        Answer<ForumPostView> answer = commanding.take(
                environment,
                principal,
                key,
                null,
                act -> new Step(command.apply(act), ForumPostId.KIND, ForumMutations::unknown),
                (person, stream) -> queries.query(
                                new ForumQuery.FindForumPost(person, ForumPostId.parse(stream)), FoundForumPost.class)
                        .join()
                        .post());
        return new Payload(
                asking.opened(answer.view(), environment.getGraphQlContext()),
                answer.current(),
                answer.changed(),
                answer.userErrors());
    }

    private Post post(ForumPostId id, PostInput post) {
        return new Post(
                address("post.address", post.address()),
                name("post.forum", post.forum()),
                sealed(id, "post.author", post.author(), Post.LINE_AT_MOST),
                sealed(id, "post.title", post.title(), Post.LINE_AT_MOST),
                required(id, "post.text", post.text(), Post.TEXT_AT_MOST),
                post.postedAt());
    }

    private Personal required(ForumPostId id, String field, String text, int atMost) {
        Personal sealed = sealed(id, field, text, atMost);
        if (sealed == null) {
            throw refused("FIELD_REQUIRED", field, "此项必须填写", "This must be filled in");
        }
        return sealed;
    }

    private @Nullable Personal sealed(ForumPostId id, String field, @Nullable String text, int atMost) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > atMost) {
            throw refused("TEXT_TOO_LONG", field, "最多 " + atMost + " 个字", "At most " + atMost + " characters");
        }
        return personalData.seal(personalData.keyFor(id.keeper()), text.strip());
    }

    private static @Nullable String name(String field, @Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > Post.LINE_AT_MOST)) {
            throw refused("NAME_IN_RANGE", field, "须为 1 到 200 个字", "Must have 1 to 200 characters");
        }
        return name;
    }

    static WebAddress address(String field, String address) {
        return WebAddress.of(address)
                .orElseThrow(() -> refused(
                        "ADDRESS_IN_RANGE",
                        field,
                        "请填写以 http:// 或 https:// 开头的完整网址,不超过 2000 字",
                        "A whole address that begins with http:// or https://, of at most 2,000 characters"));
    }

    /** One that the person may see. */
    private ComplaintId knownComplaint(String person, String complaint) {
        try {
            ComplaintId id = ComplaintId.parse(complaint);
            if (queries.query(new FindComplaint(person, id, null, null), Found.class)
                            .join()
                            .complaint()
                    != null) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // As if it were not there.
        }
        throw refused("COMPLAINT_KNOWN", "complaint", "没有这件投诉", "There is no such complaint");
    }

    static Optional<ForumPostId> parse(String id) {
        try {
            return Optional.of(ForumPostId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ForumPostId known(String id) {
        return parse(id).orElseThrow(ForumMutations::unknown);
    }

    private static RefusedException unknown() {
        return refused("FORUM_POST_KNOWN", "post", "没有这个帖子", "There is no such post");
    }

    private static RefusedException refused(String code, String field, String zh, String en) {
        return new RefusedException(new Refusal(code, CLAUSE, field, zh, en));
    }
}
