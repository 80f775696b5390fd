package org.huifang.command.promise;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps one clock a complaint at the next instant at which its promises may change (§4.5.2); made again by a replay. The
 * clocks of a batch are set together, in its transaction.
 */
@ProcessingGroup("reactions")
public class WhenPromisesObservedThenSetClock {
    private static final String CLOCKS = WhenPromisesObservedThenSetClock.class.getName();
    private static final String SET = """
            INSERT INTO promise_clock (complaint, next_at) SELECT * FROM unnest(?::uuid[], ?::text[]::timestamptz[])
            ON CONFLICT (complaint) DO UPDATE SET next_at = excluded.next_at
            """;

    private final JdbcTemplate jdbc;

    public WhenPromisesObservedThenSetClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(PromisesObserved event, UnitOfWork<?> batch) {
        Map<UUID, @Nullable Instant> clocks = batch.root().getOrComputeResource(CLOCKS, key -> {
            Map<UUID, @Nullable Instant> gathered = new LinkedHashMap<>();
            batch.onPrepareCommit(work -> set(gathered));
            return gathered;
        });
        clocks.put(event.complaint().value(), event.next());
    }

    private void set(Map<UUID, @Nullable Instant> clocks) {
        List<UUID> stopped = clocks.entrySet().stream()
                .filter(clock -> clock.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!stopped.isEmpty()) {
            jdbc.update("DELETE FROM promise_clock WHERE complaint = ANY(?)", (Object) stopped.toArray(UUID[]::new));
            clocks.keySet().removeAll(stopped);
        }
        if (!clocks.isEmpty()) {
            jdbc.update(
                    SET,
                    clocks.keySet().toArray(UUID[]::new),
                    clocks.values().stream().map(String::valueOf).toArray(String[]::new));
        }
    }
}
