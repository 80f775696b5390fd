package org.huifang.api.complaint;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.HistoryPage;
import org.huifang.kernel.complaint.ComplaintQuery.PromisePage;
import org.huifang.kernel.complaint.ComplaintQuery.QueuePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadHistory;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromises;
import org.huifang.kernel.complaint.ComplaintQuery.ReadQueue;
import org.huifang.kernel.complaint.ComplaintQuery.WatchComplaint;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Questions about complaints, and following one. */
@Controller
class ComplaintReads {
    private static final int PAGE_AT_MOST = 100;

    private final QueryGateway queries;
    private final Asking asking;

    ComplaintReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    /** Where a page ends; the GraphQL type of the same name. */
    record PageInfo(boolean hasNextPage, @Nullable String endCursor) {}

    /** A page of anything. */
    record Connection<T>(List<T> nodes, PageInfo pageInfo) {}

    @QueryMapping
    CompletableFuture<ComplaintView> complaint(
            @Argument @Nullable String id,
            @Argument @Nullable String number,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ComplaintId complaint = id == null ? null : ComplaintSteps.parse(id).orElse(null);
        if (complaint == null && (id != null || number == null)) {
            return CompletableFuture.completedFuture(null);
        }
        return queries.query(
                        new FindComplaint(person, complaint, number == null ? null : RecordNumber.parse(number)),
                        Found.class)
                .thenApply(found -> asking.opened(found.complaint(), environment.getGraphQlContext()));
    }

    @QueryMapping
    CompletableFuture<Connection<?>> myQueue(
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new ReadQueue(person, after, page(first)), QueuePage.class)
                .thenApply(page -> new Connection<>(page.items(), new PageInfo(page.more(), page.end())));
    }

    @QueryMapping
    CompletableFuture<Connection<?>> promises(
            @Argument @Nullable Verdict verdict,
            @Argument @Nullable PromiseKind promise,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new ReadPromises(person, verdict, promise, after, page(first)), PromisePage.class)
                .thenApply(page -> new Connection<>(page.promises(), new PageInfo(page.more(), page.end())));
    }

    @SchemaMapping(typeName = "Complaint", field = "history")
    CompletableFuture<Connection<?>> history(
            ComplaintView complaint,
            @Argument int first,
            @Argument long afterSequence,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        asking.opened(complaint, environment.getGraphQlContext());
        return queries.query(new ReadHistory(person, complaint.id(), afterSequence, page(first)), HistoryPage.class)
                .thenApply(page -> new Connection<>(
                        page.entries(),
                        new PageInfo(
                                page.more(),
                                page.entries().isEmpty()
                                        ? null
                                        : String.valueOf(page.entries()
                                                .get(page.entries().size() - 1)
                                                .sequence()))));
    }

    @SubscriptionMapping
    Flux<ComplaintView> complaintChanged(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ComplaintId complaint = ComplaintSteps.parse(id).orElse(null);
        if (complaint == null) {
            return Flux.empty();
        }
        var subscription = queries.subscriptionQuery(
                new WatchComplaint(person, complaint),
                ResponseTypes.instanceOf(Found.class),
                ResponseTypes.instanceOf(Found.class));
        // What a person may not see is as if it were not there: the stream ends at once.
        return subscription
                .initialResult()
                .flatMapMany(first -> first.complaint() == null
                        ? Flux.<Found>empty()
                        : Mono.just(first).concatWith(subscription.updates()))
                .mapNotNull(found -> asking.opened(found.complaint(), environment.getGraphQlContext()))
                .doFinally(signal -> subscription.cancel());
    }

    private static int page(int first) {
        if (first < 1 || first > PAGE_AT_MOST) {
            throw new RefusedException(
                    new Refusal("PAGE_IN_RANGE", "§4.6", "first", "每页须为 1 到 100 条", "A page has 1 to 100 items"));
        }
        return first;
    }
}
