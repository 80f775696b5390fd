package org.huifang.query.operations;

import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.MessageMonitor.MonitorCallback;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.QueryUpdateEmitterSpanFactory;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;
import org.jspecify.annotations.Nullable;

/** Queries are timed and traced until they are answered; Axon's own bus stops when an answer is promised. */
public final class AnsweredQueries extends SimpleQueryBus {
    private final QueryBusSpanFactory spans;
    private final MessageMonitor<Message<?>> times;

    public AnsweredQueries(
            QueryBusSpanFactory spans, QueryUpdateEmitterSpanFactory updates, MessageMonitor<Message<?>> times) {
        super(SimpleQueryBus.builder()
                .queryUpdateEmitter(
                        SimpleQueryUpdateEmitter.builder().spanFactory(updates).build()));
        this.spans = spans;
        this.times = times;
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        MonitorCallback timed = times.onMessageIngested(query);
        Span span = spans.createQuerySpan(query, false).start();
        SpanScope scope = span.makeCurrent();
        try {
            return super.<Q, R>query(query)
                    .whenComplete((answer, fault) -> end(
                            span, timed, fault == null && answer.isExceptional() ? answer.exceptionResult() : fault));
        } finally {
            scope.close();
        }
    }

    private static void end(Span span, MonitorCallback timed, @Nullable Throwable fault) {
        if (fault == null) {
            timed.reportSuccess();
        } else {
            span.recordException(fault);
            timed.reportFailure(fault);
        }
        span.end();
    }
}
