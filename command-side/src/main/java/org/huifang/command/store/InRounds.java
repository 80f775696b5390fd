package org.huifang.command.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * A log whose followers nobody waits for: a stream hands on in rounds what has come since the last one, so that each batch of
 * a busy time is one transaction of many events. Who is behind is not kept waiting.
 */
public final class InRounds implements StreamableMessageSource<TrackedEventMessage<?>> {
    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final Duration apart;
    private final int atMost;

    /**
     * @param apart how long after a round the next one begins, at the earliest
     * @param atMost events of a round; what follows on a full one follows at once
     */
    public InRounds(StreamableMessageSource<TrackedEventMessage<?>> log, Duration apart, int atMost) {
        this.log = log;
        this.apart = apart;
        this.atMost = atMost;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
        return new Rounds(log.openStream(from));
    }

    @Override
    public TrackingToken createTailToken() {
        return log.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return log.createHeadToken();
    }

    private final class Rounds implements BlockingStream<TrackedEventMessage<?>> {
        private final BlockingStream<TrackedEventMessage<?>> stream;
        private final ArrayDeque<TrackedEventMessage<?>> round = new ArrayDeque<>();
        private long next = System.nanoTime();

        Rounds(BlockingStream<TrackedEventMessage<?>> stream) {
            this.stream = stream;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.ofNullable(round.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            if (!round.isEmpty()) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            if (!stream.hasNextAvailable(timeout, unit)) {
                return false;
            }
            while (round.size() < atMost && stream.hasNextAvailable()) {
                round.add(stream.nextAvailable());
            }
            next = System.nanoTime() + (round.size() < atMost ? apart.toNanos() : 0);
            return true;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
                // Waits on, as the interface asks.
            }
            return round.remove();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
