package org.huifang.api.account;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.huifang.api.access.Asking;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.account.AccessTokens;
import org.huifang.kernel.account.AccessTokens.Listed;
import org.huifang.kernel.account.AccessTokens.Made;
import org.huifang.kernel.account.AccessTokens.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** One's own tokens for programs. */
@Controller
class AccessTokenGraph {
    private final AccessTokens tokens;
    private final Asking asking;
    private final Clock clock;

    AccessTokenGraph(AccessTokens tokens, Asking asking, Clock clock) {
        this.tokens = tokens;
        this.asking = asking;
        this.clock = clock;
    }

    record Payload(@Nullable String token, @Nullable Instant until, List<UserError> userErrors) {}

    record Revoked(boolean revoked) {}

    @QueryMapping
    List<Listed> accessTokens(@Nullable Principal principal, DataFetchingEnvironment environment) {
        return tokens.of(asking.person(principal, environment.getGraphQlContext()), clock.instant());
    }

    @MutationMapping
    Payload makeAccessToken(
            @Argument String name,
            @Argument Scope scope,
            @Argument Instant until,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.staff(principal, environment.getGraphQlContext());
        try {
            Made made = tokens.make(person, name, scope, until, clock.instant());
            return new Payload(made.token(), made.until(), List.of());
        } catch (RefusedException e) {
            return new Payload(
                    null, null, e.refusals().stream().map(UserError::of).toList());
        }
    }

    @MutationMapping
    Revoked revokeAccessToken(@Argument UUID id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return new Revoked(tokens.revoke(asking.person(principal, environment.getGraphQlContext()), id));
    }
}
