package org.huifang.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Closes the demo month through the GraphQL mutations; closed again, it repeats nothing. */
final class DemoMonth {
    /** Reviews what the first person of the quality department wrote. */
    private static final String REVIEWER = "jiang.zhi";

    private static final String ERRORS = "userErrors { code field messageZh }";

    private final GraphQlClient client;
    private final String centre;
    private final String month = YearMonth.now(ZoneId.of("Asia/Shanghai")).toString();
    /** What a name that begins with @ stands for. */
    private final Map<String, String> ids = new HashMap<>();

    /** @param complaints by the name of their file */
    DemoMonth(GraphQlClient client, String centre, Map<String, String> complaints) {
        this.client = client;
        this.centre = centre;
        complaints.forEach((name, id) -> ids.put("@" + name, id));
    }

    void play(List<Map<String, Object>> steps, PrintStream out) throws IOException, InterruptedException {
        for (Map<String, Object> step : steps) {
            String person = (String) step.get("as");
            if (step.containsKey("archive")) {
                archive(person, DemoPlayer.strings(step.get("archive")));
            } else if (step.containsKey("case")) {
                libraryCase(person, step);
            } else if (step.containsKey("training")) {
                training(person, step);
            } else {
                monthEnd(person, (String) step.get("do"), step.get("with"));
            }
        }
        out.printf("示例 / demo: %s 月末已结 month closed, /reports/%s/%s%n", month, centre, month);
    }

    private void monthEnd(String person, String mutation, @Nullable Object with)
            throws IOException, InterruptedException {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("input", Map.of("centre", centre, "month", month, "key", "demo-month-" + mutation));
        String declared = "$input: MonthEndInput!";
        String given = "input: $input";
        if (with != null) {
            for (Map.Entry<String, Object> argument : DemoPlayer.map(with).entrySet()) {
                String type = argument.getKey().equals("report") ? "ServiceReportInput!" : "AnalysisInput!";
                declared += ", $" + argument.getKey() + ": " + type;
                given += ", " + argument.getKey() + ": $" + argument.getKey();
                variables.put(argument.getKey(), named(argument.getValue()));
            }
        }
        ask(person, mutation, "mutation(%s) { %s(%s) { %s } }".formatted(declared, mutation, given, ERRORS), variables);
    }

    private void archive(String person, List<String> complaints) throws IOException, InterruptedException {
        for (String complaint : complaints) {
            ask(
                    person,
                    "archiveRecord",
                    "mutation($complaint: ID!, $act: ActInput) { archiveRecord(complaint: $complaint, act: $act) { %s } }"
                            .formatted(ERRORS),
                    Map.of("complaint", id("@" + complaint), "act", Map.of("key", "demo-archive-" + complaint)));
        }
    }

    private void libraryCase(String person, Map<String, Object> step) throws IOException, InterruptedException {
        String name = "case-" + step.get("case");
        JsonNode drafted = ask(
                person,
                "draftLibraryCase",
                "mutation($complaints: [ID!]!, $text: LibraryCaseTextInput!, $key: String) { draftLibraryCase(complaints: $complaints, text: $text, key: $key) { libraryCase { id } %s } }"
                        .formatted(ERRORS),
                Map.of(
                        "complaints", List.of(id("@" + step.get("from"))),
                        "text", step.get("text"),
                        "key", "demo-" + name));
        String id = drafted.at("/libraryCase/id").asString();
        ids.put("@" + name, id);
        for (Map.Entry<String, String> next :
                List.of(Map.entry(person, "submitLibraryCase"), Map.entry(REVIEWER, "publishLibraryCase"))) {
            ask(
                    next.getKey(),
                    next.getValue(),
                    "mutation($id: ID!, $key: String) { %s(libraryCase: $id, key: $key) { %s } }"
                            .formatted(next.getValue(), ERRORS),
                    Map.of("id", id, "key", "demo-" + next.getValue() + "-" + name));
        }
    }

    private void training(String person, Map<String, Object> step) throws IOException, InterruptedException {
        Map<String, Object> plan = new LinkedHashMap<>(DemoPlayer.map(named(step.get("training"))));
        String at = YearMonth.parse(month)
                .atDay(1)
                .atTime(9, 0)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant()
                .toString();
        plan.put("at", at);
        String id = ask(
                        person,
                        "planTraining",
                        "mutation($plan: TrainingPlanInput!) { planTraining(plan: $plan, key: \"demo-training\") { training { id } %s } }"
                                .formatted(ERRORS),
                        Map.of("plan", plan))
                .at("/training/id")
                .asString();
        ask(
                person,
                "inviteToTraining",
                "mutation($id: ID!, $people: [ID!]!) { inviteToTraining(training: $id, people: $people, key: \"demo-invite\") { %s } }"
                        .formatted(ERRORS),
                Map.of("id", id, "people", step.get("invite")));
        ask(
                person,
                "holdTraining",
                "mutation($id: ID!, $at: DateTime!, $people: [ID!]!) { holdTraining(training: $id, heldAt: $at, attended: $people, key: \"demo-hold\") { %s } }"
                        .formatted(ERRORS),
                Map.of("id", id, "at", at, "people", step.get("attended")));
        for (Map.Entry<String, Object> answers :
                DemoPlayer.map(step.get("answers")).entrySet()) {
            ask(
                    answers.getKey(),
                    "answerQuiz",
                    "mutation($id: ID!, $answers: [[Int!]!]!) { answerQuiz(training: $id, answers: $answers, key: \"demo-answer\") { %s } }"
                            .formatted(ERRORS),
                    Map.of("id", id, "answers", answers.getValue()));
        }
    }

    private JsonNode ask(String person, String mutation, String document, Map<String, ?> variables)
            throws IOException, InterruptedException {
        JsonNode payload = client.ask(person, document, variables).get(mutation);
        DemoPlayer.requireAccepted(payload, mutation);
        return payload;
    }

    private String id(String name) throws IOException {
        String id = ids.get(name);
        if (id == null) {
            throw new IOException("the demo has no " + name);
        }
        return id;
    }

    /** With ids for names that begin with @. */
    private Object named(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> named = new LinkedHashMap<>();
            map.forEach((key, inner) -> named.put(key, named(inner)));
            return named;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::named).toList();
        }
        return value instanceof String text ? ids.getOrDefault(text, text) : value;
    }
}
