package org.huifang.query.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.huifang.kernel.RecentlyUsed;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChange;
import org.huifang.kernel.complaint.ComplaintQuery.QueueChanges;
import org.huifang.kernel.complaint.ComplaintQuery.WatchAlarms;
import org.huifang.kernel.complaint.ComplaintQuery.WatchComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.WatchQueue;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.projection.Seen;
import org.huifang.query.projection.Written;
import org.jspecify.annotations.Nullable;

/** Those who wait for a complaint's view to change: readers of their own writes (decision 5), and subscribers. */
public final class Waiting implements Seen {
    private final ComplaintRows complaints;
    private final QueryUpdateEmitter updates;
    private final StoredComplaints stored;
    private final Executor readers;
    private final CompanyDirectory directory;
    private final Map<UUID, ConcurrentLinkedQueue<Waiter>> waiters = new ConcurrentHashMap<>();

    /** The latest views, so that most waits need no look at the table. */
    private final Map<UUID, Seeing> seen = RecentlyUsed.map(SEEN_AT_MOST);

    private static final int SEEN_AT_MOST = 1_000;
    private static final long LOOK_AFTER_MILLIS = 300;
    private static final Seeing IMPATIENT = new Seeing(-1, false, null);

    private record Waiter(long sequence, CompletableFuture<Seeing> reached) {}

    /**
     * How far a complaint's view has come.
     *
     * @param current whether as far as was waited for
     * @param view where this process has it at hand; else it is to be read
     */
    record Seeing(long sequence, boolean current, @Nullable ComplaintView view) {}

    /** @param readers who read views and answer: the projector goes on with the next batch meanwhile */
    Waiting(
            ComplaintRows complaints,
            QueryUpdateEmitter updates,
            StoredComplaints stored,
            Executor readers,
            CompanyDirectory directory) {
        this.complaints = complaints;
        this.updates = updates;
        this.stored = stored;
        this.readers = readers;
        this.directory = directory;
    }

    /** Completes once the view carries the stream's event {@code sequence}, or, saying so, after {@code patience}. */
    CompletableFuture<Seeing> until(ComplaintId complaint, long sequence, Duration patience) {
        CompletableFuture<Seeing> reached = new CompletableFuture<>();
        Waiter waiter = new Waiter(sequence, reached);
        // Asked first and looked up afterwards, so that a commit between the two cannot be overslept.
        waiters.compute(complaint.value(), (id, queue) -> {
            ConcurrentLinkedQueue<Waiter> asked = queue == null ? new ConcurrentLinkedQueue<>() : queue;
            asked.add(waiter);
            return asked;
        });
        Seeing latest = seen.get(complaint.value());
        if (latest != null && latest.sequence() >= sequence) {
            reached.complete(latest);
        } else if (latest == null) {
            // What was seen before this process began, or long ago, is only in the table.
            CompletableFuture.delayedExecutor(LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS, readers)
                    .execute(() -> {
                        long written = reached.isDone() ? -1 : written(complaint);
                        if (written >= sequence) {
                            reached.complete(new Seeing(written, true, null));
                        }
                    });
        }
        return reached.completeOnTimeout(IMPATIENT, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, fault) -> waiters.computeIfPresent(complaint.value(), (id, queue) -> {
                    queue.remove(waiter);
                    return queue.isEmpty() ? null : queue;
                }));
    }

    private long written(ComplaintId complaint) {
        return complaints.findReached(List.of(complaint.value())).stream()
                .mapToLong(ComplaintRows.Reached::getSequence)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void seen(List<DomainEventMessage<?>> batch, Written views) {
        Map<UUID, Seeing> reached = new HashMap<>();
        for (DomainEventMessage<?> event : batch) {
            if (ComplaintEvent.class.isAssignableFrom(event.getPayloadType())) {
                String id = event.getAggregateIdentifier();
                ComplaintView view = views.view(ComplaintView.class, id);
                reached.put(UUID.fromString(id), new Seeing(event.getSequenceNumber(), true, view));
            }
        }
        seen.putAll(reached);
        reached.forEach((id, seeing) -> {
            var queue = waiters.get(id);
            if (queue != null) {
                queue.stream().filter(w -> w.sequence() <= seeing.sequence()).forEach(w -> w.reached()
                        .complete(seeing));
            }
        });
        tell(batch, reached.keySet());
    }

    /** Followers are told of what changed at once, each only of what they see. */
    private void tell(List<DomainEventMessage<?>> batch, Set<UUID> changed) {
        List<Object> followers = updates.activeSubscriptions().stream()
                .<Object>map(subscription -> subscription.getPayload())
                .toList();
        if (followers.isEmpty()) {
            return;
        }
        boolean queues = followers.stream().anyMatch(WatchQueue.class::isInstance);
        Set<UUID> watched = followers.stream()
                .filter(WatchComplaint.class::isInstance)
                .map(follower -> ((WatchComplaint) follower).complaint().value())
                .filter(changed::contains)
                .collect(Collectors.toSet());
        complaints.findAllById(queues ? changed : watched).forEach(row -> {
            if (watched.contains(row.id)) {
                Found found = new Found(stored.view(row.view), true);
                updates.emit(
                        WatchComplaint.class,
                        query -> query.complaint().value().equals(row.id)
                                && directory
                                        .actingAsRead(query.person())
                                        .filter(person -> person.sees(row.place(), row.registeredBy))
                                        .isPresent(),
                        found);
            }
            if (queues) {
                updates.emit(WatchQueue.class, query -> concerns(query, row), change(row));
            }
        });
        if (followers.stream().anyMatch(WatchAlarms.class::isInstance)) {
            batch.forEach(this::alarm);
        }
    }

    /** What who follows may have missed. */
    QueueChanges missed(WatchQueue query) {
        Instant since = query.since();
        return new QueueChanges(
                since == null
                        ? List.of()
                        : complaints
                                .findAllById(complaints.findChangedSince(since).stream()
                                        .map(UUID::fromString)
                                        .toList())
                                .stream()
                                .filter(row -> concerns(query, row))
                                .map(Waiting::change)
                                .toList());
    }

    private static QueueChange change(ComplaintRow row) {
        return new QueueChange(new ComplaintId(row.id), RecordNumber.parse(row.number), row.centre, row.state);
    }

    private boolean concerns(WatchQueue query, ComplaintRow row) {
        return (query.centre() == null || query.centre().equals(row.centre)) && sees(query.person(), row);
    }

    private void alarm(DomainEventMessage<?> message) {
        if (!(message.getPayload() instanceof PromisesObserved observed)) {
            return;
        }
        complaints.findById(observed.complaint().value()).ifPresent(row -> {
            ComplaintView view = stored.view(row.view);
            observed.changes().stream()
                    .flatMap(change -> Alarms.of(change, view, observed.stamp().at()).stream())
                    .forEach(alarm -> updates.emit(
                            WatchAlarms.class,
                            query -> (query.centre() == null || query.centre().equals(row.centre))
                                    && sees(query.person(), row),
                            alarm));
        });
    }

    private boolean sees(String person, ComplaintRow row) {
        return directory
                .actingAsRead(person)
                .filter(found -> found.sees(row.place()))
                .isPresent();
    }
}
