package org.huifang.command.notice;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.NoticeDelivery.Channel;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.NoticeWay;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Where notices are put, for those who are to be told by the ways they chose; twice the same is once. */
final class Outbox {
    private static final LocalTime DIGEST_AT = LocalTime.of(8, 0);
    private static final TypeReference<EnumMap<NoticeKind, Set<NoticeWay>>> WAYS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    Outbox(JdbcTemplate jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void put(Notice notice, Collection<String> people) {
        String content = json.writeValueAsString(notice);
        Map<String, Set<NoticeWay>> chosen = people.isEmpty() ? Map.of() : chosen(notice.kind(), people);
        for (String person : people) {
            Set<NoticeWay> ways = chosen.getOrDefault(person, Set.of(NoticeWay.IN_APP));
            if (ways.contains(NoticeWay.IN_APP)) {
                jdbc.update(
                        "INSERT INTO notice (id, person, at, content) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        notice.id(),
                        person,
                        Timestamp.from(notice.at()),
                        content);
            }
            if (ways.contains(NoticeWay.MAIL)) {
                deliver(notice, Channel.MAIL, person, content, notice.at());
            }
            if (ways.contains(NoticeWay.DIGEST)) {
                deliver(notice, Channel.DIGEST, person, content, nextDigest(notice));
            }
        }
        List<String> webhooks = jdbc.queryForList(
                "SELECT name FROM webhook WHERE ? = ANY(kinds) AND (centre IS NULL OR centre = ?) ORDER BY name",
                String.class,
                notice.kind().name(),
                notice.centre());
        webhooks.forEach(webhook -> deliver(notice, Channel.WEBHOOK, webhook, content, notice.at()));
    }

    private Map<String, Set<NoticeWay>> chosen(NoticeKind kind, Collection<String> people) {
        Map<String, Set<NoticeWay>> chosen = new HashMap<>();
        jdbc.query(
                "SELECT person, ways FROM notice_choice WHERE person = ANY(?)",
                row -> {
                    @Nullable
                    Set<NoticeWay> ways = json.readValue(row.getString(2), WAYS).get(kind);
                    if (ways != null) {
                        chosen.put(row.getString(1), ways);
                    }
                },
                (Object) people.toArray(String[]::new));
        return chosen;
    }

    private void deliver(Notice notice, Channel channel, String target, String content, Instant nextAt) {
        UUID id =
                UUID.nameUUIDFromBytes((notice.id() + "\0" + channel + "\0" + target).getBytes(StandardCharsets.UTF_8));
        jdbc.update(
                "INSERT INTO notice_delivery (id, channel, target, content, state, created_at, next_at)"
                        + " VALUES (?, ?, ?, ?, 'PENDING', ?, ?) ON CONFLICT DO NOTHING",
                id,
                channel.name(),
                target,
                content,
                Timestamp.from(notice.at()),
                Timestamp.from(nextAt));
    }

    private static Instant nextDigest(Notice notice) {
        ZonedDateTime at = notice.at().atZone(ZoneId.of(notice.zone()));
        ZonedDateTime today = at.with(DIGEST_AT);
        return (today.isAfter(at) ? today : today.plusDays(1)).toInstant();
    }
}
