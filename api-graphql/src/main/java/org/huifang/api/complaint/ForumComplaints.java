package org.huifang.api.complaint;

import graphql.schema.DataFetchingEnvironment;
import java.time.Clock;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.complaint.ComplaintSteps.Payload;
import org.huifang.api.complaint.StepInput.ActInput;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.AwaitView;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.forum.ForumPostCommand.LinkForumPost;
import org.huifang.kernel.forum.ForumPostCommand.RequireRegistrable;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery.FindForumPost;
import org.huifang.kernel.forum.ForumQuery.FoundForumPost;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * From a forum post to the complaint that it is (§4.6.7): registered under an id that follows from the post's, then linked.
 * What is interrupted between is finished by the same request.
 */
@Component
class ForumComplaints {
    private final ComplaintSteps steps;
    private final Commanding commanding;
    private final QueryGateway queries;
    private final Asking asking;
    private final Clock clock;

    ForumComplaints(ComplaintSteps steps, Commanding commanding, QueryGateway queries, Asking asking, Clock clock) {
        this.steps = steps;
        this.commanding = commanding;
        this.queries = queries;
        this.asking = asking;
        this.clock = clock;
    }

    Payload register(
            DataFetchingEnvironment environment, String id, @Nullable ActInput act, ReceptionInputs.Register input) {
        String person =
                asking.person(SecurityContextHolder.getContext().getAuthentication(), environment.getGraphQlContext());
        try {
            ForumPostView post = seen(person, id);
            commanding.send(
                    new RequireRegistrable(post.id(), Act.now(person, clock.instant())), ForumComplaints::unknown);
            Payload registered = steps.take(
                    environment,
                    post.id().complaint().toString(),
                    act,
                    input.posted(post.post().postedAt())::command);
            if (registered.userErrors().stream().anyMatch(error -> error.code().equals("COMPLAINT_ID_TAKEN"))) {
                throw new RefusedException(new Refusal(
                        "POST_NOT_REGISTERED_YET",
                        "§4.6.7",
                        null,
                        "这个帖子已登记为投诉",
                        "A complaint has been registered from this post already"));
            }
            if (registered.userErrors().isEmpty()) {
                Accepted linked = commanding.send(
                        new LinkForumPost(
                                post.id(),
                                Act.now(person, clock.instant()),
                                post.id().complaint()),
                        ForumComplaints::unknown);
                queries.query(
                                new AwaitView(
                                        ForumPostId.KIND, linked.stream(), linked.sequence(), Commanding.PATIENCE),
                                Boolean.class)
                        .join();
            }
            return registered;
        } catch (RefusedException e) {
            return Payload.refused(e.refusals());
        }
    }

    private ForumPostView seen(String person, String id) {
        try {
            ForumPostView post = queries.query(new FindForumPost(person, ForumPostId.parse(id)), FoundForumPost.class)
                    .join()
                    .post();
            if (post != null) {
                return post;
            }
        } catch (IllegalArgumentException e) {
            // As if it were not there.
        }
        throw unknown();
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("FORUM_POST_KNOWN", "§4.6.7", "post", "没有这个帖子", "There is no such post"));
    }
}
