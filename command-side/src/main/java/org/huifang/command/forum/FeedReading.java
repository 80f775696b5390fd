package org.huifang.command.forum;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.command.outside.Outside;
import org.huifang.kernel.forum.ForumPostCommand.ReceiveForumPost;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.Post;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.promise.ForumReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the feeds of forums (§4.6.7), each some minutes after it was read last, and notes the posts that are new. Asks only
 * for what has changed, waits longer for a server that fails, as long as it asks for, and never longer than a reply may
 * take.
 */
public final class FeedReading {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReading.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_READINGS = Duration.ofMinutes(5);
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(40);
    private static final int BYTES_AT_MOST = 2 * 1024 * 1024;
    private static final int FAULT_AT_MOST = 500;

    private final JdbcTemplate jdbc;
    private final Outside outside;
    private final CommandGateway commands;
    private final PersonalData personalData;
    private final Clock clock;

    public FeedReading(
            JdbcTemplate jdbc, Outside outside, CommandGateway commands, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.outside = outside;
        this.commands = commands;
        this.personalData = personalData;
        this.clock = clock;
    }

    private record Source(
            String centre,
            String name,
            String address,
            Instant watchedAt,
            @Nullable String etag,
            @Nullable String lastModified,
            int failures) {}

    public RecurringTask<Void> task() {
        return Tasks.recurring("forum-feeds", FixedDelay.of(PAUSE)).execute((instance, context) -> readDue());
    }

    void readDue() {
        Instant now = clock.instant();
        List<Source> due = jdbc.query(
                "SELECT centre, name, address, watched_at, etag, last_modified, failures FROM forum_feed"
                        + " WHERE next_at <= ? ORDER BY next_at",
                (row, n) -> new Source(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7)),
                Timestamp.from(now));
        due.forEach(this::read);
    }

    /** One feed's trouble is not the others'. */
    private void read(Source source) {
        try {
            HttpGet request = new HttpGet(source.address());
            request.setHeader(
                    HttpHeaders.ACCEPT,
                    "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5");
            if (source.etag() != null) {
                request.setHeader(HttpHeaders.IF_NONE_MATCH, source.etag());
            }
            if (source.lastModified() != null) {
                request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, source.lastModified());
            }
            outside.ask(request, response -> {
                answered(source, response);
                return null;
            });
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "The feed {} of centre {} could not be read; it is tried again", source.name(), source.centre(), e);
            failed(source, String.valueOf(e.getMessage()), null);
        }
    }

    private void answered(Source source, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status == HttpStatus.SC_NOT_MODIFIED) {
            succeeded(source, source.etag(), source.lastModified());
        } else if (status == HttpStatus.SC_OK && response.getEntity() != null) {
            byte[] bytes = Outside.read(response.getEntity(), BYTES_AT_MOST);
            Feed.read(bytes, response.getEntity().getContentType(), URI.create(source.address()))
                    .forEach(item -> take(source, item));
            succeeded(source, header(response, HttpHeaders.ETAG), header(response, HttpHeaders.LAST_MODIFIED));
        } else {
            failed(source, "HTTP " + status, retryAfter(response));
        }
    }

    private void take(Source source, Feed.Item item) {
        Instant now = clock.instant();
        Instant postedAt = item.postedAt() == null || item.postedAt().isAfter(now) ? now : item.postedAt();
        if (postedAt.isBefore(source.watchedAt().minus(ForumReply.AFTER_POST))) {
            return;
        }
        ForumPostId post = ForumPostId.of(source.centre(), item.address());
        String key = personalData.keyFor(post.keeper());
        Post found = new Post(
                item.address(),
                source.name(),
                sealed(key, item.author()),
                sealed(key, item.title()),
                personalData.seal(key, item.text()),
                postedAt);
        commands.sendAndWait(new ReceiveForumPost(post, source.centre(), found, now));
    }

    private @Nullable Personal sealed(String key, @Nullable String text) {
        return text == null ? null : personalData.seal(key, text);
    }

    private void succeeded(Source source, @Nullable String etag, @Nullable String lastModified) {
        Instant now = clock.instant();
        jdbc.update(
                "UPDATE forum_feed SET next_at = ?, last_read_at = ?, etag = ?, last_modified = ?, failures = 0, fault = NULL"
                        + " WHERE centre = ? AND name = ? AND address = ?",
                Timestamp.from(now.plus(BETWEEN_READINGS)),
                Timestamp.from(now),
                etag,
                lastModified,
                source.centre(),
                source.name(),
                source.address());
    }

    private void failed(Source source, String fault, @Nullable Duration asked) {
        Duration wait = BETWEEN_READINGS.multipliedBy(1L << Math.min(source.failures(), 3));
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked;
        }
        if (wait.compareTo(WAIT_AT_MOST) > 0) {
            wait = WAIT_AT_MOST;
        }
        jdbc.update(
                "UPDATE forum_feed SET next_at = ?, failures = failures + 1, fault = ?"
                        + " WHERE centre = ? AND name = ? AND address = ?",
                Timestamp.from(clock.instant().plus(wait)),
                fault.substring(0, Math.min(fault.length(), FAULT_AT_MOST)),
                source.centre(),
                source.name(),
                source.address());
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        return Optional.ofNullable(header(response, HttpHeaders.RETRY_AFTER))
                .flatMap(this::parsed)
                .orElse(null);
    }

    /** Seconds, or a date. */
    private Optional<Duration> parsed(String retryAfter) {
        try {
            return Optional.of(
                    retryAfter.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(retryAfter))
                            : Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
