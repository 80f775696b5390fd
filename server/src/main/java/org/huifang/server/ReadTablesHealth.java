package org.huifang.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.huifang.query.projection.Projector;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether the read tables can be asked: they have once come near the log's end since this process began, and have not stood
 * still since. A backlog under load is no reason to send people away; answers say themselves when they are behind.
 */
final class ReadTablesHealth implements HealthIndicator {
    /** Events; written within a moment. */
    private static final long NEAR = 5_000;

    private static final Duration STANDS_STILL = Duration.ofSeconds(30);

    private final Projector projector;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private boolean caughtUp;
    private long seen = -1;
    private Instant moved = Instant.MIN;

    ReadTablesHealth(Projector projector, JdbcTemplate jdbc, Clock clock) {
        this.projector = projector;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public synchronized Health health() {
        long head = Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
        long position = projector.position();
        Instant now = clock.instant();
        if (position != seen || position >= head) {
            seen = position;
            moved = now;
        }
        caughtUp |= head - position <= NEAR;
        boolean follows = projector.isRunning() && moved.plus(STANDS_STILL).isAfter(now);
        return (caughtUp && follows ? Health.up() : Health.outOfService())
                .withDetail("behind", Math.max(0, head - position))
                .build();
    }
}
