package org.huifang.api.forum;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumPostState;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery.FindForumPost;
import org.huifang.kernel.forum.ForumQuery.FindForumPosts;
import org.huifang.kernel.forum.ForumQuery.FindForumWatch;
import org.huifang.kernel.forum.ForumQuery.FoundForumPost;
import org.huifang.kernel.forum.ForumQuery.FoundForumPosts;
import org.huifang.kernel.forum.ForumQuery.FoundForumWatch;
import org.huifang.kernel.forum.ForumQuery.Order;
import org.huifang.kernel.forum.ForumQuery.Reading;
import org.huifang.kernel.forum.ForumWatchView;
import org.huifang.kernel.forum.ForumWatchView.Template;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Questions about forums (§4.6.7). */
@Controller
class ForumReads {
    private final QueryGateway queries;
    private final Asking asking;

    ForumReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    @QueryMapping
    CompletableFuture<ForumPostView> forumPost(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ForumPostId known = ForumMutations.parse(id).orElse(null);
        return known == null
                ? CompletableFuture.completedFuture(null)
                : queries.query(new FindForumPost(person, known), FoundForumPost.class)
                        .thenApply(found -> asking.opened(found.post(), environment.getGraphQlContext()));
    }

    @QueryMapping
    CompletableFuture<Connection<ForumPostView>> forumPosts(
            @Argument @Nullable String centre,
            @Argument List<ForumPostState> states,
            @Argument Order order,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(
                        new FindForumPosts(person, centre, Set.copyOf(states), order, Connection.page(first), after),
                        FoundForumPosts.class)
                .thenApply(found -> {
                    found.posts().forEach(post -> asking.opened(post, environment.getGraphQlContext()));
                    return new Connection<>(found.posts(), found.more(), found.end());
                });
    }

    @QueryMapping
    CompletableFuture<FoundForumWatch> forumWatch(
            @Argument String centre, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindForumWatch(person, centre), FoundForumWatch.class)
                .thenApply(found -> found.watch() == null ? null : found);
    }

    record Forum(
            String name,
            WebAddress address,
            @Nullable WebAddress feed,
            Instant since,
            @Nullable Reading reading) {}

    @SchemaMapping(typeName = "ForumWatch", field = "centre")
    String centre(FoundForumWatch found) {
        return watch(found).centre();
    }

    @SchemaMapping(typeName = "ForumWatch", field = "forums")
    List<Forum> forums(FoundForumWatch found) {
        return watch(found).forums().stream()
                .map(forum -> new Forum(
                        forum.name(),
                        forum.address(),
                        forum.feed(),
                        forum.since(),
                        found.readings().stream()
                                .filter(reading ->
                                        forum.feed() != null && reading.forum().equals(forum.name()))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    @SchemaMapping(typeName = "ForumWatch", field = "templates")
    List<Template> templates(FoundForumWatch found) {
        return watch(found).templates();
    }

    @SchemaMapping(typeName = "ForumWatch", field = "unwatched")
    boolean unwatched(FoundForumWatch found) {
        return !watch(found).forums().isEmpty() && found.watchers().isEmpty();
    }

    @SchemaMapping(typeName = "ForumWatch", field = "sequence")
    long sequence(FoundForumWatch found) {
        return watch(found).sequence();
    }

    private static ForumWatchView watch(FoundForumWatch found) {
        return Objects.requireNonNull(found.watch(), "asked only of what may be seen");
    }
}
