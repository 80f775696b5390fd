package org.huifang.query.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.huifang.kernel.RecentlyUsed;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views of one projection that were folded last, so that what was just written need not be read back. */
final class Folded<V> {
    private final Projection<V> projection;
    private final Map<String, V> views;

    Folded(Projection<V> projection, int atMost) {
        this.projection = projection;
        this.views = RecentlyUsed.map(atMost);
    }

    /** Gathers what a batch changes; the views become known here only when {@link #keep} is called, after the commit. */
    Map<String, V> write(List<DomainEventMessage<?>> batch, Writes to, JdbcTemplate jdbc) {
        Map<String, List<DomainEventMessage<?>>> streams = byStream(projection, batch);
        if (streams.isEmpty()) {
            return Map.of();
        }
        Map<String, V> before = before(streams, jdbc);
        Map<String, V> after = new LinkedHashMap<>();
        streams.forEach((stream, events) -> after.put(stream, projection.after(before.get(stream), events)));
        projection.write(
                after.entrySet().stream()
                        .map(view -> new Projection.Change<>(before.get(view.getKey()), view.getValue()))
                        .toList(),
                to);
        return after;
    }

    /** Of a stream that begins here there is nothing to be read. */
    private Map<String, V> before(Map<String, List<DomainEventMessage<?>>> streams, JdbcTemplate jdbc) {
        Map<String, V> before = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        streams.forEach((stream, events) -> {
            V view = views.get(stream);
            if (view != null) {
                before.put(stream, view);
            } else if (events.get(0).getSequenceNumber() > 0) {
                unknown.add(stream);
            }
        });
        if (!unknown.isEmpty()) {
            before.putAll(projection.load(unknown, jdbc));
        }
        return before;
    }

    void keep(Map<String, ?> written) {
        @SuppressWarnings("unchecked") // what this one's write answered
        Map<String, V> ours = (Map<String, V>) written;
        views.putAll(ours);
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
