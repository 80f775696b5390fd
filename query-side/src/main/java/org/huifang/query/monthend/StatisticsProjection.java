package org.huifang.query.monthend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.huifang.query.monthend.Counted.Decided;
import org.huifang.query.monthend.Counted.Fact;
import org.huifang.query.monthend.Counted.Known;
import org.huifang.query.monthend.Counted.Link;
import org.huifang.query.monthend.Counted.Version;
import org.huifang.query.monthend.Counted.Visit;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps what statistics count; rows once written change only in how far they reach. */
public final class StatisticsProjection implements Projection<Counted> {
    private static final Rows.Table FACTS = new Rows.Table(
            "statistic_fact",
            Set.of("complaint", "position", "kind"),
            "complaint uuid",
            "position bigint",
            "kind text",
            "centre text",
            "recorded_at timestamptz",
            "day date",
            "value bigint");
    private static final Rows.Table VERSIONS = new Rows.Table(
            "statistic_version",
            Set.of("complaint", "from_position"),
            "complaint uuid",
            "from_position bigint",
            "to_position bigint",
            "number text",
            "centre text",
            "received_at timestamptz",
            "channel text",
            "classification text",
            "criterion text",
            "severity text",
            "department text",
            "open boolean",
            "visit text",
            "record text");
    private static final Rows.Table PROMISES = new Rows.Table(
            "statistic_promise",
            Set.of("complaint", "promise", "n", "from_position"),
            "complaint uuid",
            "promise text",
            "n int",
            "from_position bigint",
            "to_position bigint",
            "decided bigint",
            "centre text",
            "verdict text",
            "as_recorded text");
    private static final Rows.Table LINKS = new Rows.Table(
            "statistic_link", Set.of("complaint", "position"), "complaint uuid", "position bigint", "other uuid");
    private static final Rows.Table STATES = new Rows.Table(
            "statistic_state",
            Set.of("id"),
            "id uuid",
            "number text",
            "zone text",
            "received_at timestamptz",
            "channel text",
            "accepted boolean",
            "position bigint");

    @Override
    public boolean takes(Class<?> event) {
        return ComplaintEvent.class.isAssignableFrom(event);
    }

    @Override
    public Counted after(@Nullable Counted before, List<DomainEventMessage<?>> events) {
        Counting counting = Counting.on(before, (ComplaintEvent) events.get(0).getPayload());
        for (DomainEventMessage<?> message : events) {
            counting.take(
                    (ComplaintEvent) message.getPayload(),
                    ((TrackedEventMessage<?>) message)
                            .trackingToken()
                            .position()
                            .orElseThrow());
        }
        return counting.counted();
    }

    @Override
    public Map<String, Counted> load(Collection<String> streams, JdbcTemplate jdbc) {
        UUID[] ids = ids(streams).toArray(UUID[]::new);
        Map<UUID, List<Fact>> facts = new HashMap<>();
        jdbc.query(
                "SELECT complaint, position, kind, centre, recorded_at, day, value FROM statistic_fact"
                        + " WHERE complaint = ANY(?) ORDER BY position, kind",
                row -> {
                    of(row, facts)
                            .add(new Fact(
                                    row.getLong(2),
                                    FactKind.valueOf(row.getString(3)),
                                    row.getString(4),
                                    row.getObject(5, OffsetDateTime.class).toInstant(),
                                    row.getObject(6, LocalDate.class),
                                    row.getObject(7, Long.class)));
                },
                (Object) ids);
        Map<UUID, List<Decided>> promises = new HashMap<>();
        jdbc.query(
                "SELECT complaint, promise, n, from_position, to_position, decided, centre, verdict, as_recorded"
                        + " FROM statistic_promise WHERE complaint = ANY(?) ORDER BY from_position, promise, n",
                row -> {
                    of(row, promises)
                            .add(new Decided(
                                    PromiseKind.valueOf(row.getString(2)),
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getString(7),
                                    Verdict.valueOf(row.getString(8)),
                                    Verdict.valueOf(row.getString(9))));
                },
                (Object) ids);
        Map<UUID, List<Link>> links = new HashMap<>();
        jdbc.query(
                "SELECT complaint, position, other FROM statistic_link WHERE complaint = ANY(?) ORDER BY position",
                row -> {
                    of(row, links).add(new Link(row.getLong(2), row.getObject(3, UUID.class)));
                },
                (Object) ids);
        Map<UUID, List<Version>> versions = versions(ids, jdbc);
        Map<String, Counted> counted = new HashMap<>();
        jdbc.query(
                "SELECT id, number, zone, received_at, channel, accepted, position FROM statistic_state WHERE id = ANY(?)",
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    counted.put(
                            id.toString(),
                            new Counted(
                                    id,
                                    row.getString(2),
                                    ZoneId.of(row.getString(3)),
                                    row.getObject(4, OffsetDateTime.class).toInstant(),
                                    Channel.valueOf(row.getString(5)),
                                    row.getBoolean(6),
                                    row.getLong(7),
                                    facts.getOrDefault(id, List.of()),
                                    versions.getOrDefault(id, List.of()),
                                    promises.getOrDefault(id, List.of()),
                                    links.getOrDefault(id, List.of())));
                },
                (Object) ids);
        return counted;
    }

    private static Map<UUID, List<Version>> versions(UUID[] ids, JdbcTemplate jdbc) {
        Map<UUID, List<Version>> versions = new HashMap<>();
        jdbc.query(
                "SELECT complaint, from_position, to_position, centre, classification, criterion, severity, department,"
                        + " open, visit, record FROM statistic_version WHERE complaint = ANY(?) ORDER BY from_position",
                row -> {
                    of(row, versions)
                            .add(new Version(
                                    row.getLong(2),
                                    row.getLong(3),
                                    new Known(
                                            row.getString(4),
                                            named(Classification.class, row.getString(5)),
                                            named(Criterion.class, row.getString(6)),
                                            named(Severity.class, row.getString(7)),
                                            row.getString(8),
                                            row.getBoolean(9),
                                            Visit.valueOf(row.getString(10)),
                                            Counted.Sheet.valueOf(row.getString(11)))));
                },
                (Object) ids);
        return versions;
    }

    private static <T> List<T> of(ResultSet row, Map<UUID, List<T>> rows) throws SQLException {
        return rows.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>());
    }

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    @Override
    public void write(Collection<Change<Counted>> changes, Writes to) {
        Rowed rows = new Rowed();
        for (Change<Counted> change : changes) {
            rows.add(
                    change.after(),
                    change.before() == null ? -1 : change.before().position());
        }
        rows.facts.upsert(to);
        rows.versions.upsert(to);
        rows.promises.upsert(to);
        rows.links.upsert(to);
        rows.states.upsert(to);
    }

    @Override
    public void copy(Collection<Counted> views, JdbcTemplate jdbc) {
        Rowed rows = new Rowed();
        views.forEach(view -> rows.add(view, -1));
        rows.facts.copy(jdbc);
        rows.versions.copy(jdbc);
        rows.promises.copy(jdbc);
        rows.links.copy(jdbc);
        rows.states.copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        List<UUID> ids = ids(streams);
        FACTS.remove("complaint", ids, to);
        VERSIONS.remove("complaint", ids, to);
        PROMISES.remove("complaint", ids, to);
        LINKS.remove("complaint", ids, to);
        STATES.remove("id", ids, to);
    }

    private static List<UUID> ids(Collection<String> streams) {
        return streams.stream().map(UUID::fromString).toList();
    }

    private static final class Rowed {
        final Rows facts = FACTS.rows();
        final Rows versions = VERSIONS.rows();
        final Rows promises = PROMISES.rows();
        final Rows links = LINKS.rows();
        final Rows states = STATES.rows();

        /** @param written up to where its rows are there already */
        void add(Counted counted, long written) {
            for (Fact fact : counted.facts()) {
                if (fact.position() > written) {
                    facts.add(
                            counted.id(),
                            fact.position(),
                            fact.kind(),
                            fact.centre(),
                            fact.recordedAt(),
                            fact.day(),
                            fact.value());
                }
            }
            for (Version version : counted.versions()) {
                if (version.from() > written || (version.to() > written && version.to() != Counted.NOW)) {
                    add(counted, version);
                }
            }
            for (Decided decided : counted.promises()) {
                if (decided.from() > written || (decided.to() > written && decided.to() != Counted.NOW)) {
                    promises.add(
                            counted.id(),
                            decided.promise(),
                            decided.n(),
                            decided.from(),
                            decided.to(),
                            decided.decided(),
                            decided.centre(),
                            decided.verdict(),
                            decided.asRecorded());
                }
            }
            for (Link link : counted.links()) {
                if (link.position() > written) {
                    links.add(counted.id(), link.position(), link.other());
                }
            }
            states.add(
                    counted.id(),
                    counted.number(),
                    counted.zone(),
                    counted.receivedAt(),
                    counted.channel(),
                    counted.accepted(),
                    counted.position());
        }

        private void add(Counted counted, Version version) {
            Known known = version.known();
            versions.add(
                    counted.id(),
                    version.from(),
                    version.to(),
                    counted.number(),
                    known.centre(),
                    counted.receivedAt(),
                    counted.channel(),
                    known.classification(),
                    known.criterion(),
                    known.severity(),
                    known.department(),
                    known.open(),
                    known.visit(),
                    known.record());
        }
    }
}
