package org.huifang.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.huifang.query.projection.Watch;

/**
 * Spans of those who follow the log, in the traces of the events they take in, while those are fresh: whoever catches up
 * with what happened long ago adds nothing to traces that nobody waits for any more.
 */
final class BatchSpans implements Watch, EventProcessorSpanFactory {
    private static final Duration FRESH = Duration.ofMinutes(2);
    /** What a batch of 1,000 events is linked to at most. */
    private static final int TRACES_AT_MOST = 100;

    private final Tracer tracer;
    private final Clock clock;

    BatchSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * A batch is taken in once, for all traces it has events of: a span in the first of them, linked to all others, and
     * in each of the others one that is linked to the first.
     */
    @Override
    public Runnable begun(List<TrackedEventMessage<?>> batch) {
        Map<String, SpanContext> traces = new LinkedHashMap<>();
        Instant fresh = clock.instant().minus(FRESH);
        for (TrackedEventMessage<?> event : batch) {
            if (traces.size() < TRACES_AT_MOST && event.getTimestamp().isAfter(fresh)) {
                SpanContext carried = TraceContext.carriedBy(event);
                if (carried.isValid()) {
                    traces.putIfAbsent(carried.getTraceId(), carried);
                }
            }
        }
        return traces.isEmpty() ? () -> {} : begin(List.copyOf(traces.values()), batch.size());
    }

    @SuppressWarnings("MustBeClosedChecker") // when the batch has been taken in
    private Runnable begin(List<SpanContext> traces, int events) {
        SpanBuilder builder = span(traces.get(0), events);
        traces.subList(1, traces.size()).forEach(builder::addLink);
        Span batch = builder.startSpan();
        List<Span> others = new ArrayList<>();
        for (SpanContext other : traces.subList(1, traces.size())) {
            others.add(span(other, events).addLink(batch.getSpanContext()).startSpan());
        }
        Scope scope = batch.makeCurrent();
        return () -> {
            scope.close();
            others.forEach(Span::end);
            batch.end();
        };
    }

    private SpanBuilder span(SpanContext parent, int events) {
        return tracer.spanBuilder("Projector.batch")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setAttribute("huifang.events", events);
    }

    /** Reactions are told of one by one. */
    @Override
    public org.axonframework.tracing.Span createBatchSpan(boolean streaming, List<? extends EventMessage<?>> events) {
        return NoOpSpan.INSTANCE;
    }

    @Override
    public org.axonframework.tracing.Span createProcessEventSpan(boolean streaming, EventMessage<?> event) {
        SpanContext carried = TraceContext.carriedBy(event);
        return carried.isValid() && event.getTimestamp().isAfter(clock.instant().minus(FRESH))
                ? new OpenSpan(tracer.spanBuilder("EventProcessor.process("
                                + event.getPayloadType().getSimpleName() + ")")
                        .setSpanKind(SpanKind.CONSUMER)
                        .setParent(Context.root().with(Span.wrap(carried))))
                : NoOpSpan.INSTANCE;
    }
}
