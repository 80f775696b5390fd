package org.huifang.command.notice;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.NoticeDelivery.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * Sends what waits in the outbox, and tries again, longer and longer after, what could not be sent. What was sent when the
 * process died before it could write that down is sent again, under the same id.
 */
public final class Delivering {
    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int PAGE = 200;
    private static final int FAULT_AT_MOST = 500;
    /** After the last of them it is given up, and waits for somebody to say that it is to be tried again. */
    private static final List<Duration> TRIED_AFTER = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final MailPost mail;
    private final WebhookPost webhooks;
    private final Clock clock;

    Delivering(JdbcTemplate jdbc, ObjectMapper json, MailPost mail, WebhookPost webhooks, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.mail = mail;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** @param attempts made before */
    record Due(UUID id, Channel channel, String target, Notice notice, int attempts) {}

    public RecurringTask<Void> task() {
        return Tasks.recurring("notice-deliveries", FixedDelay.of(PAUSE)).execute((instance, context) -> sendDue());
    }

    void sendDue() {
        List<Due> due = jdbc.query(
                "SELECT id, channel, target, content, attempts FROM notice_delivery"
                        + " WHERE state = 'PENDING' AND next_at <= ? ORDER BY next_at, id LIMIT " + PAGE,
                (row, n) -> new Due(
                        row.getObject(1, UUID.class),
                        Channel.valueOf(row.getString(2)),
                        row.getString(3),
                        json.readValue(row.getString(4), Notice.class),
                        row.getInt(5)),
                Timestamp.from(clock.instant()));
        Map<String, List<Due>> digests = new LinkedHashMap<>();
        Set<String> failing = new HashSet<>();
        for (Due one : due) {
            String way = one.channel() == Channel.WEBHOOK ? one.target() : Channel.MAIL.name();
            if (failing.contains(way)) {
                continue;
            }
            if (one.channel() == Channel.DIGEST) {
                digests.computeIfAbsent(one.target(), person -> new ArrayList<>())
                        .add(one);
            } else if (!send(List.of(one))) {
                failing.add(way);
            }
        }
        digests.values().forEach(this::send);
    }

    /** One failure is not the others'; what goes the same way waits for the next round, so that a hanging server costs one. */
    private boolean send(List<Due> together) {
        Due first = together.get(0);
        try {
            if (first.channel() == Channel.WEBHOOK) {
                webhooks.send(first, clock.instant());
            } else {
                mail.send(
                        first.target(),
                        first.id(),
                        together.stream().map(Due::notice).toList());
            }
            together.forEach(this::sent);
            return true;
        } catch (Exception e) {
            LOG.warn(
                    "{} notices to {} by {} failed: {}",
                    together.size(),
                    first.target(),
                    first.channel(),
                    e.toString());
            together.forEach(one -> failed(one, e));
            return false;
        }
    }

    private void sent(Due one) {
        jdbc.update(
                "UPDATE notice_delivery SET state = 'SENT', attempts = attempts + 1, sent_at = ?, fault = NULL,"
                        + " next_at = NULL WHERE id = ?",
                Timestamp.from(clock.instant()),
                one.id());
    }

    private void failed(Due one, Exception e) {
        String fault = fault(e);
        boolean again = one.attempts() < TRIED_AFTER.size();
        Instant next = again ? clock.instant().plus(TRIED_AFTER.get(one.attempts())) : null;
        jdbc.update(
                "UPDATE notice_delivery SET state = ?, attempts = attempts + 1, fault = ?, next_at = ? WHERE id = ?",
                again ? "PENDING" : "FAILED",
                fault.substring(0, Math.min(fault.length(), FAULT_AT_MOST)),
                next == null ? null : Timestamp.from(next),
                one.id());
    }

    /** What it begins with: the rest repeats it for each recipient. */
    private static String fault(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElseGet(e::toString);
    }
}
