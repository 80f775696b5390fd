package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huifang.api.access.Subscriptions;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** One trace from the request to the read tables, and nothing of it where nobody asked for traces. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class TracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String UPDATE = "QueryUpdateEmitter.emitQueryUpdateMessage(QueueChange)";
    private static final Map<String, Object> REGISTER = Map.of(
            "query",
            GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
            "variables",
            Map.of("input", Registrations.input()));
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One for each time: it ends with the first process that it belongs to. */
    private static InMemorySpanExporter kept = InMemorySpanExporter.create();

    /** Keeps what is sent away, beside the exporter that sends it. */
    @Configuration(proxyBeanMethods = false)
    static class Kept {
        @Bean
        InMemorySpanExporter spans() {
            return kept;
        }
    }

    @TempDir
    Path folder;

    /** The processes of which a trace is to be made. */
    interface Begun {
        Installation begin() throws Exception;
    }

    @Test
    void aMutationIsOneTraceFromTheRequestToTheReadTables() throws Exception {
        isOneTrace(() -> Installation.whole(folder));
    }

    static void isOneTrace(Begun begun) throws Exception {
        kept = InMemorySpanExporter.create();
        AtomicLong received = new AtomicLong();
        HttpServer collector = collector(received);
        Map<String, String> settings = Map.of(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces",
                "management.opentelemetry.tracing.export.schedule-delay",
                "100ms",
                "management.tracing.sampling.probability",
                "0",
                "spring.main.sources",
                Kept.class.getName());
        settings.forEach(System::setProperty);
        try (Installation installation = begun.begin()) {
            HuifangServer server = installation.door();
            new DemoPlayer(server.address(), server.folder()).organise();
            listen(server);
            String complaint = JSON.readTree(ask(server, REGISTER, "00-" + TRACE + "-" + CALLER + "-01")
                            .thenApply(HttpResponse::body)
                            .join())
                    .at("/data/registerComplaint/complaint/id")
                    .asString();
            List<SpanData> spans = awaited(trace ->
                    named(trace, "Projector.batch") && named(trace, "EventProcessor.process(ComplaintRegistered)"));

            SpanData request = one(spans, "http post /graphql");
            assertThat(request.getParentSpanId()).isEqualTo(CALLER);
            SpanData mutation = one(spans, "graphql field registerComplaint");
            SpanData append = one(spans, "EventStore.append");
            assertThat(ancestors(append, spans))
                    .containsSubsequence(
                            "CommandBus.handleCommand(RegisterComplaint)",
                            "CommandBus.dispatchCommand(RegisterComplaint)",
                            mutation.getName(),
                            request.getName());
            SpanData projection = one(spans, "Projector.batch");
            assertThat(projection.getParentSpanId()).isEqualTo(append.getSpanId());
            SpanData reaction = one(spans, "EventProcessor.process(ComplaintRegistered)");
            assertThat(reaction.getParentSpanId()).isEqualTo(append.getSpanId());
            SpanData query = one(spans, "QueryBus.query(AwaitComplaint)");
            assertThat(ancestors(query, spans)).contains(mutation.getName());
            assertThat(query.getEndEpochNanos()).isGreaterThan(projection.getStartEpochNanos());
            assertThat(ancestors(one(spans, UPDATE), spans)).containsSequence(projection.getName(), append.getName());
            assertThat(spans).allSatisfy(span -> assertThat(span.toString())
                    .doesNotContain("林秀英", "13800002101", "楼道灯不亮", "修好"));
            assertThat(installation
                            .bean(JdbcTemplate.class)
                            .queryForList(
                                    "SELECT convert_from(metadata, 'UTF8')::json ->> 'traceparent' FROM event WHERE stream = ?",
                                    String.class,
                                    complaint))
                    .isNotEmpty()
                    .containsOnly("00-" + TRACE + "-" + append.getSpanId() + "-01");
            assertThat(received).hasPositiveValue();
        } finally {
            settings.keySet().forEach(System::clearProperty);
            collector.stop(0);
        }
    }

    @Test
    void nothingIsMadeOrKeptWhereNobodyAskedForTraces(RunningServer server) throws Exception {
        String complaint = server.register("wang.fang", Registrations.input())
                .at("/complaint/id")
                .asString();
        for (String metadata : server.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT convert_from(metadata, 'UTF8') FROM event WHERE stream = ?", String.class, complaint)) {
            assertThat(metadata).matches("\\{\"cause\":\"[\\w-]{22}\"}");
        }
        assertThatThrownBy(() -> server.bean(Tracer.class)).isInstanceOf(NoSuchBeanDefinitionException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("BatchSpanProcessor"));
    }

    /** Follows the queue, so that there is somebody to be told of what changes. */
    private static void listen(HuifangServer server) throws Exception {
        CompletableFuture<?> unused = ask(server, Map.of("query", "subscription { queueChanged { complaint } }"), null);

        Instant until = Instant.now().plus(PATIENCE);
        while (server.context().getBean(Subscriptions.class).open() == 0) {
            assertThat(Instant.now()).isBefore(until);
            Thread.sleep(20);
        }
    }

    private static CompletableFuture<HttpResponse<String>> ask(
            HuifangServer server, Map<String, ?> question, @Nullable String traceparent) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                .header(
                        "Authorization",
                        "Bearer " + LocalTokens.demo(server.folder()).issue("wang.fang"))
                .header("Content-Type", "application/json")
                .header("Accept", traceparent == null ? "text/event-stream" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question)));
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<SpanData> awaited(Predicate<List<SpanData>> whole) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        List<SpanData> spans;
        do {
            Thread.sleep(200);
            spans = kept.getFinishedSpanItems().stream()
                    .filter(span -> span.getTraceId().equals(TRACE))
                    .toList();
        } while (!whole.test(spans) && Instant.now().isBefore(until));
        return spans;
    }

    private static boolean named(List<SpanData> spans, String name) {
        return spans.stream().anyMatch(span -> span.getName().equals(name));
    }

    private static SpanData one(List<SpanData> spans, String name) {
        List<SpanData> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found)
                .as("%s among %s", name, spans.stream().map(SpanData::getName).toList())
                .isNotEmpty();
        return found.get(0);
    }

    private static List<String> ancestors(SpanData span, List<SpanData> spans) {
        Map<String, SpanData> byId = new HashMap<>();
        spans.forEach(known -> byId.put(known.getSpanId(), known));
        return Stream.iterate(
                        byId.get(span.getParentSpanId()), Objects::nonNull, known -> byId.get(known.getParentSpanId()))
                .map(SpanData::getName)
                .toList();
    }

    private static HttpServer collector(AtomicLong received) throws Exception {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.addAndGet(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }
}
