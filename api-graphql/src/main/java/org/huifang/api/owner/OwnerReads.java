package org.huifang.api.owner;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.OwnerQuery;
import org.huifang.kernel.owner.OwnerQuery.FindOwner;
import org.huifang.kernel.owner.OwnerQuery.FindOwners;
import org.huifang.kernel.owner.OwnerQuery.FoundOwner;
import org.huifang.kernel.owner.OwnerQuery.FoundOwners;
import org.huifang.kernel.owner.OwnerView;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Questions about owners. */
@Controller
class OwnerReads {
    private static final int TEXT_AT_MOST = 100;
    private static final int WORDS_AT_MOST = 10;

    private final QueryGateway queries;
    private final Asking asking;

    OwnerReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    @QueryMapping
    CompletableFuture<OwnerView> owner(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        OwnerId owner = OwnerSteps.parse(id).orElse(null);
        if (owner == null) {
            return CompletableFuture.completedFuture(null);
        }
        return queries.query(new FindOwner(person, owner), FoundOwner.class)
                .thenApply(found -> asking.opened(found.owner(), environment.getGraphQlContext()));
    }

    @QueryMapping
    CompletableFuture<List<OwnerView>> owners(
            @Argument String centre,
            @Argument String text,
            @Argument int first,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        if (first < 1 || first > OwnerQuery.FIRST_AT_MOST) {
            throw OwnerSteps.refused("PAGE_IN_RANGE", "first", "须为 1 到 20 位", "1 to 20 are found at a time");
        }
        if (text.length() > TEXT_AT_MOST || text.strip().split("\\s+").length > WORDS_AT_MOST) {
            throw OwnerSteps.refused("TEXT_TOO_LONG", "text", "最多 100 个字、10 个词", "At most 100 characters and 10 words");
        }
        return queries.query(new FindOwners(person, centre, text, first), FoundOwners.class)
                .thenApply(found -> {
                    found.owners().forEach(owner -> asking.opened(owner, environment.getGraphQlContext()));
                    return found.owners();
                });
    }
}
