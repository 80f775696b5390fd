package org.huifang.server.axon;

import io.axoniq.axonserver.connector.ResultStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.huifang.command.store.OriginalLog;
import org.huifang.command.store.StoreAwayException;

/** Axon Server's event store as a log of rows; its indexes count from 0, positions from 1. */
public final class AxonServerLog implements OriginalLog {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final int AHEAD = 2_000;
    private static final int ASK_FOR_MORE_AFTER = 500;

    private final Supplier<EventChannel> channel;
    private final StoredEvents events;

    /** @param channel of the connection as it is at the moment */
    public AxonServerLog(Supplier<EventChannel> channel, StoredEvents events) {
        this.channel = channel;
        this.events = events;
    }

    @Override
    public long head() {
        return awaited(channel.get().getLastToken()) + 1;
    }

    /** Appends them in one transaction, exactly as they are, their time included. */
    public void append(List<Original> rows) {
        AppendEventsTransaction transaction = channel.get().startAppendEventsTransaction();
        rows.forEach(row -> transaction.appendEvent(events.stored(row)));
        awaited(transaction.commit());
    }

    private static <T> T awaited(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAwayException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreAwayException(e);
        }
    }

    @Override
    public Reading after(long position) {
        ResultStream<EventWithToken> stream = channel.get().openStream(position - 1, AHEAD, ASK_FOR_MORE_AFTER);
        return new Reading() {
            @Override
            public List<Original> next(int atMost, Duration patience) throws InterruptedException {
                List<Original> read = new ArrayList<>();
                EventWithToken next = stream.nextIfAvailable(patience.toMillis(), TimeUnit.MILLISECONDS);
                while (next != null) {
                    read.add(events.read(next));
                    next = read.size() < atMost ? stream.nextIfAvailable() : null;
                }
                if (read.isEmpty() && stream.isClosed()) {
                    throw new StoreAwayException(stream.getError().orElse(null));
                }
                return read;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
