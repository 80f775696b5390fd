package org.huifang.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the log and keeps the read tables of one generation up to it. Several processes on one database each follow
 * the log; the progress row, locked by each batch, lets every event be written once and tells the others to pass on.
 */
public final class Projector implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    /** Large enough to write set-wise in a replay, small enough to hold in memory. */
    private static final int BATCH = 1_000;

    /** What the progress of a generation says that another one has taken the place of. */
    static final long RETIRED = Long.MAX_VALUE;

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final List<Projection> projections;
    private final List<Seen> listeners;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean running;
    private volatile long position = -1;
    private Thread thread = new Thread();

    public Projector(
            StreamableMessageSource<TrackedEventMessage<?>> log,
            List<Projection> projections,
            List<Seen> listeners,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.log = log;
        this.projections = List.copyOf(projections);
        this.listeners = List.copyOf(listeners);
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** The last position this process knows to be in the read tables. */
    public long position() {
        return position;
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::follow, "projector");
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        while (running) {
            try {
                Long reached = jdbc.queryForObject("SELECT position FROM progress", Long.class);
                long written = reached == null ? -1 : reached;
                // What somebody else wrote meanwhile is still to be told here.
                followFrom(position < 0 ? written : Math.min(position, written));
            } catch (InterruptedException e) {
                return;
            } catch (GenerationRetired e) {
                LOG.debug("Another generation of read tables serves now");
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("The projector lost its footing and starts again from what is written", e);
                    pause();
                }
            }
        }
    }

    private void followFrom(long from) throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream =
                log.openStream(from < 0 ? null : new GlobalSequenceTrackingToken(from))) {
            while (running) {
                if (!stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
                    continue;
                }
                List<TrackedEventMessage<?>> batch = new ArrayList<>();
                do {
                    batch.add(stream.nextAvailable());
                } while (batch.size() < BATCH && stream.hasNextAvailable());
                project(batch);
                tell(batch);
            }
        }
    }

    /** Halves a batch that fails until the event that cannot be taken in stands alone. */
    private void project(List<TrackedEventMessage<?>> batch) {
        try {
            transaction.executeWithoutResult(status -> write(batch));
        } catch (GenerationRetired
                | DataAccessResourceFailureException
                | TransientDataAccessException
                | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                project(batch.subList(0, batch.size() / 2));
                project(batch.subList(batch.size() / 2, batch.size()));
            } else {
                transaction.executeWithoutResult(status -> bury(batch.get(0), e));
            }
        }
        position = positionOf(batch.get(batch.size() - 1));
    }

    private void write(List<TrackedEventMessage<?>> batch) {
        long reached = lockProgress();
        List<DomainEventMessage<?>> fresh = batch.stream()
                .filter(event -> positionOf(event) > reached)
                .filter(DomainEventMessage.class::isInstance)
                .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        List<DomainEventMessage<?>> healthy = withoutPoisonedStreams(batch, reached, fresh);
        projections.forEach(projection -> projection.project(healthy, jdbc));
        moveTo(positionOf(batch.get(batch.size() - 1)));
    }

    private List<DomainEventMessage<?>> withoutPoisonedStreams(
            List<TrackedEventMessage<?>> batch, long reached, List<DomainEventMessage<?>> fresh) {
        Set<String> poisoned =
                new HashSet<>(jdbc.queryForList("SELECT DISTINCT stream FROM dead_letter", String.class));
        if (poisoned.isEmpty()) {
            return fresh;
        }
        for (TrackedEventMessage<?> event : batch) {
            if (positionOf(event) > reached
                    && event instanceof DomainEventMessage<?> domain
                    && poisoned.contains(domain.getAggregateIdentifier())) {
                letter(event, domain, "an earlier event of this stream waits here");
            }
        }
        return fresh.stream()
                .filter(event -> !poisoned.contains(event.getAggregateIdentifier()))
                .toList();
    }

    private void bury(TrackedEventMessage<?> event, RuntimeException cause) {
        if (lockProgress() >= positionOf(event)) {
            return;
        }
        LOG.error("Event {} could not be taken into the read tables", positionOf(event), cause);
        if (event instanceof DomainEventMessage<?> domain) {
            letter(event, domain, String.valueOf(cause));
        }
        moveTo(positionOf(event));
    }

    private void letter(TrackedEventMessage<?> event, DomainEventMessage<?> domain, String error) {
        jdbc.update(
                "INSERT INTO dead_letter (position, stream, name, error) VALUES (?, ?, ?, ?)",
                positionOf(event),
                domain.getAggregateIdentifier(),
                domain.getPayloadType().getSimpleName(),
                error);
    }

    private long lockProgress() {
        Long reached = jdbc.queryForObject("SELECT position FROM progress FOR UPDATE", Long.class);
        if (reached != null && reached == RETIRED) {
            throw new GenerationRetired();
        }
        return reached == null ? -1 : reached;
    }

    private void moveTo(long reached) {
        jdbc.update("UPDATE progress SET position = ?", reached);
    }

    private void tell(List<TrackedEventMessage<?>> batch) {
        List<DomainEventMessage<?>> events = batch.stream()
                .filter(DomainEventMessage.class::isInstance)
                .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                .toList();
        listeners.forEach(listener -> listener.seen(events));
    }

    private static long positionOf(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was about to be written belongs into tables that no longer serve. */
    private static final class GenerationRetired extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
