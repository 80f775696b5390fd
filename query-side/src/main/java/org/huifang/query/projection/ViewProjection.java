package org.huifang.query.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * A projection whose view is one row: {@code id text} (the stream), {@code sequence bigint} and {@code position bigint}
 * of its last event, what it is found by, and {@code view text}, the view itself as JSON.
 *
 * @param <E> the events it is made of, an interface
 * @param <V> the view; immutable
 */
public abstract class ViewProjection<E, V> implements Projection<ViewProjection.Placed<V>> {
    private final ObjectMapper json;
    private final Class<E> events;
    private final Class<V> type;
    private final String table;
    private final Rows.Table rows;

    /** @param foundBy the columns between, each as {@code name type} */
    protected ViewProjection(ObjectMapper json, Class<E> events, Class<V> type, String table, String... foundBy) {
        this.json = json;
        this.events = events;
        this.type = type;
        this.table = table;
        this.rows = new Rows.Table(
                table,
                Set.of("id"),
                Stream.of(
                                Stream.of("id text", "sequence bigint", "position bigint"),
                                Stream.of(foundBy),
                                Stream.of("view text"))
                        .flatMap(columns -> columns)
                        .toArray(String[]::new));
    }

    /**
     * @param sequence of its last event in the stream
     * @param position of its last event in the log
     */
    public record Placed<V>(String stream, long sequence, long position, V view) {}

    /**
     * @param before absent where the stream begins
     * @param sequence of the event in the stream
     * @param position of the event in the log
     */
    protected abstract V after(@Nullable V before, E event, long sequence, long position);

    /** The values of the columns it is found by, in their order. */
    protected abstract List<@Nullable Object> foundBy(V view);

    final String table() {
        return table;
    }

    /** How far the row of a stream has come; empty where there is none. */
    final OptionalLong reached(String stream, JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT sequence FROM " + table + " WHERE id = ?", Long.class, stream).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public boolean takes(Class<?> event) {
        return events.isAssignableFrom(event);
    }

    @Override
    public Placed<V> after(@Nullable Placed<V> before, List<DomainEventMessage<?>> messages) {
        V view = before == null ? null : before.view();
        for (DomainEventMessage<?> message : messages) {
            view = after(view, events.cast(message.getPayload()), message.getSequenceNumber(), position(message));
        }
        DomainEventMessage<?> last = messages.get(messages.size() - 1);
        return new Placed<>(
                last.getAggregateIdentifier(), last.getSequenceNumber(), position(last), Objects.requireNonNull(view));
    }

    private static long position(DomainEventMessage<?> message) {
        return ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow();
    }

    @Override
    public Map<String, Placed<V>> load(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, Placed<V>> views = new HashMap<>();
        jdbc.query(
                "SELECT id, sequence, position, view FROM " + table + " WHERE id = ANY(?)",
                row -> {
                    String stream = row.getString(1);
                    views.put(
                            stream,
                            new Placed<>(
                                    stream, row.getLong(2), row.getLong(3), json.readValue(row.getString(4), type)));
                },
                (Object) streams.toArray(String[]::new));
        return views;
    }

    @Override
    public void write(Collection<Change<Placed<V>>> changes, Writes to) {
        Rows changed = rows.rows();
        changes.forEach(change -> add(change.after(), changed));
        changed.upsert(to);
    }

    @Override
    public void copy(Collection<Placed<V>> views, JdbcTemplate jdbc) {
        Rows copied = rows.rows();
        views.forEach(view -> add(view, copied));
        copied.copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        to.add("DELETE FROM " + table + " WHERE id = ANY(?)", (Object) streams.toArray(String[]::new));
    }

    private void add(Placed<V> placed, Rows to) {
        List<@Nullable Object> values = new ArrayList<>(List.of(placed.stream(), placed.sequence(), placed.position()));
        values.addAll(foundBy(placed.view()));
        values.add(json.writeValueAsString(placed.view()));
        to.add(values.toArray());
    }
}
