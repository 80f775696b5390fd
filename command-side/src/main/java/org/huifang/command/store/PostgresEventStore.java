package org.huifang.command.store;

import static org.huifang.command.store.PostgresEventStorageEngine.FETCH;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Axon's event store whose streams are pushed: a commit wakes them at once, here or in another process. */
public final class PostgresEventStore extends AbstractEventStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventStore.class);
    private static final int READERS = 2;
    /** Pages of all who catch up; threads that end when nobody does. */
    private static final Executor READ_AHEAD = readAhead();

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

    public static PostgresEventStore of(PostgresEventStorageEngine engine, LogTail tail, EventBusSpanFactory spans) {
        Builder builder = new Builder();
        builder.storageEngine(engine).spanFactory(spans);
        return new PostgresEventStore(builder, engine, tail);
    }

    private static final class Builder extends AbstractEventStore.Builder {}

    private static Executor readAhead() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(READERS, READERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "log-read-ahead");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
        return new LogStream(from == null ? 0 : from.position().orElse(0));
    }

    /**
     * Reads on from a position; positions have no gaps, so nothing can appear behind it. What this process appended
     * itself a moment ago comes from memory; whoever is far behind has the next page read and parsed ahead.
     */
    private final class LogStream implements BlockingStream<TrackedEventMessage<?>> {
        private final ArrayDeque<TrackedEventMessage<?>> ahead = new ArrayDeque<>();
        private long position;
        private Runnable callback = () -> {};
        private @Nullable CompletableFuture<List<TrackedEventMessage<?>>> nextPage;

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
            List<TrackedEventMessage<?>> events = nextPage == null ? tail.recentAfter(position, FETCH) : List.of();
            if (events.isEmpty()) {
                CompletableFuture<List<TrackedEventMessage<?>>> awaited = nextPage;
                // One that failed is read again when the stream is asked again.
                nextPage = null;
                events = awaited == null ? page(position) : arrived(awaited);
                long after = position + events.size();
                if (events.size() == FETCH && tail.recentAfter(after, 1).isEmpty()) {
                    nextPage = CompletableFuture.supplyAsync(() -> page(after), READ_AHEAD);
                }
            }
            ahead.addAll(events);
            position += events.size();
        }

        private List<TrackedEventMessage<?>> page(long after) {
            List<TrackedEventMessage<?>> events = EventUtils.upcastAndDeserializeTrackedEvents(
                            engine.readAfter(after).stream(), engine.getEventSerializer(), NoOpEventUpcaster.INSTANCE)
                    .collect(Collectors.toList());
            events.forEach(LogStream::parse);
            return events;
        }

        /** What cannot be parsed is told to whoever asks for its payload. */
        private static void parse(TrackedEventMessage<?> event) {
            try {
                event.getPayload();
            } catch (RuntimeException e) {
                LOG.debug("Event {} cannot be parsed", event.getIdentifier(), e);
            }
        }

        private static List<TrackedEventMessage<?>> arrived(CompletableFuture<List<TrackedEventMessage<?>>> page) {
            try {
                return page.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
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
