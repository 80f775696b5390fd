package org.huifang.api.owner;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.api.owner.OwnerInputs.Amend;
import org.huifang.api.owner.OwnerInputs.MovesOut;
import org.huifang.api.owner.OwnerInputs.Register;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.owner.OwnerCommand;
import org.huifang.kernel.owner.OwnerCommand.AmendOwner;
import org.huifang.kernel.owner.OwnerCommand.OwnerMovesOut;
import org.huifang.kernel.owner.OwnerCommand.RegisterOwner;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.OwnerQuery.AwaitOwner;
import org.huifang.kernel.owner.OwnerQuery.FoundOwner;
import org.huifang.kernel.owner.OwnerView;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** One mutation a command; answered once the view shows it. */
@Controller
class OwnerMutations {
    private final OwnerSteps steps;
    private final QueryGateway queries;
    private final Asking asking;

    OwnerMutations(OwnerSteps steps, QueryGateway queries, Asking asking) {
        this.steps = steps;
        this.queries = queries;
        this.asking = asking;
    }

    /** The answer to a mutation. */
    record Payload(
            @Nullable OwnerId id,
            @Nullable OwnerView owner,
            boolean current,
            boolean changed,
            List<UserError> userErrors) {}

    @MutationMapping
    CompletionStage<Payload> registerOwner(
            @Argument Register input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return take(person, environment.getGraphQlContext(), () -> {
            Commanding.requireKey(input.key(), "key");
            OwnerId owner = input.key() == null ? OwnerId.random() : OwnerId.derived(person, input.key());
            return new RegisterOwner(
                    owner,
                    input.centre(),
                    steps.act(person, owner, input.key(), null, environment),
                    steps.sealed(owner, input.stated()));
        });
    }

    @MutationMapping
    CompletionStage<Payload> amendOwner(
            @Argument Amend input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return take(person, environment.getGraphQlContext(), () -> {
            Commanding.requireKey(input.key(), "key");
            OwnerId owner = OwnerSteps.known(input.owner());
            return new AmendOwner(
                    owner,
                    steps.act(person, owner, input.key(), input.expectedSequence(), environment),
                    steps.sealed(owner, input.stated()));
        });
    }

    @MutationMapping
    CompletionStage<Payload> ownerMovesOut(
            @Argument MovesOut input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return take(person, environment.getGraphQlContext(), () -> {
            Commanding.requireKey(input.key(), "key");
            OwnerId owner = OwnerSteps.known(input.owner());
            return new OwnerMovesOut(
                    owner,
                    steps.act(person, owner, input.key(), input.expectedSequence(), environment),
                    input.movedOutAt());
        });
    }

    private CompletionStage<Payload> take(String person, GraphQLContext context, Supplier<OwnerCommand> composed) {
        try {
            OwnerCommand command = composed.get();
            Accepted accepted = steps.send(command);
            return queries.query(
                            new AwaitOwner(person, command.owner(), accepted.sequence(), Commanding.PATIENCE),
                            FoundOwner.class)
                    .thenApply(found -> new Payload(
                            command.owner(),
                            asking.opened(found.owner(), context),
                            found.current(),
                            !accepted.repeated(),
                            List.of()));
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(new Payload(
                    null,
                    null,
                    true,
                    false,
                    e.refusals().stream().map(UserError::of).toList()));
        }
    }
}
