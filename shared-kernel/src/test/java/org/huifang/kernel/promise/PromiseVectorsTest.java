package org.huifang.kernel.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@DisplayName("§4.5.2 every history of the vectors gives its verdicts")
class PromiseVectorsTest {

    @TestFactory
    Stream<DynamicTest> asFolded() throws IOException {
        return vectors()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    Promises folded = Promises.fold(vector.happenings(), vector.zone(), vector.asOf());
                    assertThat(folded.states().stream()
                                    .map(PromiseVectorsTest::line)
                                    .sorted())
                            .isEqualTo(vector.expected());
                    assertThat(folded.classification()).isEqualTo(vector.classification());
                    assertThat(folded.severity()).isEqualTo(vector.severity());
                }));
    }

    /** Said step by step as it would be live, then all that remains to be said at the end. */
    @TestFactory
    Stream<DynamicTest> asObserved() throws IOException {
        return vectors()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    ObservedPromises observed = ObservedPromises.NONE;
                    List<Happening> soFar = new ArrayList<>();
                    for (Happening happening : vector.happenings()) {
                        soFar.add(happening);
                        Promises folded = Promises.fold(soFar, vector.zone(), happening.at());
                        observed = observed.after(observed.changesTo(folded, happening.at()));
                        assertThat(observed.changesTo(folded, happening.at())).isEmpty();
                    }
                    Promises folded = Promises.fold(soFar, vector.zone(), vector.asOf());
                    observed = observed.after(observed.changesTo(folded, vector.asOf()));
                    assertThat(observed.states().stream()
                                    .map(PromiseVectorsTest::line)
                                    .sorted())
                            .isEqualTo(vector.expected());
                    Instant next =
                            ObservedPromises.nextInstant(folded, vector.asOf()).orElse(null);
                    if (next != null) {
                        Instant before = next.minusSeconds(1);
                        Promises quiet = Promises.fold(soFar, vector.zone(), before);
                        assertThat(observed.changesTo(quiet, before)).isEmpty();
                        Promises stirred = Promises.fold(soFar, vector.zone(), next);
                        assertThat(observed.changesTo(stirred, next)).isNotEmpty();
                    }
                }));
    }

    record Vector(
            String name,
            ZoneId zone,
            List<Happening> happenings,
            Instant asOf,
            List<String> expected,
            Classification classification,
            Severity severity) {}

    static Stream<Vector> vectors() throws IOException {
        JsonNode all;
        try (var in = PromiseVectorsTest.class.getResourceAsStream("/vectors/promises.json")) {
            all = new ObjectMapper().readTree(in);
        }
        assertThat(all.size()).isGreaterThanOrEqualTo(108);
        return StreamSupport.stream(all.spliterator(), false).map(PromiseVectorsTest::vector);
    }

    private static Vector vector(JsonNode node) {
        List<Happening> happenings = new ArrayList<>();
        for (JsonNode step : node.get("steps")) {
            Fact fact = fact(step);
            if (fact != null) {
                Instant at = instant(step, "at");
                Instant recordedAt = step.has("recordedAt") ? instant(step, "recordedAt") : at;
                happenings.add(new Happening(fact, at, recordedAt, PromisePolicy.DEFAULT));
            }
        }
        JsonNode expect = node.get("expect");
        List<String> lines = new ArrayList<>();
        for (JsonNode p : expect.get("promises")) {
            Map<String, String> fields = new TreeMap<>();
            p.propertyStream().forEach(e -> fields.put(e.getKey(), text(e.getValue())));
            lines.add(fields.toString());
        }
        lines.sort(null);
        return new Vector(
                node.get("name").asString(),
                ZoneId.of(node.get("zone").asString()),
                happenings,
                instant(node, "asOf"),
                lines,
                expect.get("class").isNull()
                        ? null
                        : Classification.valueOf(expect.get("class").asString()),
                expect.get("severity").isNull()
                        ? null
                        : Severity.valueOf(expect.get("severity").asString()));
    }

    private static String line(PromiseState p) {
        return line(p.promise(), p.n(), p.clock(), p.due(), p.verdict(), p.at(), p.metLateAt(), p.asRecorded());
    }

    private static String line(ObservedPromise p) {
        return line(p.promise(), p.n(), p.clock(), p.due(), p.verdict(), p.at(), p.metLateAt(), p.asRecorded());
    }

    private static String line(
            PromiseKind promise,
            int n,
            Instant clock,
            Instant due,
            Verdict verdict,
            Instant at,
            Instant metLateAt,
            Verdict asRecorded) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("promise", promise.name());
        fields.put("n", String.valueOf(n));
        fields.put("clock", String.valueOf(clock));
        fields.put("due", String.valueOf(due));
        fields.put("verdict", verdict.name());
        fields.put("at", String.valueOf(at));
        fields.put("metLateAt", String.valueOf(metLateAt));
        fields.put("asRecorded", asRecorded.name());
        return fields.toString();
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "null" : value.asString();
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.get(field).asString());
    }

    /** Null for a step that no promise depends on. */
    private static Fact fact(JsonNode step) {
        return switch (step.get("do").asString()) {
            case "register" ->
                new Fact.Registered(
                        step.has("requestedDeadline") ? instant(step, "requestedDeadline") : null,
                        step.has("raisedBefore") ? step.get("raisedBefore").asInt() : 0);
            case "classify" -> new Fact.Classified(classification(step));
            case "reclassify" -> new Fact.Reclassified(classification(step));
            case "assessSeverity" -> new Fact.SeverityAssessed(severity(step), ground(step));
            case "raiseSeverity" -> new Fact.SeverityRaised(severity(step), ground(step), false);
            case "lowerSeverity" -> new Fact.SeverityLowered(severity(step), ground(step));
            case "present" -> new Fact.Presented(Role.valueOf(step.get("to").asString()));
            case "direct" -> new Fact.Directed(step.has("limit") ? instant(step, "limit") : null);
            case "route" -> new Fact.Routed();
            case "returnRouting" -> new Fact.RoutingReturned();
            case "planMeasures" -> new Fact.MeasuresPlanned();
            case "completeHandling" -> new Fact.HandlingCompleted();
            case "submitHandlingRecord" -> new Fact.HandlingRecordSubmitted();
            case "acceptHandlingRecord" -> new Fact.HandlingRecordAccepted();
            case "sendBackHandlingRecord" ->
                new Fact.HandlingRecordSentBack(
                        Fact.SendBackReason.valueOf(step.get("why").asString()));
            case "reportToSupervisor" -> new Fact.ReportedToSupervisor();
            case "informOwner" -> new Fact.OwnerInformed();
            case "recordReturnVisit" -> step.get("reached").asBoolean() ? new Fact.ReturnVisitMade() : null;
            case "agreeLimit" -> new Fact.LimitAgreed(instant(step, "limit"));
            case "raiseAgain" -> new Fact.RaisedAgain();
            case "reopen" -> new Fact.Reopened();
            case "withdraw" -> new Fact.Withdrawn();
            case "arrangeReturnVisit", "close" -> null;
            default -> throw new IllegalArgumentException("unknown step " + step);
        };
    }

    private static Classification classification(JsonNode step) {
        return Classification.valueOf(step.get("class").asString());
    }

    private static Severity severity(JsonNode step) {
        return Severity.valueOf(step.get("severity").asString());
    }

    private static SeverityGround ground(JsonNode step) {
        return SeverityGround.valueOf(step.get("ground").asString());
    }
}
