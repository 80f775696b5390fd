package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every history of the vectors, imported into a running server, has the verdicts that PROMISES.md gives it. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class PromiseVectorsServerTest {
    /** It closes what was never reported to the supervisor, which §4.6.3 forbids; its verdicts do not rest on that. */
    private static final String CLOSED_UNREPORTED = "reopened after the visit, a month gone";

    private static final String PROMISES =
            "query($id: ID!, $asOf: DateTime!) { complaint(id: $id) { promises(asOf: $asOf) { promise n clock due verdict at metLateAt asRecorded policyVersion } } }";

    private final Map<String, String> centres = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> vectors(RunningServer server) throws Exception {
        JsonNode vectors = new ObjectMapper()
                .readTree(Objects.requireNonNull(getClass().getResourceAsStream("/vectors/promises.json")));
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            JsonNode vector = vectors.get(i);
            String number = "VECTOR-" + i;
            tests.add(DynamicTest.dynamicTest(vector.get("name").asString(), () -> play(server, vector, number)));
        }
        return tests.stream();
    }

    private void play(RunningServer server, JsonNode vector, String number) throws Exception {
        String centre = centre(server, vector.get("zone").asString());
        long before = server.count("SELECT count(*) FROM event WHERE name = 'complaint.imported'");
        if (vector.get("name").asString().equals(CLOSED_UNREPORTED)) {
            JsonNode refused = importing(server, new Retold(vector, centre, number).input(true));
            assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("REPORTED");
            assertThat(server.count("SELECT count(*) FROM event WHERE name = 'complaint.imported'"))
                    .isEqualTo(before);
        }
        JsonNode payload = importing(
                server,
                new Retold(vector, centre, number)
                        .input(!vector.get("name").asString().equals(CLOSED_UNREPORTED)));
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
        assertThat(payload.at("/complaint/formerNumber").asString()).isEqualTo(number);
        assertThat(server.count("SELECT count(*) FROM event WHERE name = 'complaint.imported'"))
                .isEqualTo(before + 1);
        JsonNode promises = server.ask(
                        "shen.ji",
                        PROMISES,
                        Map.of(
                                "id", payload.at("/complaint/id").asString(),
                                "asOf", vector.get("asOf").asString()))
                .at("/complaint/promises");
        assertThat(rows(promises)).isEqualTo(rows(vector.at("/expect/promises")));
    }

    private static JsonNode importing(RunningServer server, Map<String, Object> input) throws Exception {
        return server.ask(
                        "old.system",
                        GraphQlClient.step(
                                "importComplaint",
                                false,
                                "complaint { id formerNumber } userErrors { code field messageEn }"),
                        Map.of("input", input))
                .get("importComplaint");
    }

    private static Map<String, String> rows(JsonNode promises) {
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode p : promises) {
            List<String> cells = new ArrayList<>();
            for (String field : List.of("clock", "due", "verdict", "at", "metLateAt", "asRecorded")) {
                cells.add(field + "=" + p.get(field).asString("-"));
            }
            rows.put(p.get("promise").asString() + " " + p.get("n").asInt(), String.join(" ", cells));
        }
        return rows;
    }

    private synchronized String centre(RunningServer server, String zone) throws Exception {
        String known = centres.get(zone);
        if (known != null) {
            return known;
        }
        String centre = "V" + (centres.size() + 10);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("centre", centre);
        input.put("name", "向量 " + zone);
        input.put("zone", zone);
        input.put("households", 1);
        server.ask(
                "admin",
                "mutation($input: OpenCentreInput!) { openCentre(input: $input) { userErrors { code } } }",
                Map.of("input", input));
        centres.put(zone, centre);
        return centre;
    }

    /** A vector as an import: the people and texts that the guards need filled in. */
    private static final class Retold {
        private final JsonNode vector;
        private final String centre;
        private final String number;
        private String presentedTo = "MANAGER";
        private boolean valid;
        private boolean assessed;

        Retold(JsonNode vector, String centre, String number) {
            this.vector = vector;
            this.centre = centre;
            this.number = number;
        }

        Map<String, Object> input(boolean closing) {
            JsonNode first = vector.get("steps").get(0);
            List<Map<String, Object>> steps = new ArrayList<>();
            for (int i = 1; i < vector.get("steps").size(); i++) {
                JsonNode step = vector.get("steps").get(i);
                if (!closing && step.get("do").asString().equals("close")) {
                    continue;
                }
                String mutation = mutation(step.get("do").asString());
                Map<String, Object> input = fields(step);
                steps.add(Map.of("act", act(step, role(step)), "step", Map.of(mutation, input)));
            }
            return Map.of(
                    "formerNumber",
                    number,
                    "reception",
                    reception(first),
                    "registered",
                    act(first, "RECEPTIONIST"),
                    "steps",
                    steps);
        }

        private Map<String, Object> reception(JsonNode step) {
            Map<String, Object> reception = new HashMap<>(ServerTest.input(centre));
            reception.put("raisedBefore", step.path("raisedBefore").asInt(0));
            if (step.has("requestedDeadline")) {
                reception.put("requestedDeadline", step.get("requestedDeadline").asString());
            }
            return reception;
        }

        private static Map<String, Object> act(JsonNode step, String role) {
            Map<String, Object> act = new HashMap<>();
            act.put("person", "former." + role.toLowerCase(Locale.ROOT));
            act.put("role", role);
            act.put("at", step.get("at").asString());
            if (step.has("recordedAt")) {
                act.put("recordedAt", step.get("recordedAt").asString());
            }
            return act;
        }

        private static String mutation(String step) {
            return switch (step) {
                case "classify" -> "classifyComplaint";
                case "reclassify" -> "reclassifyComplaint";
                case "present" -> "presentComplaint";
                case "direct" -> "directDisposal";
                case "route" -> "routeComplaint";
                case "close" -> "closeComplaint";
                case "reopen" -> "reopenComplaint";
                case "withdraw" -> "withdrawComplaint";
                default -> step;
            };
        }

        private String role(JsonNode step) {
            return switch (step.get("do").asString()) {
                case "planMeasures", "completeHandling", "submitHandlingRecord", "returnRouting" -> "DEPARTMENT_HEAD";
                case "agreeLimit", "arrangeReturnVisit", "close", "reopen" -> "CS_SUPERVISOR";
                case "lowerSeverity" -> "MANAGER";
                case "reclassify" -> leaving(step) ? "MANAGER" : "RECEPTIONIST";
                case "direct" -> step.path("by").asString(presentedTo);
                default -> "RECEPTIONIST";
            };
        }

        private boolean leaving(JsonNode step) {
            boolean leaving = valid && assessed && !isValid(step);
            valid = isValid(step);
            assessed = false;
            return leaving;
        }

        private static boolean isValid(JsonNode step) {
            return step.get("class").asString().equals("VALID_COMPLAINT");
        }

        private Map<String, Object> fields(JsonNode step) {
            Map<String, Object> input = new HashMap<>();
            switch (step.get("do").asString()) {
                case "classify" -> {
                    valid = isValid(step);
                    classified(step, input);
                }
                case "reclassify" -> classified(step, input);
                case "assessSeverity", "raiseSeverity", "lowerSeverity" -> {
                    assessed = true;
                    input.put(
                            "severity",
                            step.has("severity") ? step.get("severity").asString() : "MAJOR");
                    input.put("ground", step.get("ground").asString());
                    input.put("reason", "如前");
                }
                case "present" -> {
                    presentedTo = step.get("to").asString();
                    input.put("to", presentedTo);
                }
                case "direct" -> {
                    input.put("instruction", "照办");
                    if (step.has("limit")) {
                        input.put("limit", step.get("limit").asString());
                    }
                }
                case "route" -> input.put("department", "engineering");
                case "returnRouting" -> input.put("reason", "不归我部门");
                case "agreeLimit" -> {
                    input.put("limit", step.get("limit").asString());
                    input.put("consent", "电话里同意");
                }
                case "planMeasures" -> input.put("measures", List.of(measure("CORRECTIVE"), measure("PREVENTIVE")));
                case "completeHandling" -> {
                    input.put("result", "已处理");
                    input.put("demandMet", "FULLY");
                    input.put("whyNoMeasures", "无须措施");
                }
                case "submitHandlingRecord" -> input.put("course", "到场处理");
                case "sendBackHandlingRecord" -> {
                    input.put("reason", step.get("why").asString());
                    input.put("what", "请补齐");
                }
                case "informOwner" -> {
                    input.put("means", Map.of("kind", "PHONE"));
                    input.put("reached", true);
                }
                case "recordReturnVisit" -> {
                    input.put("means", Map.of("kind", "PHONE"));
                    input.put("reached", step.get("reached").asBoolean());
                    if (step.get("reached").asBoolean()) {
                        input.put("satisfaction", 4);
                    }
                }
                case "raiseAgain" -> input.put("words", "还是没解决");
                case "reopen" -> {
                    input.put("reason", "OWNER_DISSATISFIED");
                    input.put("explanation", "业主不满意");
                }
                case "withdraw" -> input.put("reason", "业主说不用了");
                default -> {
                    // Nothing but the step itself.
                }
            }
            return input;
        }

        private static void classified(JsonNode step, Map<String, Object> input) {
            String to = step.get("class").asString();
            input.put("classification", to);
            input.put("reason", "按条款判定");
            switch (to) {
                case "VALID_COMPLAINT" -> input.put("criterion", "CONTRACT_DUTY_NOT_PERFORMED");
                case "COORDINATION_WORK" -> input.put("criterion", "DEVELOPER_IN_BREACH");
                case "EXCESSIVE_DEMAND" -> input.put("criterion", "FEE_BELOW_AGREED");
                default -> {
                    // A plain request has none.
                }
            }
        }

        private Map<String, Object> measure(String kind) {
            return Map.of(
                    "kind",
                    kind,
                    "what",
                    "整改",
                    "who",
                    "sun.wei",
                    "by",
                    vector.get("asOf").asString());
        }
    }
}
