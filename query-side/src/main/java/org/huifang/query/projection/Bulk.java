package org.huifang.query.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Folds a whole log into empty read tables: a view is written when its stream has been quiet for long, or at the end, so
 * nearly every row is written once, by COPY.
 */
final class Bulk {
    /** Views of each projection that are held in memory, unwritten. */
    private static final int HELD_AT_MOST = 6_000;

    private final List<Held<?>> projections;
    private final JdbcTemplate jdbc;
    private final Set<String> poisoned = new HashSet<>();

    Bulk(List<Projection<?>> projections, JdbcTemplate jdbc) {
        this.projections = projections.stream()
                .<Held<?>>map(projection -> new Held<>(projection))
                .toList();
        this.jdbc = jdbc;
    }

    /** An event that one projection cannot fold waits in the dead letters for all, with all later ones of its stream. */
    void take(List<DomainEventMessage<?>> batch) {
        Map<String, List<DomainEventMessage<?>>> streams = new LinkedHashMap<>();
        for (DomainEventMessage<?> event : batch) {
            if (projections.stream().anyMatch(held -> held.projection.takes(event.getPayloadType()))) {
                streams.computeIfAbsent(event.getAggregateIdentifier(), stream -> new ArrayList<>())
                        .add(event);
            }
        }
        projections.forEach(held -> held.recall(streams.keySet()));
        streams.forEach(this::take);
        projections.forEach(Held::writeQuiet);
    }

    private void take(String stream, List<DomainEventMessage<?>> events) {
        if (poisoned.contains(stream) || fold(stream, events) != null) {
            events.forEach(event -> takeAlone(stream, event));
        }
    }

    private void takeAlone(String stream, DomainEventMessage<?> event) {
        if (poisoned.contains(stream)) {
            DeadLetters.add(event, DeadLetters.LATER, jdbc);
            return;
        }
        RuntimeException fault = fold(stream, List.of(event));
        if (fault != null) {
            poisoned.add(stream);
            DeadLetters.add(event, String.valueOf(fault), jdbc);
        }
    }

    /** By all projections, or, telling why, by none. */
    private @Nullable RuntimeException fold(String stream, List<DomainEventMessage<?>> events) {
        List<Runnable> undoing = new ArrayList<>();
        try {
            projections.forEach(held -> undoing.add(held.take(stream, events)));
            return null;
        } catch (RuntimeException e) {
            undoing.forEach(Runnable::run);
            return e;
        }
    }

    /** Writes what is still held; the tables now stand at this position. */
    void finish(long position) {
        projections.forEach(held -> held.write(held.views.size()));
        jdbc.update("UPDATE progress SET position = ?", position);
    }

    private final class Held<V> {
        final Projection<V> projection;
        /** The quietest first. */
        final Map<String, V> views = new LinkedHashMap<>(16, 0.75f, true);

        private final Set<String> written = new HashSet<>();

        Held(Projection<V> projection) {
            this.projection = projection;
        }

        /** Reads back what was written, and has come to life again. */
        void recall(Collection<String> streams) {
            List<String> again = streams.stream()
                    .filter(stream -> !views.containsKey(stream) && written.contains(stream))
                    .toList();
            if (!again.isEmpty()) {
                views.putAll(projection.load(again, jdbc));
            }
        }

        /** Answers how to have folded nothing. */
        Runnable take(String stream, List<DomainEventMessage<?>> events) {
            List<DomainEventMessage<?>> ours = events.stream()
                    .filter(event -> projection.takes(event.getPayloadType()))
                    .toList();
            if (ours.isEmpty()) {
                return () -> {};
            }
            V before = views.get(stream);
            views.put(stream, projection.after(before, ours));
            return () -> {
                if (before == null) {
                    views.remove(stream);
                } else {
                    views.put(stream, before);
                }
            };
        }

        void writeQuiet() {
            if (views.size() > HELD_AT_MOST) {
                write(views.size() / 2);
            }
        }

        void write(int count) {
            List<V> quiet = new ArrayList<>(count);
            List<String> again = new ArrayList<>();
            var oldest = views.entrySet().iterator();
            while (quiet.size() < count) {
                var view = oldest.next();
                quiet.add(view.getValue());
                if (!written.add(view.getKey())) {
                    again.add(view.getKey());
                }
                oldest.remove();
            }
            if (!again.isEmpty()) {
                Writes removal = new Writes();
                projection.remove(again, removal);
                removal.send(jdbc);
            }
            projection.copy(quiet, jdbc);
        }
    }
}
