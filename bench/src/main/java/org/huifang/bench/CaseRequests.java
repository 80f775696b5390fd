package org.huifang.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.huifang.server.demo.GraphQlClient;
import tools.jackson.databind.JsonNode;

/** The beginning of one complaint over HTTP GraphQL: registered, classified, assessed, presented, routed, measures planned. */
final class CaseRequests implements Load.Client {
    static final int STEPS = 6;
    private static final String ANSWER = "complaint { id state } current userErrors { messageEn }";
    private final GraphQlClient client;

    CaseRequests(GraphQlClient client) {
        this.client = client;
    }

    @Override
    public void once(Load.Latencies latencies) throws Exception {
        Map<String, Object> register = new LinkedHashMap<>();
        register.put("centre", Company.anyCentre());
        register.put("channel", "PHONE");
        register.put("occurred", Map.of("words", "昨晚十点"));
        register.put("place", "3 栋 2 单元电梯");
        register.put("respondent", Map.of("department", Company.DEPARTMENT));
        register.put("course", "电梯又停在半层,老人被困二十分钟,按铃没人应,报修两次都说修好了。");
        register.put("demand", "彻底修好并说明原因");
        register.put(
                "complainant", Map.of("name", "林秀英", "room", "3-2-1101", "method", "PHONE", "contact", "13800002101"));
        String id = step("registerComplaint", null, register, latencies);
        step(
                "classifyComplaint",
                id,
                Map.of(
                        "classification",
                        "VALID_COMPLAINT",
                        "criterion",
                        "CONTRACT_DUTY_NOT_PERFORMED",
                        "reason",
                        "维保是合同义务"),
                latencies);
        step(
                "assessSeverity",
                id,
                Map.of("severity", "IMPORTANT", "ground", "COMPANY_AT_FAULT", "reason", "维保不到位"),
                latencies);
        step("presentComplaint", id, Map.of("to", "MANAGER"), latencies);
        step("routeComplaint", id, Map.of("department", Company.DEPARTMENT), latencies);
        step(
                "planMeasures",
                id,
                Map.of(
                        "measures",
                        List.of(Map.of(
                                "kind",
                                "CORRECTIVE",
                                "what",
                                "更换门滑块",
                                "who",
                                Company.PERSON,
                                "by",
                                Instant.now().plusSeconds(86_400).toString()))),
                latencies);
    }

    /** Each with a key of its own; an answer counts only when the view shows the step. */
    private String step(String mutation, String id, Map<String, Object> fields, Load.Latencies latencies)
            throws Exception {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("input", fields);
        variables.put("act", Map.of("key", UUID.randomUUID().toString()));
        if (id != null) {
            variables.put("complaint", id);
        }
        String document = GraphQlClient.step(mutation, id != null, ANSWER);
        JsonNode payload = latencies
                .timed(() -> client.ask(Company.PERSON, document, variables))
                .get(mutation);
        if (!payload.get("userErrors").isEmpty() || !payload.get("current").asBoolean()) {
            throw new IllegalStateException(mutation + ": " + payload);
        }
        return payload.at("/complaint/id").asString();
    }
}
