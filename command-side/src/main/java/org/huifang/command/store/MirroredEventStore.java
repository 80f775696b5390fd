package org.huifang.command.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.AxonTransientException;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Two stores as one: aggregates are loaded from the one that decides, and appended to it; whoever follows the log follows
 * its mirror, and knows of no other.
 */
public final class MirroredEventStore implements EventStore {
    private final EventStore original;
    private final EventStore mirror;

    public MirroredEventStore(EventStore original, EventStore mirror) {
        this.original = original;
        this.mirror = mirror;
    }

    @Override
    public DomainEventStream readEvents(String stream) {
        // To the end, so that a store that goes away meanwhile is noticed here.
        return asked(() -> whole(original.readEvents(stream)));
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        return asked(() -> whole(original.readEvents(stream, firstSequence)));
    }

    private static DomainEventStream whole(DomainEventStream stream) {
        return DomainEventStream.of(stream.asStream()
                .<DomainEventMessage<?>>map(Function.identity())
                .toList());
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return asked(() -> original.lastSequenceNumberFor(stream));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (AxonTransientException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreAwayException(e);
        }
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        original.storeSnapshot(snapshot);
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        original.publish(events);
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
        return original.subscribe(processor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super EventMessage<?>> dispatchInterceptor) {
        return original.registerDispatchInterceptor(dispatchInterceptor);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
        return mirror.openStream(from);
    }

    @Override
    public TrackingToken createTailToken() {
        return mirror.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return mirror.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant moment) {
        return mirror.createTokenAt(moment);
    }

    @Override
    public TrackingToken createTokenSince(Duration duration) {
        return mirror.createTokenSince(duration);
    }
}
