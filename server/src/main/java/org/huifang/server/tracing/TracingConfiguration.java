package org.huifang.server.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.tracing.SpanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Traces from the request to the read tables, through all processes; only where there is an address to send them to. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingSwitch.On.class)
public class TracingConfiguration {

    @Bean
    SpanFactory spanFactory(Tracer tracer) {
        return new Spans(tracer);
    }

    @Bean
    AppendSpans appendSpans(Tracer tracer) {
        return new AppendSpans(tracer);
    }

    @Bean
    SmartInitializingSingleton appendsAreTold(ObjectProvider<EventStore> log, AppendSpans spans) {
        return () -> log.ifAvailable(store -> store.registerDispatchInterceptor(spans));
    }

    @Bean
    BatchSpans batchSpans(Tracer tracer, Clock clock) {
        return new BatchSpans(tracer, clock);
    }

    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(
                exporters.orderedStream().map(DiscreetExporter::new).toList());
    }
}
