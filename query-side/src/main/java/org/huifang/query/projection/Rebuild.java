package org.huifang.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.huifang.kernel.operations.Replay.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the read tables anew in a schema beside the serving one, catches up with it while nobody may move it on, and
 * switches by renaming both in one transaction: readers see the old tables or the new ones, and never a hole.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** So near the head the rest is caught up with while the serving generation stands still. */
    private static final long NEAR = 1_000;
    /** Events that are folded together. */
    private static final int STEP = 5_000;

    private final Generation generation;
    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final List<Projection<?>> projections;
    private final JdbcTemplate jdbc;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long position = -1;
    private volatile @Nullable Instant startedAt;
    private volatile Duration took = Duration.ZERO;
    private volatile @Nullable String fault;

    public Rebuild(
            Generation generation,
            StreamableMessageSource<TrackedEventMessage<?>> log,
            List<Projection<?>> projections,
            JdbcTemplate jdbc) {
        this.generation = generation;
        this.log = log;
        this.projections = projections;
        this.jdbc = jdbc;
    }

    public Status status() {
        return new Status(running.get(), position, head(), startedAt, took.toMillis() / 1000.0, fault);
    }

    /** Begins, unless one is under way. */
    public void start(Instant at) {
        if (running.compareAndSet(false, true)) {
            position = -1;
            fault = null;
            took = Duration.ZERO;
            startedAt = at;
            new Thread(this::run, "rebuild").start();
        }
    }

    private void run() {
        long begun = System.nanoTime();
        try {
            jdbc.execute("DROP SCHEMA IF EXISTS " + generation.next() + " CASCADE");
            generation.maker().make(generation.next());
            build();
            jdbc.execute("DROP SCHEMA IF EXISTS " + generation.retired() + " CASCADE");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "interrupted";
        } catch (RuntimeException e) {
            LOG.error("The read tables could not be made anew; the old ones go on serving", e);
            fault = String.valueOf(e.getMessage());
        } finally {
            took = Duration.ofNanos(System.nanoTime() - begun);
            running.set(false);
        }
    }

    private void build() throws InterruptedException {
        try (HikariDataSource beside = Followers.connections(generation.urlOf(generation.next()), 2)) {
            JdbcTemplate next = new JdbcTemplate(beside);
            fold(next);
            Projector projector = new Projector(
                    log,
                    projections,
                    List.of(),
                    Watch.NONE,
                    next,
                    new TransactionTemplate(new DataSourceTransactionManager(beside)));
            projector.start();
            try {
                until(projector, () -> head() - NEAR);
                switchOver(projector);
            } finally {
                projector.stop();
            }
        }
    }

    /** All there is now, in large steps; what comes meanwhile is left to the projector. */
    private void fold(JdbcTemplate next) throws InterruptedException {
        Bulk bulk = new Bulk(projections, next);
        long head = head();
        long reached = 0;
        try (var stream = log.openStream(null)) {
            while (reached < head) {
                List<DomainEventMessage<?>> batch = new ArrayList<>();
                while (reached < head && batch.size() < STEP) {
                    TrackedEventMessage<?> event = stream.nextAvailable();
                    reached = event.trackingToken().position().orElseThrow();
                    batch.add((DomainEventMessage<?>) event);
                }
                bulk.take(batch);
                position = reached;
            }
        }
        bulk.finish(reached);
    }

    /** Whoever is about to move the old generation on waits for its progress row, and then finds it retired. */
    private void switchOver(Projector projector) {
        try (HikariDataSource own = Followers.connections(generation.urlOf(generation.schema()), 1)) {
            JdbcTemplate serving = new JdbcTemplate(own);
            new TransactionTemplate(new DataSourceTransactionManager(own)).executeWithoutResult(status -> {
                long reached = Objects.requireNonNull(
                        serving.queryForObject("SELECT position FROM progress FOR UPDATE", Long.class));
                try {
                    until(projector, () -> reached);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
                projector.stop();
                serving.update("UPDATE progress SET position = ?", Projector.RETIRED);
                serving.execute("DROP SCHEMA IF EXISTS " + generation.retired() + " CASCADE");
                serving.execute("ALTER SCHEMA " + generation.schema() + " RENAME TO " + generation.retired());
                serving.execute("ALTER SCHEMA " + generation.next() + " RENAME TO " + generation.schema());
            });
        }
    }

    private void until(Projector projector, Supplier<Long> wanted) throws InterruptedException {
        while (projector.position() < wanted.get()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            position = projector.position();
        }
        position = projector.position();
    }

    private long head() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
    }
}
