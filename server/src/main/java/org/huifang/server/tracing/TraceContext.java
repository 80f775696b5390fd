package org.huifang.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/** How a trace travels in a message's metadata: as W3C's {@code traceparent}, whichever process reads it. */
final class TraceContext {
    static final String KEY = "traceparent";

    private static final TextMapGetter<Message<?>> OF_MESSAGE = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Message<?> message) {
            return List.of(KEY);
        }

        @Override
        public @Nullable String get(@Nullable Message<?> message, String key) {
            return message != null && message.getMetaData().get(key) instanceof String value ? value : null;
        }
    };

    private TraceContext() {}

    /** What the message carries; where it carries nothing, what surrounds this thread. */
    static Context of(Message<?> message) {
        return W3CTraceContextPropagator.getInstance().extract(Context.current(), message, OF_MESSAGE);
    }

    /** What the message carries; invalid where it carries nothing. */
    static SpanContext carriedBy(Message<?> message) {
        return Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), message, OF_MESSAGE))
                .getSpanContext();
    }

    /** The message, with what surrounds this thread; itself where nothing does. */
    @SuppressWarnings("unchecked") // a message with more metadata is of the same kind
    static <M extends Message<?>> M carry(M message) {
        Map<String, String> carried = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carried, (map, key, value) -> {
            if (map != null && key.equals(KEY)) {
                map.put(key, value);
            }
        });
        return carried.isEmpty() ? message : (M) message.andMetaData(carried);
    }
}
