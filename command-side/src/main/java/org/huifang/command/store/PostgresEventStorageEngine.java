package org.huifang.command.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStorageEngine;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's storage on the {@code event} table: appended in groups, read by position or by stream. An event's timestamp
 * is the time it was appended, which never runs backwards; when it happened stands in the event itself.
 */
public final class PostgresEventStorageEngine extends AbstractEventStorageEngine {
    /** What a tracking read fetches at a time. */
    static final int FETCH = 2_000;

    private static final String COLUMNS =
            "position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata";

    private final JdbcTemplate jdbc;
    private final GroupCommitter committer;

    private PostgresEventStorageEngine(Builder builder, JdbcTemplate jdbc, GroupCommitter committer) {
        super(builder);
        this.jdbc = jdbc;
        this.committer = committer;
    }

    public static PostgresEventStorageEngine of(Serializer serializer, JdbcTemplate jdbc, GroupCommitter committer) {
        Builder builder = new Builder();
        builder.eventSerializer(serializer).snapshotSerializer(serializer);
        return new PostgresEventStorageEngine(builder, jdbc, committer);
    }

    private static final class Builder extends AbstractEventStorageEngine.Builder {}

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            committer.append(
                    events.stream().map(event -> row(event, serializer)).toList());
        }
    }

    private static EventRow row(EventMessage<?> message, Serializer serializer) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException("Only events of aggregates are stored: " + message.getPayloadType());
        }
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metadata = event.serializeMetaData(serializer, byte[].class);
        String revision = payload.getType().getRevision();
        return new EventRow(
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                String.valueOf(event.getType()),
                UUID.fromString(event.getIdentifier()),
                payload.getType().getName(),
                revision == null ? 0 : Integer.parseInt(revision),
                payload.getData(),
                metadata.getData(),
                event);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        EventRow row = row(snapshot, serializer);
        jdbc.update(
                """
                INSERT INTO snapshot (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (stream) DO UPDATE SET sequence = excluded.sequence, stream_type = excluded.stream_type,
                    event_id = excluded.event_id, recorded_at = excluded.recorded_at, name = excluded.name,
                    revision = excluded.revision, payload = excluded.payload, metadata = excluded.metadata
                WHERE snapshot.sequence < excluded.sequence
                """,
                row.stream(),
                row.sequence(),
                row.streamType(),
                row.eventId(),
                Timestamp.from(snapshot.getTimestamp()),
                row.name(),
                row.revision(),
                row.payload(),
                row.metadata());
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(String stream, long firstSequence) {
        return jdbc
                .query(
                        "SELECT " + COLUMNS + " FROM event WHERE stream = ? AND sequence >= ? ORDER BY sequence",
                        (row, n) -> entry(row),
                        stream,
                        firstSequence)
                .stream();
    }

    @Override
    protected Stream<? extends TrackedEventData<?>> readEventData(@Nullable TrackingToken token, boolean mayBlock) {
        return Stream.iterate(
                        readAfter(token == null ? 0 : token.position().orElse(0)),
                        page -> !page.isEmpty(),
                        page -> page.size() < FETCH
                                ? List.of()
                                : readAfter(page.get(FETCH - 1)
                                        .trackingToken()
                                        .position()
                                        .orElseThrow()))
                .flatMap(List::stream);
    }

    /** The next events after a position, at most {@value #FETCH}. */
    List<TrackedDomainEventData<byte[]>> readAfter(long position) {
        return jdbc.query(
                "SELECT " + COLUMNS + " FROM event WHERE position > ? ORDER BY position LIMIT " + FETCH,
                (row, n) -> new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(row.getLong(1)), entry(row)),
                position);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return jdbc
                .query(
                        "SELECT 0, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata "
                                + "FROM snapshot WHERE stream = ?",
                        (row, n) -> entry(row),
                        stream)
                .stream();
    }

    private static GenericDomainEventEntry<byte[]> entry(ResultSet row) throws SQLException {
        int revision = row.getInt(8);
        return new GenericDomainEventEntry<>(
                row.getString(4),
                row.getString(2),
                row.getLong(3),
                row.getString(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7),
                revision == 0 ? null : String.valueOf(revision),
                row.getBytes(9),
                row.getBytes(10));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return Optional.ofNullable(
                jdbc.queryForObject("SELECT max(sequence) FROM event WHERE stream = ?", Long.class, stream));
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(position("SELECT position FROM event_head"));
    }

    /** By halving: positions have no gaps, and times of recording never run backwards in their order. */
    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return new GlobalSequenceTrackingToken(position("""
                WITH RECURSIVE search (low, high) AS (
                    SELECT 0::bigint, position FROM event_head
                    UNION ALL
                    SELECT CASE WHEN before THEN middle ELSE low END, CASE WHEN before THEN high ELSE middle - 1 END
                    FROM (SELECT low, high, middle, (SELECT recorded_at < ? FROM event WHERE position = middle) AS before
                          FROM search, LATERAL (SELECT (low + high + 1) / 2 AS middle) AS halved WHERE low < high) AS step)
                SELECT low FROM search WHERE low = high""", Timestamp.from(instant)));
    }

    private long position(String query, Object... arguments) {
        Long position = jdbc.queryForObject(query, Long.class, arguments);
        return position == null ? 0 : position;
    }
}
