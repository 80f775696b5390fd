package org.huifang.api.operations;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.kernel.Act;
import org.huifang.kernel.operations.Machine;
import org.huifang.kernel.operations.Replay;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** What keeps the machine going. */
@Controller
class OperationsController {
    private final CommandGateway commands;
    private final QueryGateway queries;
    private final Asking asking;
    private final Clock clock;

    OperationsController(CommandGateway commands, QueryGateway queries, Asking asking, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.asking = asking;
        this.clock = clock;
    }

    @MutationMapping
    CompletableFuture<Replay.Status> replay(@Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return commands.send(new Replay.Start(Act.now(person, clock.instant())));
    }

    @QueryMapping(name = "replay")
    CompletableFuture<Replay.Status> status(@Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new Replay.Look(person), Replay.Status.class);
    }

    @QueryMapping
    CompletableFuture<Machine.Status> machine(@Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new Machine.Look(person, clock.instant()), Machine.Status.class);
    }

    @QueryMapping
    CompletableFuture<Connection<Machine.DeadLetter>> deadLetters(
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(
                        new Machine.FindDeadLetters(person, Connection.page(first), after),
                        Machine.FoundDeadLetters.class)
                .thenApply(found -> new Connection<>(found.letters(), found.more(), found.end()));
    }
}
