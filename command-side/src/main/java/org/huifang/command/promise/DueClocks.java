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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.kernel.complaint.ComplaintCommand.CheckPromises;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.forum.ForumPostCommand.CheckForumPost;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.promise.PromisesChecked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The durable task that wakes whatever's clock has come (§4.5.2, §4.6.7). It only asks; the complaint or post decides, so
 * being asked twice, late or by two processes is harmless. Many are asked at a time, since their answers are committed in
 * groups: an evening's promises that fall due together are all looked at within the minute.
 */
public final class DueClocks {
    private static final Logger LOG = LoggerFactory.getLogger(DueClocks.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 2_000;

    private static final String FIRST = "SELECT kind, id, next_at FROM promise_clock WHERE next_at <= ?";
    private static final String LATER = FIRST + " AND (next_at, id) > (?, ?)";
    private static final String ORDER = " ORDER BY next_at, id LIMIT " + PAGE;

    private final JdbcTemplate jdbc;
    private final CommandGateway commands;
    private final Clock clock;
    private final Executor hands;

    /** Whose clock it is. */
    enum Kind {
        COMPLAINT,
        FORUM_POST;

        Object check(UUID id, Instant now) {
            return this == COMPLAINT
                    ? new CheckPromises(new ComplaintId(id), now)
                    : new CheckForumPost(new ForumPostId(id), now);
        }
    }

    private record Due(Kind kind, UUID id, Instant nextAt) {}

    /** @param hands as many complaints are looked at side by side */
    public DueClocks(JdbcTemplate jdbc, CommandGateway commands, Clock clock, Executor hands) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clock = clock;
        this.hands = hands;
    }

    public RecurringTask<Void> task() {
        return Tasks.recurring("promise-clocks", FixedDelay.of(PAUSE)).execute((instance, context) -> wakeAll());
    }

    /** Each clock that has come, once: the rows move on only after their events were taken in. */
    private void wakeAll() {
        Instant now = clock.instant();
        List<Due> due = page(FIRST + ORDER, Timestamp.from(now));
        while (!due.isEmpty()) {
            CompletableFuture.allOf(due.stream()
                            .map(one -> CompletableFuture.runAsync(() -> wake(one, now), hands))
                            .toArray(CompletableFuture[]::new))
                    .join();
            Due last = due.get(due.size() - 1);
            due = due.size() < PAGE
                    ? List.of()
                    : page(LATER + ORDER, Timestamp.from(now), Timestamp.from(last.nextAt()), last.id());
        }
    }

    private List<Due> page(String query, Object... arguments) {
        return jdbc.query(
                query,
                (row, n) -> new Due(
                        Kind.valueOf(row.getString(1)),
                        row.getObject(2, UUID.class),
                        row.getTimestamp(3).toInstant()),
                arguments);
    }

    private void wake(Due due, Instant now) {
        try {
            PromisesChecked checked = commands.sendAndWait(due.kind().check(due.id(), now));
            if (!checked.said()) {
                // Nothing was due, so no event will move this clock on; another command may have, meanwhile.
                reset(due, checked);
            }
        } catch (RuntimeException e) {
            LOG.warn("The promises of {} {} could not be checked; tried again in a second", due.kind(), due.id(), e);
        }
    }

    private void reset(Due due, PromisesChecked checked) {
        if (checked.next() == null) {
            jdbc.update(
                    "DELETE FROM promise_clock WHERE id = ? AND kind = ? AND next_at = ?",
                    due.id(),
                    due.kind().name(),
                    Timestamp.from(due.nextAt()));
        } else {
            jdbc.update(
                    "UPDATE promise_clock SET next_at = ? WHERE id = ? AND kind = ? AND next_at = ?",
                    Timestamp.from(checked.next()),
                    due.id(),
                    due.kind().name(),
                    Timestamp.from(due.nextAt()));
        }
    }
}
