package org.huifang.command.promise;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.PromisesChecked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The durable task that wakes complaints whose clock has come (§4.5.2). It only asks; the complaint decides, so being
 * asked twice, late or by two processes is harmless.
 */
public final class DueClocks {
    private static final Logger LOG = LoggerFactory.getLogger(DueClocks.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final CommandGateway commands;
    private final Clock clock;

    private record Due(UUID complaint, Instant nextAt) {}

    public DueClocks(JdbcTemplate jdbc, CommandGateway commands, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clock = clock;
    }

    public RecurringTask<Void> task() {
        return Tasks.recurring("promise-clocks", FixedDelay.of(PAUSE)).execute((instance, context) -> wakeAll());
    }

    private void wakeAll() {
        Instant now = clock.instant();
        List<Due> due = jdbc.query(
                "SELECT complaint, next_at FROM promise_clock WHERE next_at <= ? ORDER BY next_at LIMIT " + PAGE,
                (row, n) -> new Due(
                        row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()),
                Timestamp.from(now));
        due.forEach(complaint -> wake(complaint, now));
    }

    private void wake(Due due, Instant now) {
        try {
            PromisesChecked checked = commands.sendAndWait(new CheckPromises(new ComplaintId(due.complaint()), now));
            if (!checked.said()) {
                // Nothing was due, so no event will move this clock on; another command may have, meanwhile.
                reset(due, checked);
            }
        } catch (RuntimeException e) {
            LOG.warn("The promises of complaint {} could not be checked; tried again in a second", due.complaint(), e);
        }
    }

    private void reset(Due due, PromisesChecked checked) {
        if (checked.next() == null) {
            jdbc.update(
                    "DELETE FROM promise_clock WHERE complaint = ? AND next_at = ?",
                    due.complaint(),
                    Timestamp.from(due.nextAt()));
        } else {
            jdbc.update(
                    "UPDATE promise_clock SET next_at = ? WHERE complaint = ? AND next_at = ?",
                    Timestamp.from(checked.next()),
                    due.complaint(),
                    Timestamp.from(due.nextAt()));
        }
    }
}
