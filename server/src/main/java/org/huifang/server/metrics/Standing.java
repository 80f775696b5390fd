package org.huifang.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where the log ends, how far behind it are those who follow it, and what waits: asked of the database when somebody looks,
 * and at most every five seconds, however many look. What cannot be asked, or is not kept by this role, is NaN.
 */
final class Standing implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);
    private static final Duration ASKED_EVERY = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 3;
    private static final List<String> FOLLOWERS = List.of("read-tables", "reactions", "notices");

    private final JdbcTemplate jdbc;
    private long askedAt;
    private @Nullable Look last;

    /** @param positions of those who follow the log, by name */
    private record Look(
            double head, Map<String, Double> positions, double overdue, double overdueSeconds, double letters) {
        double lag(String follower) {
            return Math.max(0, head - positions.getOrDefault(follower, Double.NaN));
        }
    }

    Standing(JdbcTemplate shared) {
        jdbc = new JdbcTemplate(Objects.requireNonNull(shared.getDataSource()));
        jdbc.setQueryTimeout(PATIENCE_SECONDS);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("huifang.log", "events", "Events in the log", Look::head).register(registry);
        for (String follower : FOLLOWERS) {
            gauge("huifang.follower.lag", "events", "Events still to be taken in", look -> look.lag(follower))
                    .tag("follower", follower)
                    .register(registry);
        }
        gauge("huifang.clocks.overdue", null, "Promises' clocks that should have been looked at by now", Look::overdue)
                .register(registry);
        gauge(
                        "huifang.clocks.overdue.age",
                        "seconds",
                        "For how long the oldest of them has been due",
                        Look::overdueSeconds)
                .register(registry);
        gauge(
                        "huifang.dead.letters",
                        null,
                        "Events that the read tables could not take in, and those that wait behind them",
                        Look::letters)
                .register(registry);
    }

    private Gauge.Builder<Standing> gauge(
            String name, @Nullable String unit, String description, ToDoubleFunction<Look> figure) {
        return Gauge.builder(name, this, standing -> figure.applyAsDouble(standing.look()))
                .baseUnit(unit)
                .description(description);
    }

    private synchronized Look look() {
        Look known = last;
        if (known == null || System.nanoTime() - askedAt > ASKED_EVERY.toNanos()) {
            known = ask();
            last = known;
            askedAt = System.nanoTime();
        }
        return known;
    }

    private Look ask() {
        Map<String, Double> positions = new HashMap<>();
        // Followers first: whoever moves on meanwhile is not said to be ahead.
        add(positions, "progress", "SELECT 'read-tables', greatest(position, 0) FROM progress");
        add(
                positions,
                "token_entry",
                "SELECT processor_name, coalesce(min((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint), 0)"
                        + " FROM token_entry WHERE processor_name NOT LIKE '\\_\\_%' GROUP BY processor_name");
        return new Look(
                figure("event_head", "SELECT position FROM event_head"),
                positions,
                figure("promise_clock", "SELECT count(*) FROM promise_clock WHERE next_at <= clock_timestamp()"),
                figure(
                        "promise_clock",
                        "SELECT greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(next_at)), 0)) FROM promise_clock"),
                figure("dead_letter", "SELECT count(*) FROM dead_letter"));
    }

    private void add(Map<String, Double> positions, String table, String query) {
        try {
            if (kept(table)) {
                jdbc.query(query, row -> {
                    positions.put(row.getString(1), row.getDouble(2));
                });
            }
        } catch (DataAccessException e) {
            LOG.debug("{} could not be asked", table, e);
        }
    }

    private double figure(String table, String query) {
        try {
            Double found = kept(table) ? jdbc.queryForObject(query, Double.class) : null;
            return found == null ? Double.NaN : found;
        } catch (DataAccessException e) {
            LOG.debug("{} could not be asked", table, e);
            return Double.NaN;
        }
    }

    private boolean kept(String table) {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, table));
    }
}
