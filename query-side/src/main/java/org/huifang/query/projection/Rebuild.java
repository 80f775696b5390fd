package org.huifang.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.huifang.kernel.operations.Replay.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the read tables anew in a schema beside the serving one, catches up with it while nobody may move it on, and
 * switches by renaming both in one transaction: readers see the old tables or the new ones, and never a hole. Of several
 * processes on one database one makes them, and each knows how far it is.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** So near the head the rest is caught up with while the serving generation stands still. */
    private static final long NEAR = 1_000;
    /** Events that are folded together. */
    private static final int STEP = 5_000;

    /** Of PostgreSQL's advisory locks: whoever makes them has it alone, and loses it by dying. */
    private static final int UNDER_WAY = 0x4855_4652;

    private static final String DIED = "重建的进程已中止 / the process that made them has ended";

    private final Generation generation;
    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final List<Projection<?>> projections;
    private final JdbcTemplate jdbc;

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
        return jdbc
                .query(
                        """
                        SELECT *, EXISTS (
                            SELECT FROM pg_locks
                            WHERE locktype = 'advisory' AND granted AND classid = ? AND objid = 0 AND objsubid = 2
                              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        ) AS running
                        FROM replay
                        """,
                        (row, n) -> {
                            boolean running = row.getBoolean("running");
                            double seconds = row.getDouble("seconds");
                            boolean died = row.wasNull() && !running;
                            return new Status(
                                    running,
                                    row.getLong("position"),
                                    head(),
                                    row.getObject("started_at", OffsetDateTime.class)
                                            .toInstant(),
                                    seconds,
                                    died ? DIED : row.getString("fault"));
                        },
                        UNDER_WAY)
                .stream()
                .findFirst()
                .orElseGet(() -> new Status(false, -1, head(), null, 0, null));
    }

    /** Begins, unless one is under way at any process. */
    public void start(Instant at) {
        SingleConnectionDataSource own = new SingleConnectionDataSource(generation.url(), true);
        try {
            Boolean alone =
                    new JdbcTemplate(own).queryForObject("SELECT pg_try_advisory_lock(?, 0)", Boolean.class, UNDER_WAY);
            if (Boolean.TRUE.equals(alone)) {
                begun(at);
                new Thread(() -> run(own), "rebuild").start();
                return;
            }
        } catch (DataAccessException e) {
            own.destroy();
            throw e;
        }
        own.destroy();
    }

    /**
     * Whether so much is still to be written to the serving tables, those of a new generation or of a log that came from
     * elsewhere, that they are sooner made anew: folding goes through a log three times as fast as following does.
     */
    public boolean awaited() {
        long head = head();
        long behind = head - Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM progress", Long.class));
        return behind > NEAR && behind > head / 3;
    }

    /** Makes those that are {@link #awaited}, or waits until another process has. */
    public void makeAwaited(Instant at) {
        SingleConnectionDataSource own = new SingleConnectionDataSource(generation.url(), true);
        try (own) {
            new JdbcTemplate(own).execute("SELECT pg_advisory_lock(" + UNDER_WAY + ", 0)");
            if (awaited()) {
                begun(at);
                run(own);
            }
        }
    }

    private void begun(Instant at) {
        jdbc.update("""
                INSERT INTO replay (position, started_at) VALUES (-1, ?)
                ON CONFLICT (one) DO UPDATE
                SET position = -1, started_at = EXCLUDED.started_at, seconds = NULL, fault = NULL
                """, at.atOffset(ZoneOffset.UTC));
    }

    /** @param lock kept until it has ended */
    private void run(SingleConnectionDataSource lock) {
        long begun = System.nanoTime();
        try (lock) {
            String fault = made();
            jdbc.update(
                    "UPDATE replay SET seconds = ?, fault = ?",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
                    fault);
        }
    }

    /** Answers why not, where they were not. */
    private @Nullable String made() {
        try {
            jdbc.execute("DROP SCHEMA IF EXISTS " + generation.next() + " CASCADE");
            generation.maker().make(generation.next());
            build();
            jdbc.execute("DROP SCHEMA IF EXISTS " + generation.retired() + " CASCADE");
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (RuntimeException e) {
            LOG.error("The read tables could not be made anew; the old ones go on serving", e);
            return String.valueOf(e.getMessage());
        }
    }

    private void reached(long position) {
        jdbc.update("UPDATE replay SET position = ?", position);
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
        long folded = 0;
        try (var stream = log.openStream(null)) {
            while (folded < head) {
                List<DomainEventMessage<?>> batch = new ArrayList<>();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                while (folded < head && batch.size() < STEP) {
                    TrackedEventMessage<?> event = stream.nextAvailable();
                    folded = event.trackingToken().position().orElseThrow();
                    batch.add((DomainEventMessage<?>) event);
                }
                bulk.take(batch);
                reached(folded);
            }
        }
        bulk.finish(folded);
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
            reached(projector.position());
        }
        reached(projector.position());
    }

    private long head() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
    }
}
