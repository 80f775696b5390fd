package org.huifang.query.owner;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.huifang.kernel.owner.OwnerEvent;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.query.projection.Seen;
import org.huifang.query.projection.Written;

/** Those who wait to read what they have just written about an owner. */
final class AwaitedOwners implements Seen {
    private final OwnerRows owners;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    private record Waiter(String owner, long sequence, CompletableFuture<Boolean> reached) {}

    AwaitedOwners(OwnerRows owners) {
        this.owners = owners;
    }

    /** Completes with true once the view carries the stream's event {@code sequence}, or with false after the patience. */
    CompletableFuture<Boolean> until(OwnerId owner, long sequence, Duration patience) {
        Waiter waiter = new Waiter(owner.toString(), sequence, new CompletableFuture<>());
        // Asked first and looked up afterwards, so that a commit between the two cannot be overslept.
        waiters.add(waiter);
        if (owners.findById(owner.value())
                .filter(row -> row.sequence >= sequence)
                .isPresent()) {
            waiter.reached().complete(true);
        }
        return waiter.reached()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, fault) -> waiters.remove(waiter));
    }

    @Override
    public void seen(List<DomainEventMessage<?>> batch, Written views) {
        if (waiters.isEmpty()) {
            return;
        }
        Map<String, Long> reached = new HashMap<>();
        for (DomainEventMessage<?> event : batch) {
            if (OwnerEvent.class.isAssignableFrom(event.getPayloadType())) {
                reached.put(event.getAggregateIdentifier(), event.getSequenceNumber());
            }
        }
        waiters.stream()
                .filter(waiter -> reached.getOrDefault(waiter.owner(), -1L) >= waiter.sequence())
                .forEach(waiter -> waiter.reached().complete(true));
    }
}
