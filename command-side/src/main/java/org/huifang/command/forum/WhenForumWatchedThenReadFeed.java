package org.huifang.command.forum;

import java.sql.Timestamp;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.huifang.kernel.forum.ForumWatchEvent.ForumUnwatched;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps the list of feeds to be read (§4.6.7); made again by a replay. */
@ProcessingGroup("reactions")
public class WhenForumWatchedThenReadFeed {
    private final JdbcTemplate jdbc;

    public WhenForumWatchedThenReadFeed(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ForumWatched event) {
        String centre = event.stamp().centre();
        if (event.feed() == null) {
            forget(centre, event.name());
            return;
        }
        Timestamp at = Timestamp.from(event.stamp().recordedAt());
        jdbc.update("""
                INSERT INTO forum_feed (centre, name, address, watched_at, next_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (centre, name) DO UPDATE SET address = excluded.address, watched_at = excluded.watched_at,
                    next_at = excluded.next_at, etag = NULL, last_modified = NULL, failures = 0, fault = NULL
                WHERE forum_feed.address <> excluded.address
                """, centre, event.name(), event.feed().toString(), at, at);
    }

    @EventHandler
    void on(ForumUnwatched event) {
        forget(event.stamp().centre(), event.name());
    }

    private void forget(String centre, String name) {
        jdbc.update("DELETE FROM forum_feed WHERE centre = ? AND name = ?", centre, name);
    }
}
