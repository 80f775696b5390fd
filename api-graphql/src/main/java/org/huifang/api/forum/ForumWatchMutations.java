package org.huifang.api.forum;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.forum.ForumQuery.FindForumWatch;
import org.huifang.kernel.forum.ForumQuery.FoundForumWatch;
import org.huifang.kernel.forum.ForumWatchCommand;
import org.huifang.kernel.forum.ForumWatchCommand.DropReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.KeepReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.UnwatchForum;
import org.huifang.kernel.forum.ForumWatchCommand.WatchForum;
import org.huifang.kernel.forum.ForumWatchId;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** §4.6.7: one mutation a command about what is watched; answered once the view shows it. */
@Controller
class ForumWatchMutations {
    private final Commanding commanding;
    private final QueryGateway queries;

    ForumWatchMutations(Commanding commanding, QueryGateway queries) {
        this.commanding = commanding;
        this.queries = queries;
    }

    /** The answer to a mutation. */
    record Payload(
            @Nullable FoundForumWatch forumWatch, boolean current, boolean changed, List<UserError> userErrors) {}

    record WatchInput(String name, String address, @Nullable String feed) {}

    @MutationMapping
    Payload watchForum(
            @Argument String centre,
            @Argument WatchInput forum,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                environment,
                principal,
                key,
                act -> new WatchForum(
                        new ForumWatchId(centre),
                        act,
                        forum.name(),
                        ForumMutations.address("forum.address", forum.address()),
                        forum.feed() == null ? null : ForumMutations.address("forum.feed", forum.feed())));
    }

    @MutationMapping
    Payload unwatchForum(
            @Argument String centre,
            @Argument String name,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> new UnwatchForum(new ForumWatchId(centre), act, name));
    }

    @MutationMapping
    Payload keepReplyTemplate(
            @Argument String centre,
            @Argument String name,
            @Argument String text,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                environment, principal, key, act -> new KeepReplyTemplate(new ForumWatchId(centre), act, name, text));
    }

    @MutationMapping
    Payload dropReplyTemplate(
            @Argument String centre,
            @Argument String name,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(environment, principal, key, act -> new DropReplyTemplate(new ForumWatchId(centre), act, name));
    }

    private Payload take(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            Function<Act, ForumWatchCommand> command) {
        Answer<FoundForumWatch> answer = commanding.take(
                environment,
                principal,
                key,
                null,
                act -> new Step(command.apply(act), ForumWatchId.KIND, ForumWatchMutations::unknown),
                (person, stream) -> queries.query(
                                new FindForumWatch(
                                        person, ForumWatchId.parse(stream).centre()),
                                FoundForumWatch.class)
                        .join());
        return new Payload(answer.view(), answer.current(), answer.changed(), answer.userErrors());
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal(
                "FORUM_WATCH_KNOWN",
                "§4.6.7",
                "name",
                "这个服务中心没有关注论坛,也没有回帖模板",
                "This service centre watches nothing yet"));
    }
}
