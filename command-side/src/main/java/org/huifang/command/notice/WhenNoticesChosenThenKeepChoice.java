package org.huifang.command.notice;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.huifang.kernel.notice.NoticeSettingsEvent.NoticesChosen;
import org.huifang.kernel.notice.WebhookEvent.WebhookRegistered;
import org.huifang.kernel.notice.WebhookEvent.WebhookRemoved;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Keeps what each person chose, and the webhooks, where notices are told by; made again by a replay. */
@ProcessingGroup("reactions")
public class WhenNoticesChosenThenKeepChoice {
    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    public WhenNoticesChosenThenKeepChoice(JdbcTemplate jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventHandler
    void on(NoticesChosen event) {
        jdbc.update(
                "INSERT INTO notice_choice (person, ways, mail) VALUES (?, ?, ?)"
                        + " ON CONFLICT (person) DO UPDATE SET ways = excluded.ways, mail = excluded.mail",
                event.stamp().person(),
                json.writeValueAsString(event.ways()),
                event.mail() == null ? null : event.mail().toString());
    }

    @EventHandler
    void on(WebhookRegistered event) {
        jdbc.update(
                "INSERT INTO webhook (name, address, kinds, centre, secret) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET address = excluded.address, kinds = excluded.kinds,"
                        + " centre = excluded.centre, secret = excluded.secret",
                event.name(),
                event.address().toString(),
                event.kinds().stream().map(Enum::name).toArray(String[]::new),
                event.centre(),
                event.secret().toString());
    }

    @EventHandler
    void on(WebhookRemoved event) {
        jdbc.update("DELETE FROM webhook WHERE name = ?", event.name());
    }
}
