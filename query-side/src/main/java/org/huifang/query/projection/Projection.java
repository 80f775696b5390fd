package org.huifang.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One kind of read tables: folds the events of a stream into its view, and writes the rows that a view becomes. Which
 * events are folded together, and when rows are written, is decided by who drives it.
 *
 * @param <V> the view; immutable
 */
public interface Projection<V> {

    /** Whether views are made of this kind of event. */
    boolean takes(Class<?> event);

    /**
     * @param before absent where the stream begins
     * @param events of one stream, in order
     */
    V after(@Nullable V before, List<DomainEventMessage<?>> events);

    /** Views as they were written, by stream. */
    Map<String, V> load(Collection<String> streams, JdbcTemplate jdbc);

    /**
     * Brings the rows of changed views up to date, set-wise: by the same statements whatever has changed, so that
     * PostgreSQL knows them.
     */
    void write(Collection<Change<V>> changes, Writes to);

    /** Writes the rows of views that have none, by COPY. */
    void copy(Collection<V> views, JdbcTemplate jdbc);

    /** Takes away all rows of these streams' views. */
    void remove(Collection<String> streams, Writes to);

    /** @param before as the rows still tell it; absent where there are none */
    record Change<V>(@Nullable V before, V after) {}
}
