package org.huifang.command.promise;

import java.sql.Timestamp;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps one clock a complaint at the next instant at which its promises may change (§4.5.2); made again by a replay. */
@ProcessingGroup("reactions")
public class WhenPromisesObservedThenSetClock {
    private final JdbcTemplate jdbc;

    public WhenPromisesObservedThenSetClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(PromisesObserved event) {
        if (event.next() == null) {
            jdbc.update(
                    "DELETE FROM promise_clock WHERE complaint = ?",
                    event.complaint().value());
        } else {
            jdbc.update(
                    "INSERT INTO promise_clock (complaint, next_at) VALUES (?, ?) "
                            + "ON CONFLICT (complaint) DO UPDATE SET next_at = excluded.next_at",
                    event.complaint().value(),
                    Timestamp.from(event.next()));
        }
    }
}
