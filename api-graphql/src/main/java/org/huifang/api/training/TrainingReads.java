package org.huifang.api.training;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.training.TrainingId;
import org.huifang.kernel.training.TrainingQuery.Coverage;
import org.huifang.kernel.training.TrainingQuery.Effect;
import org.huifang.kernel.training.TrainingQuery.FindCoverage;
import org.huifang.kernel.training.TrainingQuery.FindEffect;
import org.huifang.kernel.training.TrainingQuery.FindTraining;
import org.huifang.kernel.training.TrainingQuery.FindTrainings;
import org.huifang.kernel.training.TrainingQuery.FoundCoverage;
import org.huifang.kernel.training.TrainingQuery.FoundEffect;
import org.huifang.kernel.training.TrainingQuery.FoundTraining;
import org.huifang.kernel.training.TrainingQuery.FoundTrainings;
import org.huifang.kernel.training.TrainingView;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Questions about trainings. */
@Controller
class TrainingReads {
    private static final int DAYS_AT_MOST = 366;

    private final QueryGateway queries;
    private final Asking asking;

    TrainingReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    @QueryMapping
    CompletableFuture<TrainingView> training(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        TrainingId known = TrainingMutations.parse(id).orElse(null);
        return known == null
                ? CompletableFuture.completedFuture(null)
                : queries.query(new FindTraining(person, known), FoundTraining.class)
                        .thenApply(FoundTraining::training);
    }

    @QueryMapping
    CompletableFuture<List<TrainingView>> trainings(
            @Argument boolean mine,
            @Argument int first,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindTrainings(person, mine, Connection.page(first)), FoundTrainings.class)
                .thenApply(FoundTrainings::trainings);
    }

    @QueryMapping
    CompletableFuture<List<Coverage>> trainingCoverage(
            @Argument @Nullable String centre, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindCoverage(person, centre), FoundCoverage.class)
                .thenApply(FoundCoverage::coverage);
    }

    @SchemaMapping(typeName = "Training", field = "effect")
    CompletableFuture<Effect> effect(
            TrainingView training,
            @Argument int days,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        if (days < 1 || days > DAYS_AT_MOST) {
            throw new RefusedException(new Refusal("DAYS_IN_RANGE", "§4.6.5", "days", "须为 1 到 366 天", "1 to 366 days"));
        }
        return queries.query(new FindEffect(person, training.id(), days), FoundEffect.class)
                .thenApply(FoundEffect::effect);
    }
}
