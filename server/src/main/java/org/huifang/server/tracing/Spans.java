package org.huifang.server.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanAttributesProvider;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.SpanUtils;

/**
 * Axon's spans as OpenTelemetry's. Only a command or a query begins a trace; all else is told where a trace is under way.
 * A span says what kind of message it is about and never what is in it.
 */
final class Spans implements SpanFactory {
    private final Tracer tracer;

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Span createRootTrace(Supplier<String> name) {
        return new OpenSpan(tracer.spanBuilder(name.get()).setNoParent());
    }

    @Override
    public Span createHandlerSpan(
            Supplier<String> name, Message<?> message, boolean isChildTrace, Message<?>... linked) {
        SpanBuilder span = named(name, message).setSpanKind(SpanKind.CONSUMER);
        if (isChildTrace) {
            span.setParent(TraceContext.of(message));
        } else {
            link(span, message).setNoParent();
        }
        for (Message<?> other : linked) {
            link(span, other);
        }
        return new OpenSpan(span);
    }

    @Override
    public Span createDispatchSpan(Supplier<String> name, Message<?> message, Message<?>... linked) {
        if (!mayBeTold(message)) {
            return NoOpSpan.INSTANCE;
        }
        SpanBuilder span = named(name, message).setSpanKind(SpanKind.PRODUCER);
        for (Message<?> other : linked) {
            link(span, other);
        }
        return new OpenSpan(span);
    }

    @Override
    public Span createInternalSpan(Supplier<String> name) {
        return underWay() ? new OpenSpan(tracer.spanBuilder(name.get())) : NoOpSpan.INSTANCE;
    }

    @Override
    public Span createInternalSpan(Supplier<String> name, Message<?> message) {
        return mayBeTold(message) ? new OpenSpan(named(name, message)) : NoOpSpan.INSTANCE;
    }

    private static boolean mayBeTold(Message<?> message) {
        return message instanceof CommandMessage<?> || message instanceof QueryMessage<?, ?> || underWay();
    }

    private static boolean underWay() {
        return io.opentelemetry.api.trace.Span.current().getSpanContext().isValid();
    }

    private SpanBuilder named(Supplier<String> name, Message<?> message) {
        return tracer.spanBuilder(name.get() + "(" + SpanUtils.determineMessageName(message) + ")")
                .setParent(Context.current());
    }

    private static SpanBuilder link(SpanBuilder span, Message<?> message) {
        SpanContext carried = TraceContext.carriedBy(message);
        return carried.isValid() ? span.addLink(carried) : span;
    }

    /** None of others': they would say what is in a message's metadata, and may come to say more. */
    @Override
    public void registerSpanAttributeProvider(SpanAttributesProvider provider) {
        // Not asked.
    }

    @Override
    public <M extends Message<?>> M propagateContext(M message) {
        return TraceContext.carry(message);
    }
}
