package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** §4.6.5 on the real server: a case written from an archived complaint, reviewed, found, read, and of use to the next. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LibraryTest {
    private static final String CENTRE = "LB";
    private static final String AUTHOR = "lb.author";
    private static final String REVIEWER = "lb.reviewer";
    private static final String PAYLOAD =
            "libraryCase { id state published text { version text { title facts cause experience lesson prevention criterion department tags } } versions { version } complaints readings { person } sequence } current changed userErrors { code field messageZh }";

    private static String archived;
    private static String libraryCase;

    @Test
    @Order(1)
    void isWrittenFromAnArchivedComplaintWithNobodyInIt(RunningServer server) throws Exception {
        company(server);
        String closed = closed(server);
        assertThat(codes(draft(server, AUTHOR, closed, "电梯困人", null))).containsExactly("CASE_FROM_ARCHIVED_RECORD");
        handOver(server, closed);
        archived = closed;
        assertThat(codes(draft(server, "lb.reception", closed, "电梯困人", null))).contains("ROLE_NOT_ALLOWED");

        JsonNode drafted = draft(server, AUTHOR, closed, "电梯困人", null);
        assertThat(drafted.get("userErrors")).isEmpty();
        libraryCase = drafted.at("/libraryCase/id").asString();
        JsonNode text = drafted.at("/libraryCase/text/text");
        assertThat(text.get("facts").asString())
                .contains("电梯")
                .contains("某")
                .doesNotContain("欧阳")
                .doesNotContain("1101")
                .doesNotContain("13912345678");
        assertThat(text.get("experience").asString()).contains("更换门机滑块");
        assertThat(text.get("prevention").asString()).contains("每日测试警铃");
        assertThat(text.get("criterion").asString()).isEqualTo("CONTRACT_DUTY_NOT_PERFORMED");
        assertThat(text.get("department").asString()).isEqualTo("engineering");
        assertThat(codes(draft(server, AUTHOR, closed, "欧阳女士的电梯", null))).contains("TEXT_FREE_OF_PERSONAL_DATA");
    }

    @Test
    @Order(2)
    void isReviewedBySomebodyElse(RunningServer server) throws Exception {
        assertThat(search(server, "lb.trainee", "{text: \"困人\"}")).isEmpty();
        assertThat(codes(step(server, AUTHOR, "submitLibraryCase", ""))).isEmpty();
        assertThat(codes(step(server, AUTHOR, "publishLibraryCase", ""))).containsExactly("REVIEWED_BY_ANOTHER");
        assertThat(codes(step(server, REVIEWER, "returnLibraryCase", ", reason: \"请写明教训\"")))
                .isEmpty();
        JsonNode revised = server.ask(
                        AUTHOR,
                        "mutation($id: ID!) { reviseLibraryCase(libraryCase: $id, text: {title: \"电梯困人与警铃\", lesson: \"警铃无人应答比停梯更伤人\", tags: [\"电梯\", \"应急\"]}) { "
                                + PAYLOAD + " } }",
                        Map.of("id", libraryCase))
                .get("reviseLibraryCase");
        assertThat(revised.at("/libraryCase/text/version").asInt()).isEqualTo(2);
        assertThat(revised.at("/libraryCase/text/text/facts").asString())
                .as("what is not stated stays")
                .contains("电梯");
        step(server, AUTHOR, "submitLibraryCase", "");
        JsonNode published = step(server, REVIEWER, "publishLibraryCase", "");
        assertThat(published.at("/libraryCase/published").asInt()).isEqualTo(2);
        assertThat(published.at("/libraryCase/versions")).hasSize(2);
    }

    @Test
    @Order(3)
    void isFoundByAnyPartOfItsTextAndBrowsed(RunningServer server) throws Exception {
        for (String filter : List.of(
                "{text: \"警铃\"}",
                "{text: \"无人应答\"}",
                "{text: \"困\"}",
                "{text: \"电梯 应急\"}",
                "{tag: \"应急\"}",
                "{criterion: CONTRACT_DUTY_NOT_PERFORMED, department: \"engineering\", text: \"停梯\"}")) {
            assertThat(search(server, "lb.trainee", filter)).as(filter).contains(libraryCase);
        }
        assertThat(search(server, "lb.trainee", "{text: \"退款\"}")).doesNotContain(libraryCase);
        assertThat(search(server, "lb.trainee", "{tag: \"应\"}")).isEmpty();
        JsonNode found = server.ask(
                        "lb.trainee",
                        "query { libraryCases(filter: {text: \"警铃\"}, order: BEST) { count nodes { id complaints readings { person } marked(text: \"警铃\") { text hit } } } }",
                        Map.of())
                .get("libraryCases");
        JsonNode mine = null;
        for (JsonNode node : found.get("nodes")) {
            mine = node.get("id").asString().equals(libraryCase) ? node : mine;
        }
        assertThat(mine).isNotNull();
        assertThat(mine.get("complaints")).as("for who keeps the library only").isEmpty();
        assertThat(mine.get("marked"))
                .filteredOn(piece -> piece.get("hit").asBoolean())
                .isNotEmpty()
                .allSatisfy(piece -> assertThat(piece.get("text").asString()).isEqualTo("警铃"));
    }

    /** Who may not write, and what is too long, is refused before anything is looked through. */
    @Test
    @Order(4)
    void endlessTextsAreRefusedUnread(RunningServer server) throws Exception {
        Map<String, Object> endless =
                Map.of("facts", "A".repeat(1_900_000), "none", UUID.randomUUID().toString());
        assertThat(codes(server.ask(
                                "lb.trainee",
                                "mutation($facts: String) { draftLibraryCase(complaints: [], text: {title: \"t\", facts: $facts}) { "
                                        + PAYLOAD + " } }",
                                endless)
                        .get("draftLibraryCase")))
                .containsExactly("ROLE_NOT_ALLOWED");
        assertThat(codes(server.ask(
                                AUTHOR,
                                "mutation($facts: String, $none: ID!) { reviseLibraryCase(libraryCase: $none, text: {title: \"t\", facts: $facts}) { "
                                        + PAYLOAD + " } }",
                                endless)
                        .get("reviseLibraryCase")))
                .containsExactly("CASE_KNOWN");
        assertThatThrownBy(() -> server.ask(
                        "lb.trainee",
                        "query($facts: String!) { libraryCases(filter: {}, first: 1) { nodes { marked(text: $facts) { hit } } } }",
                        endless))
                .hasMessageContaining("TEXT_TOO_LONG");
    }

    /** Page by page, newest first: each once. */
    @Test
    @Order(4)
    void isPagedWithoutLossOrRepetition(RunningServer server) throws Exception {
        for (int i = 0; i < 5; i++) {
            String id = draft(server, AUTHOR, archived, "分页案例" + i, "k" + i)
                    .at("/libraryCase/id")
                    .asString();
            for (String mutation : List.of("submitLibraryCase", "publishLibraryCase")) {
                server.ask(
                        mutation.startsWith("submit") ? AUTHOR : REVIEWER,
                        "mutation($id: ID!) { %s(libraryCase: $id) { userErrors { code } } }".formatted(mutation),
                        Map.of("id", id));
            }
        }
        for (String order : List.of("NEWEST", "BEST")) {
            List<String> ids = new ArrayList<>();
            String after = null;
            int pages = 0;
            do {
                Map<String, Object> variables = new HashMap<>();
                variables.put("after", after);
                JsonNode page = server.ask(
                                "lb.trainee",
                                "query($after: String) { libraryCases(filter: {text: \"分页案例\"}, order: %s, first: 2, after: $after) { count nodes { id } pageInfo { hasNextPage endCursor } } }"
                                        .formatted(order),
                                variables)
                        .get("libraryCases");
                assertThat(page.get("count").asInt()).isEqualTo(5);
                page.get("nodes").forEach(node -> ids.add(node.get("id").asString()));
                after = page.at("/pageInfo/hasNextPage").asBoolean()
                        ? page.at("/pageInfo/endCursor").asString()
                        : null;
                pages++;
            } while (after != null && pages < 10);
            assertThat(ids).as(order).hasSize(5).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(5)
    void helpsWithTheNextComplaintAndSaysWhy(RunningServer server) throws Exception {
        String next = register(server, "昨晚电梯又停了,人困在里面,警铃没人应答");
        JsonNode similar = server.ask(
                        "lb.reception",
                        "query($id: ID!) { complaint(id: $id) { similarCases(first: 3) { words sameCriterion libraryCase { id } } } }",
                        Map.of("id", next))
                .at("/complaint/similarCases");
        List<String> ids = new ArrayList<>();
        similar.forEach(one -> ids.add(one.at("/libraryCase/id").asString()));
        assertThat(ids).contains(libraryCase);
        assertThat(similar.get(ids.indexOf(libraryCase)).get("words"))
                .extracting(JsonNode::asString)
                .containsAnyOf("警铃", "电梯", "应答");
    }

    @Test
    @Order(6)
    void isTrainedAndItsEffectIsCounted(RunningServer server) throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        String payload =
                "training { id state people { person invited attended attempts right passed } plan { questions { right } } } userErrors { code }";
        JsonNode planned = server.ask(
                        AUTHOR,
                        "mutation($case: ID!) { planTraining(plan: {title: \"电梯应急\", cases: [$case], centre: \"LB\", at: \"%s\", place: \"会议室\", questions: [{text: \"警铃多久测试一次\", options: [\"每日\", \"每月\"], right: [0]}], passPercent: 100}) { "
                                        .formatted(yesterday)
                                + payload + " } }",
                        Map.of("case", libraryCase))
                .get("planTraining");
        assertThat(planned.get("userErrors")).isEmpty();
        Map<String, Object> training = Map.of("id", planned.at("/training/id").asString());
        server.ask(
                AUTHOR,
                "mutation($id: ID!) { inviteToTraining(training: $id, people: [\"lb.trainee\", \"lb.head\"]) { userErrors { code } } }",
                training);
        JsonNode mine = server.ask(
                        "lb.trainee",
                        "{ trainings(mine: true) { state people { person } plan { questions { right } } effect { before } } }",
                        Map.of())
                .at("/trainings/0");
        assertThat(mine.get("people")).hasSize(1);
        assertThat(mine.at("/plan/questions/0/right"))
                .as("not before the answer")
                .isEmpty();
        JsonNode held = server.ask(
                        AUTHOR,
                        "mutation($id: ID!) { holdTraining(training: $id, heldAt: \"%s\", attended: [\"lb.trainee\", \"lb.head\"]) { "
                                        .formatted(yesterday)
                                + payload + " } }",
                        training)
                .get("holdTraining");
        assertThat(held.at("/training/state").asString()).isEqualTo("HELD");
        for (String answers : List.of("[[1]]", "[[0]]")) {
            server.ask(
                    "lb.head",
                    "mutation($id: ID!) { answerQuiz(training: $id, answers: %s) { userErrors { code } } }"
                            .formatted(answers),
                    training);
        }
        JsonNode seen = server.ask(
                AUTHOR,
                "query($id: ID!) { training(id: $id) { people { person attempts right passed } effect(days: 30) { before after days daysAfter } } trainingCoverage(centre: \"LB\") { department people attended passed read } }",
                training);
        assertThat(seen.at("/training/people"))
                .filteredOn(one -> one.get("person").asString().equals("lb.head"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.get("attempts").asInt()).isEqualTo(2);
                    assertThat(one.get("passed").asBoolean()).isTrue();
                });
        assertThat(seen.at("/training/effect/after").asInt()).isPositive();
        assertThat(seen.at("/trainingCoverage/0/people").asInt()).isEqualTo(1);
        assertThat(seen.at("/trainingCoverage/0/passed").asInt()).isEqualTo(1);
        assertThat(server.ask("lb.reception", "{ trainingCoverage { people } }", Map.of())
                        .get("trainingCoverage"))
                .isEmpty();
    }

    @Test
    @Order(7)
    void isReadAndRetired(RunningServer server) throws Exception {
        JsonNode read = step(server, "lb.trainee", "readLibraryCase", "");
        assertThat(read.get("userErrors")).isEmpty();
        assertThat(read.at("/libraryCase/readings/0/person").asString()).isEqualTo("lb.trainee");
        assertThat(step(server, "lb.trainee", "readLibraryCase", "")
                        .get("changed")
                        .asBoolean())
                .isFalse();
        assertThat(codes(step(server, AUTHOR, "retireLibraryCase", ", reason: \"由新案例取代\"")))
                .isEmpty();
        assertThat(search(server, "lb.trainee", "{text: \"警铃\"}")).doesNotContain(libraryCase);
        assertThat(search(server, AUTHOR, "{state: RETIRED}")).contains(libraryCase);
        assertThat(codes(step(server, "lb.trainee", "readLibraryCase", ""))).contains("CASE_PUBLISHED");
    }

    private static void company(RunningServer server) throws Exception {
        server.ask(
                "admin",
                "mutation { openCentre(input: {centre: \"LB\", name: \"案例测试中心\", households: 100}) { changed } }",
                Map.of());
        appoint(server, AUTHOR, Map.of("role", "QUALITY"));
        appoint(server, REVIEWER, Map.of("role", "QUALITY"));
        appoint(server, "lb.trainee", Map.of("role", "TRAINEE", "centre", CENTRE));
        appoint(server, "lb.reception", Map.of("role", "RECEPTIONIST", "centre", CENTRE));
        appoint(server, "lb.supervisor", Map.of("role", "CS_SUPERVISOR", "centre", CENTRE));
        appoint(server, "lb.head", Map.of("role", "DEPARTMENT_HEAD", "centre", CENTRE, "department", "engineering"));
    }

    private static void appoint(RunningServer server, String person, Map<String, Object> appointment) throws Exception {
        server.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { changed } }",
                Map.of("input", Map.of("person", person, "name", person, "appointments", List.of(appointment))));
    }

    private static String register(RunningServer server, String course) throws Exception {
        return server.register(
                        "lb.reception",
                        Map.of(
                                "centre",
                                CENTRE,
                                "channel",
                                "PHONE",
                                "occurred",
                                Map.of("words", "昨晚"),
                                "place",
                                "3 栋电梯",
                                "respondent",
                                Map.of("department", "engineering"),
                                "course",
                                course,
                                "demand",
                                "修好电梯",
                                "complainant",
                                Map.of(
                                        "capacity", "OWNER",
                                        "name", "欧阳修远",
                                        "room", "3-2-1101",
                                        "method", "PHONE",
                                        "contact", "13912345678")))
                .at("/complaint/id")
                .asString();
    }

    private static String closed(RunningServer server) throws Exception {
        String id = register(server, "欧阳女士说3栋2单元1101室门口的电梯停了,困人二十分钟,警铃没人应,电话13912345678");
        Map<String, Map.Entry<String, Map<String, Object>>> steps = new LinkedHashMap<>();
        steps.put(
                "classifyComplaint",
                Map.entry(
                        "lb.reception",
                        Map.of(
                                "classification",
                                "VALID_COMPLAINT",
                                "criterion",
                                "CONTRACT_DUTY_NOT_PERFORMED",
                                "reason",
                                "维保不力")));
        steps.put(
                "assessSeverity",
                Map.entry(
                        "lb.supervisor",
                        Map.of("severity", "IMPORTANT", "ground", "COMPANY_AT_FAULT", "reason", "有过错")));
        steps.put("routeComplaint", Map.entry("lb.reception", Map.of("department", "engineering")));
        steps.put(
                "planMeasures",
                Map.entry(
                        "lb.head",
                        Map.of(
                                "measures",
                                List.of(
                                        Map.of(
                                                "kind",
                                                "CORRECTIVE",
                                                "what",
                                                "停梯检修",
                                                "who",
                                                "lb.head",
                                                "by",
                                                "2030-01-01T00:00:00Z"),
                                        Map.of(
                                                "kind",
                                                "PREVENTIVE",
                                                "what",
                                                "每日测试警铃",
                                                "who",
                                                "lb.head",
                                                "by",
                                                "2030-01-01T00:00:00Z")))));
        steps.put("completeHandling", Map.entry("lb.head", Map.of("result", "更换门机滑块,已恢复", "demandMet", "FULLY")));
        steps.put("submitHandlingRecord", Map.entry("lb.head", Map.of("course", "当晚停梯检修")));
        steps.put("acceptHandlingRecord", Map.entry("lb.reception", Map.of()));
        steps.put("reportToSupervisor", Map.entry("lb.reception", Map.of()));
        steps.put("informOwner", Map.entry("lb.reception", Map.of("means", Map.of("kind", "PHONE"), "reached", true)));
        steps.put("arrangeReturnVisit", Map.entry("lb.supervisor", Map.of()));
        steps.put(
                "recordReturnVisit",
                Map.entry(
                        "lb.reception", Map.of("means", Map.of("kind", "PHONE"), "reached", true, "satisfaction", 5)));
        steps.put("closeComplaint", Map.entry("lb.supervisor", Map.of()));
        for (var step : steps.entrySet()) {
            JsonNode payload = server.step(
                    step.getValue().getKey(), id, step.getKey(), step.getValue().getValue());
            assertThat(payload.get("userErrors")).as(step.getKey()).isEmpty();
        }
        return id;
    }

    private static void handOver(RunningServer server, String complaint) throws Exception {
        server.step("lb.supervisor", complaint, "handOverRecord", Map.of("month", "2026-11"));
        assertThat(server.step(AUTHOR, complaint, "archiveRecord", Map.of()).get("userErrors"))
                .isEmpty();
    }

    private static JsonNode draft(RunningServer server, String person, String complaint, String title, String key)
            throws Exception {
        Map<String, Object> variables = new HashMap<>();
        variables.put("complaints", List.of(complaint));
        variables.put("title", title);
        variables.put("key", key == null ? UUID.randomUUID().toString() : key);
        return server.ask(
                        person,
                        "mutation($complaints: [ID!]!, $title: String!, $key: String) { draftLibraryCase(complaints: $complaints, text: {title: $title}, key: $key) { "
                                + PAYLOAD + " } }",
                        variables)
                .get("draftLibraryCase");
    }

    private static JsonNode step(RunningServer server, String person, String mutation, String more) throws Exception {
        return server.ask(
                        person,
                        "mutation($id: ID!) { %s(libraryCase: $id%s) { %s } }".formatted(mutation, more, PAYLOAD),
                        Map.of("id", libraryCase))
                .get(mutation);
    }

    private static List<String> search(RunningServer server, String person, String filter) throws Exception {
        List<String> ids = new ArrayList<>();
        server.ask(person, "{ libraryCases(filter: %s, first: 100) { nodes { id } } }".formatted(filter), Map.of())
                .at("/libraryCases/nodes")
                .forEach(node -> ids.add(node.get("id").asString()));
        return ids;
    }

    private static List<String> codes(JsonNode payload) {
        List<String> codes = new ArrayList<>();
        payload.get("userErrors").forEach(error -> codes.add(error.get("code").asString()));
        return codes;
    }
}
