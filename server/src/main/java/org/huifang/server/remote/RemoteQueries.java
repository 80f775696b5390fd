package org.huifang.server.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks whichever process answers; a question changes nothing, so it is asked again for a while where nobody could. */
public final class RemoteQueries extends DefaultQueryGateway {

    private final BooleanSupplier connected;

    /** @param connected whether Axon Server is there; while it is not, nobody else is waited for */
    public RemoteQueries(QueryBus bus, BooleanSupplier connected) {
        super(builder().queryBus(bus));
        this.connected = connected;
    }

    @Override
    public <R, Q> CompletableFuture<R> query(String queryName, Q query, ResponseType<R> responseType) {
        return query(queryName, query, responseType, System.nanoTime());
    }

    private <R, Q> CompletableFuture<R> query(String queryName, Q query, ResponseType<R> responseType, long asked) {
        return super.query(queryName, query, responseType)
                .orTimeout(Patience.FOR_AN_ANSWER.toSeconds(), TimeUnit.SECONDS)
                .exceptionallyCompose(thrown -> Patience.away(thrown) && patient(asked)
                        ? CompletableFuture.runAsync(() -> {}, Patience.later())
                                .thenCompose(nothing -> query(queryName, query, responseType, asked))
                        : CompletableFuture.failedFuture(Patience.back(thrown)));
    }

    private boolean patient(long asked) {
        Duration patience = connected.getAsBoolean() ? Patience.FOR_SOMEBODY : Patience.FOR_A_CONNECTION;
        return System.nanoTime() - asked < patience.toNanos();
    }

    @Override
    public <Q, I, U> SubscriptionQueryResult<I, U> subscriptionQuery(
            String queryName, Q query, ResponseType<I> initial, ResponseType<U> update, int updateBufferSize) {
        SubscriptionQueryResult<I, U> subscription;
        try {
            subscription = super.subscriptionQuery(queryName, query, initial, update, updateBufferSize);
        } catch (RuntimeException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
        return new SubscriptionQueryResult<>() {
            @Override
            public Mono<I> initialResult() {
                return subscription.initialResult().onErrorMap(RemoteQueries::ofNews);
            }

            /** News has no end; where it ends, whoever told it has gone. */
            @Override
            public Flux<U> updates() {
                return subscription
                        .updates()
                        .onErrorMap(RemoteQueries::ofNews)
                        .concatWith(Flux.error(() -> new UnavailableException("whoever told the news has gone", null)));
            }

            @Override
            public boolean cancel() {
                return subscription.cancel();
            }
        };
    }

    /** While a connection breaks, the connector throws many things; what the other process said is told. */
    private static Throwable ofNews(Throwable thrown) {
        return Fault.told(thrown).isPresent()
                ? Patience.back(thrown)
                : new UnavailableException(String.valueOf(thrown.getMessage()), thrown);
    }
}
