package org.huifang.server.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** Lets go out of the house of a fault only its kind: messages and stack traces of others' code may quote what is personal. */
record DiscreetExporter(SpanExporter exporter) implements SpanExporter {
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("exception.type");

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exporter.export(spans.stream().<SpanData>map(Discreet::new).toList());
    }

    private static final class Discreet extends DelegatingSpanData {
        Discreet(SpanData span) {
            super(span);
        }

        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream()
                    .map(event -> {
                        String kind = event.getAttributes().get(KIND);
                        return EventData.create(
                                event.getEpochNanos(),
                                event.getName(),
                                kind == null ? Attributes.empty() : Attributes.of(KIND, kind));
                    })
                    .toList();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
