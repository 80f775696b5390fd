package org.huifang.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DefaultCommandBusSpanFactory;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.junit.jupiter.api.Test;

/** How spans belong together, and what they do not say. */
class SpansTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TWO = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new DiscreetExporter(told)))
            .build()
            .get("test");
    private final Spans spans = new Spans(tracer);
    private final BatchSpans batches = new BatchSpans(tracer, Clock.fixed(NOW, ZoneOffset.UTC));

    private record Said(String words) {}

    @Test
    void aCommandHandledInAnotherProcessBelongsToWhoSentIt() {
        CommandBusSpanFactory bus =
                DefaultCommandBusSpanFactory.builder().spanFactory(spans).build();
        Span sent = bus.createDispatchCommandSpan(new GenericCommandMessage<>(new Said("林秀英")), true)
                .start();
        SpanScope scope = sent.makeCurrent();
        CommandMessage<Said> travelling = bus.propagateContext(new GenericCommandMessage<>(new Said("林秀英")));
        scope.close();
        sent.end();
        // Elsewhere nothing is known but what the message carries.
        bus.createHandleCommandSpan(travelling, true).run(() -> {});
        SpanData dispatch = told.getFinishedSpanItems().get(0);
        SpanData handling = told.getFinishedSpanItems().get(1);
        assertThat(handling.getTraceId()).isEqualTo(dispatch.getTraceId());
        assertThat(handling.getParentSpanId()).isEqualTo(dispatch.getSpanId());
        assertThat(told.getFinishedSpanItems().toString()).doesNotContain("林秀英");
    }

    @Test
    void aBatchOfTwoTracesIsToldOfInBothAndLinked() {
        batches.begun(List.of(event(1, ONE, NOW), event(2, TWO, NOW), event(3, ONE, NOW)))
                .run();
        SpanData inTwo = in("4bf92f3577b34da6a3ce929d0e0e4736");
        SpanData inOne = in("0af7651916cd43dd8448eb211c80319c");
        assertThat(inOne.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(inTwo.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(inOne.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(SpanContext::getSpanId)
                .containsExactly("00f067aa0ba902b7");
        assertThat(inTwo.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(SpanContext::getSpanId)
                .containsExactly(inOne.getSpanId());
    }

    @Test
    void whoCatchesUpAddsNothingToTracesOfLongAgo() {
        batches.begun(List.of(event(1, ONE, NOW.minusSeconds(121)))).run();
        batches.createProcessEventSpan(true, event(1, ONE, NOW.minusSeconds(121)))
                .run(() -> {});
        assertThat(told.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void ofAFaultOnlyItsKindIsTold() {
        Span failing = spans.createInternalSpan(() -> "command", new GenericCommandMessage<>(new Said("修好")))
                .start();
        failing.recordException(new IllegalStateException("of 林秀英"));
        failing.end();
        io.opentelemetry.api.trace.Span others = tracer.spanBuilder("of others").startSpan();
        others.recordException(new IllegalStateException("of 林秀英"));
        others.setStatus(StatusCode.ERROR, "of 林秀英");
        others.end();
        assertThat(told.getFinishedSpanItems()).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEmpty();
            assertThat(span.getAttributes().toString() + span.getEvents())
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("林秀英", "修好");
        });
    }

    @Test
    void aRefusalIsNoFault() {
        Span refused = spans.createInternalSpan(() -> "command", new GenericCommandMessage<>(new Said("修好")))
                .start();
        refused.recordException(new RefusedException(new Refusal("RULE", "§4", null, "不可", "May not")));
        refused.end();
        SpanData span = told.getFinishedSpanItems().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("huifang.refused")))
                .isEqualTo("RULE");
    }

    @Test
    void onlyCommandsAndQueriesBeginATrace() {
        spans.createInternalSpan(() -> "handler").run(() -> {});
        spans.createInternalSpan(() -> "event", new GenericMessage<>(new Said("修好")))
                .run(() -> {});
        spans.createDispatchSpan(() -> "update", new GenericMessage<>(new Said("修好")))
                .run(() -> {});
        assertThat(told.getFinishedSpanItems()).isEmpty();
    }

    private SpanData in(String trace) {
        return told.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .findFirst()
                .orElseThrow();
    }

    private static TrackedEventMessage<?> event(long position, String traceparent, Instant at) {
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                "Complaint",
                UUID.randomUUID().toString(),
                0,
                new GenericMessage<>(new Said("楼道灯不亮"), MetaData.with(TraceContext.KEY, traceparent)),
                () -> at);
    }
}
