package org.huifang.server.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** One span of OpenTelemetry's; of a fault only its kind is told, for its message may quote what is personal. */
final class OpenSpan implements Span {
    private final SpanBuilder builder;
    private volatile io.opentelemetry.api.trace.@Nullable Span span;

    OpenSpan(SpanBuilder builder) {
        this.builder = builder;
    }

    @Override
    public Span start() {
        if (span == null) {
            span = builder.startSpan();
        }
        return this;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // by whoever is answered it
    public SpanScope makeCurrent() {
        io.opentelemetry.api.trace.Span started = span;
        if (started == null) {
            return () -> {};
        }
        Scope scope = started.makeCurrent();
        return scope::close;
    }

    /** One that was never started, of a command that was refused before it appended, leaves nothing. */
    @Override
    public void end() {
        io.opentelemetry.api.trace.Span started = span;
        if (started != null) {
            started.end();
        }
    }

    @Override
    public Span recordException(Throwable fault) {
        io.opentelemetry.api.trace.Span started = span;
        if (started != null) {
            Throwable cause = cause(fault);
            if (cause instanceof RefusedException refused) {
                // An answer, not a fault.
                started.setAttribute(
                        "huifang.refused",
                        refused.refusals().isEmpty()
                                ? ""
                                : refused.refusals().get(0).code());
            } else {
                started.setAttribute("exception.type", cause.getClass().getName());
                started.setStatus(StatusCode.ERROR);
            }
        }
        return this;
    }

    private static Throwable cause(Throwable fault) {
        Throwable cause = fault;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public Span addAttribute(String key, String value) {
        io.opentelemetry.api.trace.Span started = span;
        if (started == null) {
            builder.setAttribute(key, value);
        } else {
            started.setAttribute(key, value);
        }
        return this;
    }
}
