package org.huifang.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;

/**
 * One span for all that a command appends, under way until the common commit that takes it is on disk. Its events carry
 * it, where the trace is one that is kept, so that whoever follows the log tells of them in the same trace.
 */
final class AppendSpans implements EventBusSpanFactory, MessageDispatchInterceptor<EventMessage<?>> {
    private final Tracer tracer;

    AppendSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public org.axonframework.tracing.Span createPublishEventSpan(EventMessage<?> event) {
        return NoOpSpan.INSTANCE;
    }

    @Override
    public org.axonframework.tracing.Span createCommitEventsSpan() {
        return Span.current().getSpanContext().isValid()
                ? new OpenSpan(tracer.spanBuilder("EventStore.append"))
                : NoOpSpan.INSTANCE;
    }

    /** Not before it is appended: the span is not under way yet. */
    @Override
    public <T> EventMessage<T> propagateContext(EventMessage<T> event) {
        return event;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        Span append = Span.current();
        if (!append.getSpanContext().isSampled()) {
            return (index, event) -> event;
        }
        append.setAttribute("huifang.events", events.size());
        if (!events.isEmpty() && events.get(0) instanceof DomainEventMessage<?> first) {
            append.setAttribute("huifang.stream", first.getAggregateIdentifier());
            append.setAttribute("huifang.event", first.getPayloadType().getSimpleName());
        }
        return (index, event) -> TraceContext.carry(event);
    }
}
