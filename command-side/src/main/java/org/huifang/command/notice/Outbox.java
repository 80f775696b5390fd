package org.huifang.command.notice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.notice.NoticeDelivery.Channel;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.NoticeWay;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * Where notices are put, for those who are to be told by the ways they chose; twice the same is once. Those of a batch of
 * events are put together, in its transaction.
 */
final class Outbox {
    private static final String NOTICES = Outbox.class.getName();
    /** Asked for each round of notices, so PostgreSQL is to have its plan. */
    private static final String WEBHOOKS = "SELECT name, kinds, centre FROM webhook ORDER BY name";

    private static final LocalTime DIGEST_AT = LocalTime.of(8, 0);
    private static final TypeReference<EnumMap<NoticeKind, Set<NoticeWay>>> WAYS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    Outbox(JdbcTemplate jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Put(Notice notice, Collection<String> people) {}

    /** A row of {@code notice}. */
    private record Shown(UUID id, String person, Instant at, String content) {}

    /** A row of {@code notice_delivery}. */
    private record Delivery(
            UUID id, Channel channel, String target, String content, Instant createdAt, Instant nextAt) {}

    /** @param centre whose notices it gets; those of all where there is none */
    private record Webhook(
            String name, Set<String> kinds, @Nullable String centre) {
        boolean wants(Notice notice) {
            return kinds.contains(notice.kind().name()) && (centre == null || centre.equals(notice.centre()));
        }
    }

    /** While a batch of events is handled. */
    void put(Notice notice, Collection<String> people) {
        UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
        List<Put> notices = batch.getOrComputeResource(NOTICES, key -> {
            List<Put> gathered = new ArrayList<>();
            batch.onPrepareCommit(work -> write(gathered));
            return gathered;
        });
        notices.add(new Put(notice, people));
    }

    private void write(List<Put> notices) {
        List<Webhook> webhooks = webhooks();
        Map<String, Map<NoticeKind, Set<NoticeWay>>> chosen = chosen(notices.stream()
                .flatMap(put -> put.people().stream())
                .distinct()
                .toArray(String[]::new));
        List<Shown> shown = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (Put put : notices) {
            Notice notice = put.notice();
            List<Webhook> called =
                    webhooks.stream().filter(webhook -> webhook.wants(notice)).toList();
            if (put.people().isEmpty() && called.isEmpty()) {
                continue;
            }
            String content = json.writeValueAsString(notice);
            for (String person : put.people()) {
                Set<NoticeWay> ways =
                        chosen.getOrDefault(person, Map.of()).getOrDefault(notice.kind(), Set.of(NoticeWay.IN_APP));
                if (ways.contains(NoticeWay.IN_APP)) {
                    shown.add(new Shown(notice.id(), person, notice.at(), content));
                }
                if (ways.contains(NoticeWay.MAIL)) {
                    deliveries.add(delivery(notice, Channel.MAIL, person, content, notice.at()));
                }
                if (ways.contains(NoticeWay.DIGEST)) {
                    deliveries.add(delivery(notice, Channel.DIGEST, person, content, nextDigest(notice)));
                }
            }
            called.forEach(
                    webhook -> deliveries.add(delivery(notice, Channel.WEBHOOK, webhook.name(), content, notice.at())));
        }
        show(shown);
        deliver(deliveries);
    }

    private List<Webhook> webhooks() {
        return jdbc.query(
                connection -> connection.prepareStatement(WEBHOOKS),
                (row, n) -> new Webhook(
                        row.getString(1),
                        Set.copyOf(List.of((String[]) row.getArray(2).getArray())),
                        row.getString(3)));
    }

    /** What people have chosen, of those who have. */
    private Map<String, Map<NoticeKind, Set<NoticeWay>>> chosen(String[] people) {
        Map<String, Map<NoticeKind, Set<NoticeWay>>> chosen = new HashMap<>();
        if (people.length > 0) {
            jdbc.query(
                    "SELECT person, ways FROM notice_choice WHERE person = ANY(?)",
                    row -> {
                        chosen.put(row.getString(1), json.readValue(row.getString(2), WAYS));
                    },
                    (Object) people);
        }
        return chosen;
    }

    private void show(List<Shown> rows) {
        if (!rows.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO notice (id, person, at, content)
                    SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[]::timestamptz[], ?::text[]) ON CONFLICT DO NOTHING
                    """,
                    column(rows, Shown::id).toArray(UUID[]::new),
                    column(rows, Shown::person).toArray(String[]::new),
                    column(rows, row -> row.at().toString()).toArray(String[]::new),
                    column(rows, Shown::content).toArray(String[]::new));
        }
    }

    private void deliver(List<Delivery> rows) {
        if (!rows.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO notice_delivery (id, channel, target, content, state, created_at, next_at)
                    SELECT id, channel, target, content, 'PENDING', created_at, next_at
                    FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[], ?::text[]::timestamptz[])
                        AS row (id, channel, target, content, created_at, next_at)
                    ON CONFLICT DO NOTHING
                    """,
                    column(rows, Delivery::id).toArray(UUID[]::new),
                    column(rows, row -> row.channel().name()).toArray(String[]::new),
                    column(rows, Delivery::target).toArray(String[]::new),
                    column(rows, Delivery::content).toArray(String[]::new),
                    column(rows, row -> row.createdAt().toString()).toArray(String[]::new),
                    column(rows, row -> row.nextAt().toString()).toArray(String[]::new));
        }
    }

    private static <R, T> Stream<T> column(List<R> rows, Function<R, T> value) {
        return rows.stream().map(value);
    }

    private static Delivery delivery(Notice notice, Channel channel, String target, String content, Instant nextAt) {
        UUID id =
                UUID.nameUUIDFromBytes((notice.id() + "\0" + channel + "\0" + target).getBytes(StandardCharsets.UTF_8));
        return new Delivery(id, channel, target, content, notice.at(), nextAt);
    }

    private static Instant nextDigest(Notice notice) {
        ZonedDateTime at = notice.at().atZone(ZoneId.of(notice.zone()));
        ZonedDateTime today = at.with(DIGEST_AT);
        return (today.isAfter(at) ? today : today.plusDays(1)).toInstant();
    }
}
