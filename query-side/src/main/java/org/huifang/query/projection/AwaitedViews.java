package org.huifang.query.projection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.AwaitView;
import org.springframework.jdbc.core.JdbcTemplate;

/** Those who wait to read what they have just written, of all views that are one row. */
public final class AwaitedViews implements Seen {
    private final Map<String, ViewProjection<?, ?>> projections;
    private final JdbcTemplate jdbc;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    private record Waiter(String stream, long sequence, CompletableFuture<Boolean> reached) {}

    public AwaitedViews(List<ViewProjection<?, ?>> projections, JdbcTemplate jdbc) {
        this.projections = projections.stream().collect(Collectors.toMap(ViewProjection::table, Function.identity()));
        this.jdbc = jdbc;
    }

    @QueryHandler
    public CompletableFuture<Boolean> handle(AwaitView query) {
        ViewProjection<?, ?> projection = projections.get(query.kind());
        if (projection == null) {
            throw new IllegalArgumentException("no view of kind " + query.kind());
        }
        Waiter waiter = new Waiter(query.stream(), query.sequence(), new CompletableFuture<>());
        // Asked first and looked up afterwards, so that a commit between the two cannot be overslept.
        waiters.add(waiter);
        if (projection.reached(query.stream(), jdbc).orElse(-1) >= query.sequence()) {
            waiter.reached().complete(true);
        }
        return waiter.reached()
                .completeOnTimeout(false, query.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, fault) -> waiters.remove(waiter));
    }

    @Override
    public void seen(List<DomainEventMessage<?>> batch, Written views) {
        if (waiters.isEmpty()) {
            return;
        }
        Map<String, Long> reached = new HashMap<>();
        batch.forEach(event -> reached.put(event.getAggregateIdentifier(), event.getSequenceNumber()));
        waiters.stream()
                .filter(waiter -> reached.getOrDefault(waiter.stream(), -1L) >= waiter.sequence())
                .forEach(waiter -> waiter.reached().complete(true));
    }
}
