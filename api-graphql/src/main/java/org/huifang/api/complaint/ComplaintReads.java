package org.huifang.api.complaint;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.AxonTransientException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.api.access.Receipts;
import org.huifang.api.access.Subscriptions;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.AsOf;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintFilter;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintPage;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.FindReceipt;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.HistoryPage;
import org.huifang.kernel.complaint.ComplaintQuery.PromiseFilter;
import org.huifang.kernel.complaint.ComplaintQuery.PromisePage;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChange;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChanges;
import org.huifang.kernel.complaint.ComplaintQuery.QueueFilter;
import org.huifang.kernel.complaint.ComplaintQuery.QueueOrder;
import org.huifang.kernel.complaint.ComplaintQuery.QueuePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadComplaints;
import org.huifang.kernel.complaint.ComplaintQuery.ReadHistory;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromises;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromisesAsOf;
import org.huifang.kernel.complaint.ComplaintQuery.ReadQueue;
import org.huifang.kernel.complaint.ComplaintQuery.WatchAlarms;
import org.huifang.kernel.complaint.ComplaintQuery.WatchComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.WatchQueue;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.LookAtSteps;
import org.huifang.kernel.complaint.LookAtSteps.Steps;
import org.huifang.kernel.complaint.PromiseAlarm;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.owner.PersonalData.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Questions about complaints, and following one. */
@Controller
class ComplaintReads {
    /** More open at once than anybody has. */
    private static final int OPEN_AT_MOST = 20;

    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);
    private static final Duration AGAIN_AT_LATEST = Duration.ofSeconds(2);

    /** That whoever tells the news has gone, by the connector's heartbeat, and how far machines' clocks are apart at most. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(10);

    private final QueryGateway queries;
    private final CommandGateway commands;
    private final Asking asking;
    private final Receipts receipts;
    private final Subscriptions subscriptions;
    private final PersonalData personalData;
    private final Clock clock;

    ComplaintReads(
            QueryGateway queries,
            CommandGateway commands,
            Asking asking,
            Receipts receipts,
            Subscriptions subscriptions,
            PersonalData personalData,
            Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.asking = asking;
        this.receipts = receipts;
        this.subscriptions = subscriptions;
        this.personalData = personalData;
        this.clock = clock;
    }

    @QueryMapping
    CompletableFuture<ComplaintView> complaint(
            @Argument @Nullable String id,
            @Argument @Nullable String number,
            @Argument @Nullable AsOf asOf,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ComplaintId complaint = id == null ? null : ComplaintSteps.parse(id).orElse(null);
        if (complaint == null && (id != null || number == null)) {
            return CompletableFuture.completedFuture(null);
        }
        return queries.query(
                        new FindComplaint(
                                person, complaint, number == null ? null : RecordNumber.parse(number), past(asOf)),
                        Found.class)
                .thenApply(found -> asking.opened(found.complaint(), environment.getGraphQlContext()));
    }

    @QueryMapping
    CompletableFuture<Connection<?>> complaints(
            @Argument ComplaintFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new ReadComplaints(person, filter, after, Connection.page(first)), ComplaintPage.class)
                .thenApply(page -> {
                    page.complaints().forEach(view -> asking.opened(view, environment.getGraphQlContext()));
                    return new Connection<>(page.complaints(), page.more(), page.end());
                });
    }

    /** The same complainant is recognised: what is open of theirs, latest first. */
    @SchemaMapping(typeName = "Owner", field = "openComplaints")
    CompletableFuture<List<ComplaintView>> openComplaints(
            OwnerView owner, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ComplaintFilter open = new ComplaintFilter(
                null, null, null, null, null, true, null, owner.id().toString(), null, null);
        return queries.query(new ReadComplaints(person, open, null, OPEN_AT_MOST), ComplaintPage.class)
                .thenApply(page -> {
                    page.complaints().forEach(view -> asking.opened(view, environment.getGraphQlContext()));
                    return page.complaints();
                });
    }

    @QueryMapping
    CompletableFuture<Connection<?>> returnVisitsOwed(
            @Argument @Nullable String centre,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return complaints(
                new ComplaintFilter(centre, null, null, null, null, null, true, null, null, null),
                first,
                after,
                principal,
                environment);
    }

    @QueryMapping
    CompletableFuture<Connection<?>> myQueue(
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queue(
                new ReadQueue(person, QueueFilter.of(person), QueueOrder.DUE, null, after, Connection.page(first)));
    }

    @QueryMapping
    CompletableFuture<Connection<?>> queue(
            @Argument QueueFilter filter,
            @Argument QueueOrder order,
            @Argument @Nullable AsOf asOf,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queue(new ReadQueue(person, filter, order, past(asOf), after, Connection.page(first)));
    }

    private CompletableFuture<Connection<?>> queue(ReadQueue query) {
        return queries.query(query, QueuePage.class)
                .thenApply(page -> new Connection<>(page.items(), page.more(), page.end()));
    }

    @QueryMapping
    CompletableFuture<Connection<?>> promises(
            @Argument PromiseFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new ReadPromises(person, filter, after, Connection.page(first)), PromisePage.class)
                .thenApply(page -> new Connection<>(page.promises(), page.more(), page.end()));
    }

    /** By the receipt's secret: the state of one's own complaint, and no personal data (§2). */
    @QueryMapping
    CompletableFuture<ComplaintView> receipt(@Nullable Principal principal) {
        return principal instanceof Receipts.Holder holder
                ? queries.query(new FindReceipt(holder.getName(), holder.complaint()), Found.class)
                        .thenApply(Found::complaint)
                : CompletableFuture.completedFuture(null);
    }

    @SchemaMapping(typeName = "Complaint", field = "looks")
    List<Look> looks(
            ComplaintView complaint,
            @Argument int first,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return asking.may(person, Operation.READ_LOOKS, complaint.centre())
                ? personalData.looks(complaint.reception().course().keyId(), Connection.page(first))
                : List.of();
    }

    record PossibleStep(Operation operation, boolean possible, List<UserError> why) {}

    @SchemaMapping(typeName = "Complaint", field = "possible")
    List<PossibleStep> possible(
            ComplaintView complaint, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        Steps steps = commands.sendAndWait(new LookAtSteps(complaint.id(), person, clock.instant()));
        return steps.steps().stream()
                .map(step -> new PossibleStep(
                        step.operation(),
                        step.refusals().isEmpty(),
                        step.refusals().stream().map(UserError::of).toList()))
                .toList();
    }

    @SchemaMapping(typeName = "Complaint", field = "receipt")
    @Nullable
    String receipt(ComplaintView complaint, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return asking.may(person, Operation.AMEND, complaint.centre())
                ? receipts.secretOf(complaint.id(), principal)
                : null;
    }

    @SchemaMapping(typeName = "Complaint", field = "promises")
    CompletableFuture<List<PromiseView>> promises(
            ComplaintView complaint,
            @Argument @Nullable Instant asOf,
            @Argument @Nullable Instant knownAt,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        if (asOf == null && knownAt == null) {
            return CompletableFuture.completedFuture(complaint.promises());
        }
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(
                        new ReadPromisesAsOf(person, complaint.id(), past(new AsOf(asOf, knownAt))), PromisePage.class)
                .thenApply(PromisePage::promises);
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
        return queries.query(
                        new ReadHistory(person, complaint.id(), afterSequence, Connection.page(first)),
                        HistoryPage.class)
                .thenApply(page -> new Connection<>(
                        page.entries(),
                        page.more(),
                        page.entries().isEmpty()
                                ? null
                                : String.valueOf(page.entries()
                                        .get(page.entries().size() - 1)
                                        .sequence())));
    }

    @SubscriptionMapping
    Flux<ComplaintView> complaintChanged(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        ComplaintId complaint = ComplaintSteps.parse(id).orElse(null);
        if (complaint == null) {
            return Flux.empty();
        }
        // What a person may not see is as if it were not there: the stream ends at once.
        return following(person, () -> {
                    var subscription = queries.subscriptionQuery(
                            new WatchComplaint(person, complaint),
                            ResponseTypes.instanceOf(Found.class),
                            ResponseTypes.instanceOf(Found.class));
                    return subscription
                            .initialResult()
                            .flatMapMany(first -> first.complaint() == null
                                    ? Flux.<Found>empty()
                                    : Mono.just(first).concatWith(subscription.updates()))
                            .doFinally(signal -> subscription.cancel());
                })
                .mapNotNull(found -> asking.openedAnew(found.complaint(), environment.getGraphQlContext()));
    }

    @SubscriptionMapping
    Flux<QueueChange> queueChanged(
            @Argument @Nullable String centre, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.staff(principal, environment.getGraphQlContext());
        AtomicReference<@Nullable Instant> since = new AtomicReference<>();
        return following(person, () -> {
            var subscription = queries.subscriptionQuery(
                    new WatchQueue(person, centre, since.get()),
                    ResponseTypes.instanceOf(QueueChanges.class),
                    ResponseTypes.instanceOf(QueueChange.class));
            return subscription
                    .initialResult()
                    .doOnNext(missed -> since.set(null))
                    .flatMapIterable(QueueChanges::changes)
                    .concatWith(subscription.updates())
                    .doOnError(gone -> since.compareAndSet(null, clock.instant().minus(NOTICED_WITHIN)))
                    .doFinally(signal -> subscription.cancel());
        });
    }

    @SubscriptionMapping
    Flux<PromiseAlarm> promiseAlarm(
            @Argument @Nullable String centre, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.staff(principal, environment.getGraphQlContext());
        return following(person, () -> {
            var subscription = queries.subscriptionQuery(
                    new WatchAlarms(person, centre),
                    ResponseTypes.instanceOf(Boolean.class),
                    ResponseTypes.instanceOf(PromiseAlarm.class));
            return subscription
                    .initialResult()
                    .thenMany(subscription.updates())
                    .doFinally(signal -> subscription.cancel());
        });
    }

    /** Subscribed again where who tells the news has gone: another does, or the same one when it is back. */
    private <T> Flux<T> following(String person, Supplier<Flux<T>> subscribed) {
        return subscriptions.of(
                person,
                Flux.defer(subscribed)
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, AGAIN_AFTER)
                                .maxBackoff(AGAIN_AT_LATEST)
                                .transientErrors(true)
                                .filter(AxonTransientException.class::isInstance)));
    }

    /** What is to come cannot be told. */
    private @Nullable AsOf past(@Nullable AsOf asOf) {
        if (asOf != null && !asOf.now() && asOf.happenedBy().isAfter(clock.instant())) {
            throw new RefusedException(new Refusal(
                    "AS_OF_NOT_IN_FUTURE", "§4.5.2", "asOf", "只能查询过去的时刻", "Only a past moment can be asked for"));
        }
        return asOf;
    }
}
