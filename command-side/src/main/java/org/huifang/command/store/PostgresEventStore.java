package org.huifang.command.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;

/** Axon's event store whose streams are pushed: a commit wakes them at once, here or in another process. */
public final class PostgresEventStore extends AbstractEventStore {
    private final PostgresEventStorageEngine engine;
    private final LogTail tail;

    private PostgresEventStore(Builder builder, PostgresEventStorageEngine engine, LogTail tail) {
        super(builder);
        this.engine = engine;
        this.tail = tail;
    }

    public static PostgresEventStore of(PostgresEventStorageEngine engine, LogTail tail) {
        Builder builder = new Builder();
        builder.storageEngine(engine);
        return new PostgresEventStore(builder, engine, tail);
    }

    private static final class Builder extends AbstractEventStore.Builder {}

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
        return new LogStream(from == null ? 0 : from.position().orElse(0));
    }

    /** Reads on from a position; positions have no gaps, so nothing can appear behind it. */
    private final class LogStream implements BlockingStream<TrackedEventMessage<?>> {
        private final ArrayDeque<TrackedEventMessage<?>> ahead = new ArrayDeque<>();
        private long position;
        private Runnable callback = () -> {};

        LogStream(long position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            fill();
            return Optional.ofNullable(ahead.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            long deadline = System.nanoTime() + unit.toNanos(timeout);
            fill();
            while (ahead.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !tail.awaitBeyond(position, Duration.ofNanos(left))) {
                    return false;
                }
                fill();
            }
            return true;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
                // Waits on, as the interface asks.
            }
            return ahead.remove();
        }

        private void fill() {
            if (!ahead.isEmpty() || !tail.beyond(position)) {
                return;
            }
            var rows = engine.readAfter(position);
            if (rows.isEmpty()) {
                return;
            }
            position = rows.get(rows.size() - 1).trackingToken().position().orElseThrow();
            EventUtils.upcastAndDeserializeTrackedEvents(
                            rows.stream(), engine.getEventSerializer(), NoOpEventUpcaster.INSTANCE)
                    .forEach(ahead::add);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable onAvailable) {
            tail.forget(callback);
            callback = onAvailable;
            tail.onAdvance(onAvailable);
            return true;
        }

        @Override
        public void close() {
            tail.forget(callback);
        }
    }
}
