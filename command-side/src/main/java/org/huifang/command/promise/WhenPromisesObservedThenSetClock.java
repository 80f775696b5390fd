package org.huifang.command.promise;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.huifang.command.promise.DueClocks.Kind;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.forum.ForumPostEvent.ForumPromisesObserved;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps one clock a complaint, or forum post, at the next instant at which its promises may change (§4.5.2, §4.6.7); made
 * again by a replay. The clocks of a batch are set together, in its transaction.
 */
@ProcessingGroup("reactions")
public class WhenPromisesObservedThenSetClock {
    private static final String CLOCKS = WhenPromisesObservedThenSetClock.class.getName();
    private static final String SET = """
            INSERT INTO promise_clock (id, kind, next_at)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[]::timestamptz[])
            ON CONFLICT (id, kind) DO UPDATE SET next_at = excluded.next_at
            """;

    private final JdbcTemplate jdbc;

    public WhenPromisesObservedThenSetClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Whose(UUID id, Kind kind) {}

    @EventHandler
    void on(PromisesObserved event, UnitOfWork<?> batch) {
        gather(new Whose(event.complaint().value(), Kind.COMPLAINT), event.next(), batch);
    }

    @EventHandler
    void on(ForumPromisesObserved event, UnitOfWork<?> batch) {
        gather(new Whose(event.post().value(), Kind.FORUM_POST), event.next(), batch);
    }

    private void gather(Whose whose, @Nullable Instant next, UnitOfWork<?> batch) {
        Map<Whose, @Nullable Instant> clocks = batch.root().getOrComputeResource(CLOCKS, key -> {
            Map<Whose, @Nullable Instant> gathered = new LinkedHashMap<>();
            batch.onPrepareCommit(work -> set(gathered));
            return gathered;
        });
        clocks.put(whose, next);
    }

    private void set(Map<Whose, @Nullable Instant> clocks) {
        List<Whose> stopped = clocks.entrySet().stream()
                .filter(clock -> clock.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!stopped.isEmpty()) {
            jdbc.update(
                    "DELETE FROM promise_clock WHERE (id, kind) IN (SELECT * FROM unnest(?::uuid[], ?::text[]))",
                    ids(stopped),
                    kinds(stopped));
            clocks.keySet().removeAll(stopped);
        }
        if (!clocks.isEmpty()) {
            jdbc.update(
                    SET,
                    ids(clocks.keySet()),
                    kinds(clocks.keySet()),
                    clocks.values().stream().map(String::valueOf).toArray(String[]::new));
        }
    }

    private static UUID[] ids(Collection<Whose> clocks) {
        return clocks.stream().map(Whose::id).toArray(UUID[]::new);
    }

    private static String[] kinds(Collection<Whose> clocks) {
        return clocks.stream().map(whose -> whose.kind().name()).toArray(String[]::new);
    }
}
