package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Whatever is sent: a clear error, nothing stored, never a 5xx, never a stack trace. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int DOCUMENTS = 10_000;
    private static final long SEED = 20_261_124;

    /** A registration with one thing wrong, and the error that names it. */
    private record Wrong(String what, String field, Object value, String code) {}

    @TestFactory
    Stream<DynamicTest> registrations(RunningServer server) {
        return Stream.of(
                        new Wrong("too long", "course", "长".repeat(5_001), "TEXT_TOO_LONG"),
                        new Wrong("a place too long", "place", "长".repeat(201), "TEXT_TOO_LONG"),
                        new Wrong("a megabyte", "course", "长".repeat(350_000), "TEXT_TOO_LONG"),
                        new Wrong("empty", "course", "  \t ", "FIELD_REQUIRED"),
                        new Wrong("no place", "place", "", "PLACE_AND_DEMAND_STATED"),
                        new Wrong("an unknown centre", "centre", "NOWHERE", "CENTRE_KNOWN"),
                        new Wrong("an endless centre", "centre", "X".repeat(500), "NAME_IN_RANGE"),
                        new Wrong("an unknown person", "respondent", Map.of("person", "nobody"), "PERSON_KNOWN"),
                        new Wrong(
                                "an unknown department",
                                "respondent",
                                Map.of("department", "moon"),
                                "DEPARTMENT_KNOWN"),
                        new Wrong("nobody at all", "respondent", Map.of(), "RESPONDENT_STATED"),
                        new Wrong(
                                "in the future",
                                "occurred",
                                Map.of("from", "2999-01-01T00:00:00Z"),
                                "OCCURRED_BEFORE_RECEIVED"),
                        new Wrong(
                                "backwards",
                                "occurred",
                                Map.of("from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z"),
                                "OCCURRED_BEFORE_RECEIVED"),
                        new Wrong("raised a thousand times", "raisedBefore", 1_000, "RAISED_BEFORE_IN_RANGE"),
                        new Wrong("never raised", "raisedBefore", -1, "RAISED_BEFORE_IN_RANGE"))
                .map(w -> DynamicTest.dynamicTest(w.what(), () -> {
                    Map<String, Object> input = new HashMap<>(ServerTest.input("YH"));
                    input.put(w.field(), w.value());
                    long events = events(server);
                    JsonNode payload = server.register("wang.fang", input);
                    assertThat(payload.at("/userErrors/0/code").asString()).isEqualTo(w.code());
                    assertThat(payload.at("/userErrors/0/clause").asString()).startsWith("KF02-02 §");
                    assertThat(payload.at("/userErrors/0/messageZh").asString()).isNotBlank();
                    assertThat(payload.at("/userErrors/0/messageEn").asString()).isNotBlank();
                    assertThat(events(server)).isEqualTo(events);
                }));
    }

    @Test
    void stepsOutOfOrderWrongOrStale(RunningServer server) throws Exception {
        String id = server.register("wang.fang", ServerTest.input("YH"))
                .at("/complaint/id")
                .asString();
        long events = events(server);
        assertThat(code(server.step("wang.fang", UUID.randomUUID().toString(), "closeComplaint", Map.of())))
                .isEqualTo("COMPLAINT_KNOWN");
        assertThat(code(server.step("wang.fang", "x".repeat(10_000), "closeComplaint", Map.of())))
                .isEqualTo("COMPLAINT_KNOWN");
        assertThat(code(server.step("li.na", id, "closeComplaint", Map.of()))).isEqualTo("JUDGED_BEFORE_CLOSED");
        assertThat(code(server.step("chen.jing", id, "presentComplaint", Map.of("to", "MANAGER"))))
                .isEqualTo("ROLE_NOT_ALLOWED");
        assertThat(code(server.step("nobody", id, "presentComplaint", Map.of("to", "MANAGER"))))
                .isEqualTo("ROLE_NOT_ALLOWED");
        for (Map.Entry<Map<String, Object>, String> act : Map.<Map<String, Object>, String>of(
                        Map.of("expectedSequence", 99), "COMPLAINT_MOVED_ON",
                        Map.of("expectedSequence", -5), "COMPLAINT_MOVED_ON",
                        Map.of("at", Instant.now().plusSeconds(3_600).toString()), "AT_NOT_IN_FUTURE",
                        Map.of("at", Instant.now().minusSeconds(60).toString()), "LATE_RECORD_HAS_REASON",
                        Map.of("at", Instant.now().minusSeconds(800_000).toString(), "lateReason", "忘了"),
                                "LATE_RECORD_WITHIN_SEVEN_DAYS",
                        Map.of("at", Instant.now().minusSeconds(86_000).toString(), "lateReason", "忘了"),
                                "AT_NOT_BEFORE_WHAT_IT_FOLLOWS",
                        Map.of("key", ""), "KEY_IN_RANGE",
                        Map.of("key", "k".repeat(101)), "KEY_IN_RANGE",
                        Map.of("lateReason", "长".repeat(2_001)), "TEXT_TOO_LONG")
                .entrySet()) {
            JsonNode payload = server.ask(
                            "wang.fang",
                            GraphQlClient.step("presentComplaint", true, "userErrors { code field }"),
                            Map.of("complaint", id, "input", Map.of("to", "MANAGER"), "act", act.getKey()))
                    .get("presentComplaint");
            assertThat(code(payload)).as(act.getKey().toString()).isEqualTo(act.getValue());
        }
        assertThat(events(server)).isEqualTo(events);
    }

    /** As facts they would stop whoever writes them into a table. */
    @Test
    void textsThatNoTableCanHold(RunningServer server) throws Exception {
        long events = events(server);
        String watch =
                "mutation($name: String!) { watchForum(centre: \"YH\", forum: {name: $name, address: \"https://x.example\", feed: \"https://x.example/feed\"}) { userErrors { code } } }";
        for (String text : List.of("a\u0000", "a\u0001", "\\ud800")) {
            String body = JSON.writeValueAsString(Map.of("query", watch, "variables", Map.of("name", text)))
                    .replace("\\\\ud800", "\\ud800");
            HttpResponse<String> answer = raw(server, body);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
            assertThat(error.at("/extensions/code").asString()).as(body).isEqualTo("TEXT_READABLE");
            assertThat(error.at("/extensions/field").asString()).isEqualTo("name");
            assertThat(error.get("message").asString()).contains(" / ");
        }
        String literal = watch.replace("($name: String!)", "").replace("$name", "\"a\\u0000\"");
        assertThat(send(server, Map.of("query", literal)).body()).contains("TEXT_READABLE");
        assertThat(events(server)).isEqualTo(events);
    }

    @Test
    void anImportNamesTheStepThatBreaksARule(RunningServer server) throws Exception {
        long events = events(server);
        Instant then = Instant.now().minusSeconds(90_000);
        Map<String, Object> act = Map.of(
                "person",
                "a",
                "role",
                "CS_SUPERVISOR",
                "at",
                then.plusSeconds(60).toString());
        Map<String, Object> input = Map.of(
                "formerNumber", "BAD-1",
                "reception", ServerTest.input("YH"),
                "registered", Map.of("person", "a", "role", "RECEPTIONIST", "at", then.toString()),
                "steps",
                        List.of(
                                Map.of("act", act, "step", Map.of("callInSuperior", Map.of("superior", "MANAGER"))),
                                Map.of("act", act, "step", Map.of("closeComplaint", Map.of()))));
        String document = GraphQlClient.step("importComplaint", false, "userErrors { code field }");
        JsonNode payload =
                server.ask("old.system", document, Map.of("input", input)).get("importComplaint");
        assertThat(code(payload)).isEqualTo("JUDGED_BEFORE_CLOSED");
        assertThat(payload.at("/userErrors/0/field").asString()).isEqualTo("steps[1]");
        assertThat(code(server.ask("wang.fang", document, Map.of("input", input))
                        .get("importComplaint")))
                .isEqualTo("ROLE_NOT_ALLOWED");
        Map<String, Object> two = new HashMap<>(input);
        two.put(
                "steps",
                List.of(Map.of(
                        "act",
                        act,
                        "step",
                        Map.of("closeComplaint", Map.of(), "callInSuperior", Map.of("superior", "MANAGER")))));
        assertThat(send(server, Map.of("query", document, "variables", Map.of("input", two)))
                        .body())
                .contains("errors");
        assertThat(events(server)).isEqualTo(events);
    }

    @Test
    void aThousandRetriesWithOneKeyAreOneEvent(RunningServer server) throws Exception {
        String id = server.register("wang.fang", ServerTest.input("YH"))
                .at("/complaint/id")
                .asString();
        Map<String, Object> variables = Map.of(
                "complaint",
                id,
                "input",
                Map.of("to", "MANAGER"),
                "act",
                Map.of("key", UUID.randomUUID().toString()));
        String document = GraphQlClient.step("presentComplaint", true, "repeated userErrors { code }");
        ExecutorService clients = Executors.newFixedThreadPool(64);
        List<Future<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(clients.submit(
                    () -> server.ask("wang.fang", document, variables).get("presentComplaint")));
        }
        int first = 0;
        for (Future<JsonNode> answer : answers) {
            JsonNode payload = answer.get(120, TimeUnit.SECONDS);
            assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
            first += payload.get("repeated").asBoolean() ? 0 : 1;
        }
        clients.shutdown();
        assertThat(first).isEqualTo(1);
        assertThat(server.count("SELECT count(*) FROM event WHERE stream = ? AND name = 'complaint.presented'", id))
                .isEqualTo(1);
    }

    @Test
    void whatIsNoRequest(RunningServer server) throws Exception {
        String deep = "{ me " + "{ appointments ".repeat(200) + "}".repeat(200) + "}";
        String wide = "{ " + "a: me { name } ".repeat(20_000) + "}";
        List<String> bodies = List.of(
                "",
                "nonsense",
                "[]",
                "{}",
                "null",
                "{\"query\":null}",
                "{\"query\":42}",
                "{\"query\":\"\"}",
                "{\"query\":\"{ me { name } }\",\"variables\":\"x\"}",
                "{\"query\":\"query A { me { name } } query B { me { name } }\"}",
                "{\"query\":\"{ me { name } }\",\"operationName\":\"Z\"}",
                "{\"query\":\"\\u0000\"}",
                "[".repeat(100_000),
                "{\"query\":\"" + "{a".repeat(50_000) + "\"}",
                JSON.writeValueAsString(Map.of("query", deep)),
                JSON.writeValueAsString(Map.of("query", wide)));
        for (String body : bodies) {
            HttpResponse<String> answer = raw(server, body);
            assertThat(answer.statusCode())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isBetween(200, 499);
            quiet(answer);
        }
        HttpResponse<String> huge = raw(server, "{\"query\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}");
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(huge.body()).contains("BODY_TOO_LARGE");
        assertThat(HTTP.send(
                                request(server, "/%67raphql")
                                        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(3 * 1024 * 1024)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> unsaid = HTTP.send(
                request(server)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[3 * 1024 * 1024])))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(unsaid.statusCode()).isBetween(400, 499);
        quiet(unsaid);
    }

    @Test
    void whatIsNoToken(RunningServer server) throws Exception {
        for (String token : List.of(
                "Bearer", "Bearer ", "bearer nonsense", "Bearer a b", "Bearer a.b.c", "Bearer " + "x".repeat(4_000))) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", token)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ me { name } }\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            quiet(answer);
        }
    }

    /** Documents grown at random from the schema's own words, and torn ones. */
    @Test
    void tenThousandRandomDocuments(RunningServer server) throws Exception {
        Random random = new Random(SEED);
        List<String> words = words(server);
        long events = events(server);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = i % 2 == 0 ? grown(random, words, 0) : torn(random, words);
            answers.add(clients.submit(() -> {
                HttpResponse<String> answer = send(server, Map.of("query", document));
                if (answer.statusCode() >= 500 || answer.body().contains("INTERNAL_ERROR")) {
                    return document + " → " + answer.statusCode() + " " + answer.body();
                }
                quiet(answer);
                return "";
            }));
        }
        List<String> faults = new ArrayList<>();
        for (Future<String> answer : answers) {
            String fault = answer.get(300, TimeUnit.SECONDS);
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        }
        clients.shutdown();
        assertThat(faults).isEmpty();
        assertThat(events(server)).isEqualTo(events);
    }

    private static List<String> words(RunningServer server) throws Exception {
        JsonNode schema = server.ask(
                "wang.fang",
                "{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } } } }",
                Map.of());
        List<String> words = new ArrayList<>();
        schema.at("/__schema/types").forEach(type -> {
            words.add(type.get("name").asString());
            type.get("fields").forEach(field -> {
                words.add(field.get("name").asString());
                field.get("args").forEach(arg -> words.add(arg.get("name").asString()));
            });
            type.get("inputFields").forEach(field -> words.add(field.get("name").asString()));
            type.get("enumValues").forEach(value -> words.add(value.get("name").asString()));
        });
        return words;
    }

    private static String grown(Random random, List<String> words, int depth) {
        StringBuilder document = new StringBuilder(depth == 0 && random.nextInt(4) == 0 ? "mutation {" : "{");
        int fields = 1 + random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            document.append(' ').append(depth == 0 && random.nextBoolean() ? root(random) : word(random, words));
            if (random.nextInt(3) == 0) {
                document.append('(')
                        .append(word(random, words))
                        .append(": ")
                        .append(value(random, words, 0))
                        .append(')');
            }
            if (depth < 5 && random.nextInt(2) == 0) {
                document.append(' ').append(grown(random, words, depth + 1));
            }
        }
        return document.append('}').toString();
    }

    private static String root(Random random) {
        String[] roots = {
            "me { name appointments { role } }",
            "myQueue(first: 3) { nodes { number } }",
            "queue(filter: {missed: true}, order: SEVERITY, first: 2) { nodes { action due } pageInfo { endCursor } }",
            "complaints(filter: {open: true}, first: 1) { nodes { id reception { course } history { nodes { zh } } } }",
            "promises(filter: {group: CLIMBING}) { nodes { due } }",
            "policies { version promises { judge } }",
            "complaint(number: \"KF\") { id }",
            "complaint(id: \"\", asOf: {at: \"2026-01-01T00:00:00Z\"}) { state }"
        };
        return roots[random.nextInt(roots.length)];
    }

    private static String value(Random random, List<String> words, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> "\"" + word(random, words) + "\"";
            case 2 -> String.valueOf(random.nextBoolean());
            case 3 -> "null";
            case 4 -> word(random, words);
            case 5 -> "\"2026-02-30T00:00:00Z\"";
            case 6 -> "[" + value(random, words, depth + 1) + "]";
            default -> "{" + word(random, words) + ": " + value(random, words, depth + 1) + "}";
        };
    }

    private static String torn(Random random, List<String> words) {
        StringBuilder document = new StringBuilder(grown(random, words, 0));
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int at = random.nextInt(document.length());
            if (random.nextBoolean()) {
                document.deleteCharAt(at);
            } else {
                document.insert(at, (char) (32 + random.nextInt(400)));
            }
            if (document.isEmpty()) {
                return "{";
            }
        }
        return document.toString();
    }

    private static String word(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static void quiet(HttpResponse<String> answer) {
        assertThat(answer.body()).doesNotContain("\tat ", "org.huifang.", "java.lang", "SQL", "Exception");
    }

    private static HttpResponse<String> send(RunningServer server, Map<String, ?> body) throws Exception {
        return raw(server, JSON.writeValueAsString(body));
    }

    private static HttpResponse<String> raw(RunningServer server, String body) throws Exception {
        return HTTP.send(
                request(server).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(RunningServer server) throws Exception {
        return request(server, "/graphql");
    }

    private static HttpRequest.Builder request(RunningServer server, String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + server.tokens().issue("wang.fang"));
    }

    /** Of this server's complaints; clocks may add what they observe at any time. */
    private static long events(RunningServer server) {
        return server.eventsOfPeople();
    }

    private static String code(JsonNode payload) {
        return payload.at("/userErrors/0/code").asString();
    }
}
