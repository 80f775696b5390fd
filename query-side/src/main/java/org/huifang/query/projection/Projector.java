package org.huifang.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.springframework.dao.support.DataAccessUtils;
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
    /** Of each projection. */
    private static final int VIEWS_KEPT = 2_000;

    /** From before the doors are open until the last of those who wait to see what they wrote has been answered. */
    public static final int PHASE = 0;

    /** What the progress of a generation says that another one has taken the place of. */
    static final long RETIRED = Long.MAX_VALUE;

    /** Asked for each batch, so PostgreSQL is to have its plan. */
    private static final String PROGRESS = "SELECT position, EXISTS (SELECT FROM dead_letter) FROM progress FOR UPDATE";

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final List<Folded<?>> projections;
    private final List<Seen> listeners;
    private final Watch watch;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean running;
    private volatile long position = -1;
    /** Where this process has moved the progress to; if it stands elsewhere, another one wrote. */
    private long moved = -1;

    private Thread thread = new Thread();

    public Projector(
            StreamableMessageSource<TrackedEventMessage<?>> log,
            List<Projection<?>> projections,
            List<Seen> listeners,
            Watch watch,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.log = log;
        this.projections = projections.stream()
                .<Folded<?>>map(projection -> new Folded<>(projection, VIEWS_KEPT))
                .toList();
        this.listeners = List.copyOf(listeners);
        this.watch = watch;
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

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void follow() {
        while (running) {
            try {
                Long reached = jdbc.queryForObject("SELECT position FROM progress", Long.class);
                long written = reached == null ? -1 : reached;
                // What somebody else wrote meanwhile is still to be told here.
                position = position < 0 ? written : Math.min(position, written);
                followFrom(position);
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
                Runnable ended = watch.begun(batch);
                try {
                    Written views = new Written();
                    project(batch, views);
                    tell(batch, views);
                } finally {
                    ended.run();
                }
            }
        }
    }

    /** Halves a batch that fails until the event that cannot be taken in stands alone. */
    private void project(List<TrackedEventMessage<?>> batch, Written views) {
        try {
            List<Map<String, ?>> written = new ArrayList<>();
            transaction.executeWithoutResult(status -> write(batch, written));
            for (int i = 0; i < written.size(); i++) {
                projections.get(i).keep(written.get(i));
                views.add(written.get(i));
            }
        } catch (GenerationRetired
                | DataAccessResourceFailureException
                | TransientDataAccessException
                | TransactionException e) {
            projections.forEach(Folded::forget);
            throw e;
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                project(batch.subList(0, batch.size() / 2), views);
                project(batch.subList(batch.size() / 2, batch.size()), views);
            } else {
                transaction.executeWithoutResult(status -> bury(batch.get(0), e));
            }
        }
        position = positionOf(batch.get(batch.size() - 1));
    }

    /** @param written what each projection has made of the batch, in their order */
    private void write(List<TrackedEventMessage<?>> batch, List<Map<String, ?>> written) {
        Progress progress = lockProgress();
        long reached = progress.position();
        if (reached != moved) {
            // Another process wrote meanwhile: what is known here may be of the past.
            projections.forEach(Folded::forget);
        }
        List<DomainEventMessage<?>> fresh = batch.stream()
                .filter(event -> positionOf(event) > reached)
                .filter(DomainEventMessage.class::isInstance)
                .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        List<DomainEventMessage<?>> healthy =
                progress.letters() ? withoutPoisonedStreams(batch, reached, fresh) : fresh;
        Writes writes = new Writes();
        projections.forEach(projection -> written.add(projection.write(healthy, writes, jdbc)));
        moveTo(positionOf(batch.get(batch.size() - 1)), writes);
    }

    private List<DomainEventMessage<?>> withoutPoisonedStreams(
            List<TrackedEventMessage<?>> batch, long reached, List<DomainEventMessage<?>> fresh) {
        Set<String> poisoned =
                new HashSet<>(jdbc.queryForList("SELECT DISTINCT stream FROM dead_letter", String.class));
        for (TrackedEventMessage<?> event : batch) {
            if (positionOf(event) > reached
                    && event instanceof DomainEventMessage<?> domain
                    && poisoned.contains(domain.getAggregateIdentifier())) {
                DeadLetters.add(domain, DeadLetters.LATER, jdbc);
            }
        }
        return fresh.stream()
                .filter(event -> !poisoned.contains(event.getAggregateIdentifier()))
                .toList();
    }

    private void bury(TrackedEventMessage<?> event, RuntimeException cause) {
        if (lockProgress().position() >= positionOf(event)) {
            return;
        }
        LOG.error("Event {} could not be taken into the read tables", positionOf(event), cause);
        if (event instanceof DomainEventMessage<?> domain) {
            DeadLetters.add(domain, String.valueOf(cause), jdbc);
        }
        moveTo(positionOf(event), new Writes());
    }

    /** @param letters whether any stream waits in the dead letters */
    private record Progress(long position, boolean letters) {}

    private Progress lockProgress() {
        Progress progress = DataAccessUtils.requiredSingleResult(jdbc.query(
                connection -> connection.prepareStatement(PROGRESS),
                (row, n) -> new Progress(row.getLong(1), row.getBoolean(2))));
        if (progress.position() == RETIRED) {
            throw new GenerationRetired();
        }
        return progress;
    }

    private void moveTo(long reached, Writes with) {
        with.add("UPDATE progress SET position = ?", reached);
        with.send(jdbc);
        moved = reached;
    }

    private void tell(List<TrackedEventMessage<?>> batch, Written views) {
        List<DomainEventMessage<?>> events = batch.stream()
                .filter(DomainEventMessage.class::isInstance)
                .<DomainEventMessage<?>>map(event -> (DomainEventMessage<?>) event)
                .toList();
        listeners.forEach(listener -> listener.seen(events, views));
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
