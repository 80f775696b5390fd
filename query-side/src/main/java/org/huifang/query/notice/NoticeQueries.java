package org.huifang.query.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.NoticeDelivery;
import org.huifang.kernel.notice.NoticeDelivery.Channel;
import org.huifang.kernel.notice.NoticeDelivery.State;
import org.huifang.kernel.notice.NoticeQuery.FindDeliveries;
import org.huifang.kernel.notice.NoticeQuery.FindNoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.FindNotices;
import org.huifang.kernel.notice.NoticeQuery.FindWebhooks;
import org.huifang.kernel.notice.NoticeQuery.FoundDeliveries;
import org.huifang.kernel.notice.NoticeQuery.FoundNotices;
import org.huifang.kernel.notice.NoticeQuery.FoundWebhooks;
import org.huifang.kernel.notice.NoticeQuery.NoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.Shown;
import org.huifang.kernel.notice.NoticeQuery.Webhooks;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.kernel.notice.WebhooksId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.query.projection.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked about notices: everybody of their own, who administers of what goes out. */
public final class NoticeQueries {
    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final ObjectMapper json;

    NoticeQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.json = json;
    }

    @QueryHandler
    public FoundNotices handle(FindNotices query) {
        Cursor after = Cursor.parse(query.after(), 2);
        List<Object> arguments = new ArrayList<>(List.of(query.person()));
        String where = " WHERE person = ?" + (query.unread() ? " AND read_at IS NULL" : "");
        if (after != null) {
            where += " AND (at, id) < (?, ?)";
            arguments.add(Timestamp.from(after.instant(0)));
            arguments.add(after.uuid(1));
        }
        arguments.add(query.first() + 1);
        List<Shown> found = jdbc.query(
                "SELECT content, read_at FROM notice" + where + " ORDER BY at DESC, id DESC LIMIT ?",
                (row, n) -> new Shown(json.readValue(row.getString(1), Notice.class), instant(row, 2)),
                arguments.toArray());
        List<Shown> page = found.subList(0, Math.min(found.size(), query.first()));
        Integer unread = jdbc.queryForObject(
                "SELECT count(*) FROM notice WHERE person = ? AND read_at IS NULL", Integer.class, query.person());
        String end = page.isEmpty() ? null : end(page.get(page.size() - 1).notice());
        return new FoundNotices(page, unread == null ? 0 : unread, found.size() > page.size(), end);
    }

    private static String end(Notice last) {
        return Cursor.of(last.at(), last.id()).toString();
    }

    @QueryHandler
    public NoticeSettings handle(FindNoticeSettings query) {
        return view(NoticeSettingsId.KIND, new NoticeSettingsId(query.person()).toString(), NoticeSettings.class)
                .orElseGet(() -> new NoticeSettings(Map.of(), null, -1));
    }

    @QueryHandler
    public FoundWebhooks handle(FindWebhooks query) {
        return new FoundWebhooks(
                administers(query.person())
                        ? view(WebhooksId.KIND, WebhooksId.COMPANY.toString(), Webhooks.class)
                                .orElseGet(() -> new Webhooks(List.of(), -1))
                        : null);
    }

    private <V> Optional<V> view(String table, String id, Class<V> type) {
        return jdbc.queryForList("SELECT view FROM " + table + " WHERE id = ?", String.class, id).stream()
                .findFirst()
                .map(view -> json.readValue(view, type));
    }

    @QueryHandler
    public FoundDeliveries handle(FindDeliveries query) {
        if (!administers(query.person())) {
            return new FoundDeliveries(List.of(), 0, 0, null, false, null);
        }
        Cursor after = Cursor.parse(query.after(), 2);
        String state = query.state() == null ? null : query.state().name();
        List<NoticeDelivery> found = jdbc.query(
                "SELECT id, channel, target, content, state, attempts, fault, created_at, next_at, sent_at FROM notice_delivery"
                        + " WHERE (?::text IS NULL OR state = ?) AND (?::timestamptz IS NULL OR (created_at, id) < (?, ?))"
                        + " ORDER BY created_at DESC, id DESC LIMIT ?",
                this::delivery,
                state,
                state,
                after == null ? null : Timestamp.from(after.instant(0)),
                after == null ? null : Timestamp.from(after.instant(0)),
                after == null ? null : after.uuid(1),
                query.first() + 1);
        List<NoticeDelivery> page = found.subList(0, Math.min(found.size(), query.first()));
        NoticeDelivery last = page.isEmpty() ? null : page.get(page.size() - 1);
        return jdbc.query(
                        "SELECT count(*) FILTER (WHERE state = 'PENDING'), count(*) FILTER (WHERE state = 'FAILED'),"
                                + " min(next_at) FILTER (WHERE state = 'PENDING') FROM notice_delivery WHERE state <> 'SENT'",
                        (row, n) -> new FoundDeliveries(
                                page,
                                row.getInt(1),
                                row.getInt(2),
                                instant(row, 3),
                                found.size() > page.size(),
                                last == null
                                        ? null
                                        : Cursor.of(last.createdAt(), last.id()).toString()))
                .get(0);
    }

    private NoticeDelivery delivery(ResultSet row, int n) throws SQLException {
        return new NoticeDelivery(
                row.getObject(1, UUID.class),
                Channel.valueOf(row.getString(2)),
                row.getString(3),
                json.readValue(row.getString(4), Notice.class),
                State.valueOf(row.getString(5)),
                row.getInt(6),
                row.getString(7),
                row.getTimestamp(8).toInstant(),
                instant(row, 9),
                instant(row, 10));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private boolean administers(String person) {
        return directory
                .acting(person)
                .flatMap(known -> known.roleFor(Operation.ADMINISTER, Place.COMPANY))
                .isPresent();
    }
}
