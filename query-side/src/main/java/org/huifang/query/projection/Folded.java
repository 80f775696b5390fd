package org.huifang.query.projection;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The views of one projection that were folded last, the least recently used first, so that what was just written need
 * not be read back.
 */
final class Folded<V> {
    private final Projection<V> projection;
    private final int atMost;
    private final Map<String, V> views = new LinkedHashMap<>(16, 0.75f, true);

    Folded(Projection<V> projection, int atMost) {
        this.projection = projection;
        this.atMost = atMost;
    }

    /** Writes what a batch changes; the views become known here only when {@link #keep} is called, after the commit. */
    Map<String, V> write(List<DomainEventMessage<?>> batch, JdbcTemplate jdbc) {
        Map<String, List<DomainEventMessage<?>>> streams = byStream(projection, batch);
        if (streams.isEmpty()) {
            return Map.of();
        }
        Map<String, V> before = before(streams.keySet(), jdbc);
        Map<String, V> after = new LinkedHashMap<>();
        streams.forEach((stream, events) -> after.put(stream, projection.after(before.get(stream), events)));
        projection.write(
                after.entrySet().stream()
                        .map(view -> new Projection.Change<>(before.get(view.getKey()), view.getValue()))
                        .toList(),
                jdbc);
        return after;
    }

    private Map<String, V> before(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, V> before = new LinkedHashMap<>();
        streams.forEach(stream -> {
            V view = views.get(stream);
            if (view != null) {
                before.put(stream, view);
            }
        });
        List<String> unknown =
                streams.stream().filter(stream -> !before.containsKey(stream)).toList();
        if (!unknown.isEmpty()) {
            before.putAll(projection.load(unknown, jdbc));
        }
        return before;
    }

    void keep(Map<String, ?> written) {
        @SuppressWarnings("unchecked") // what this one's write answered
        Map<String, V> ours = (Map<String, V>) written;
        views.putAll(ours);
        var oldest = views.entrySet().iterator();
        while (views.size() > atMost) {
            oldest.next();
            oldest.remove();
        }
    }

    void forget() {
        views.clear();
    }

    static Map<String, List<DomainEventMessage<?>>> byStream(
            Projection<?> projection, List<DomainEventMessage<?>> batch) {
        return batch.stream()
                .filter(event -> projection.takes(event.getPayloadType()))
                .collect(Collectors.groupingBy(
                        DomainEventMessage::getAggregateIdentifier, LinkedHashMap::new, Collectors.toList()));
    }
}
