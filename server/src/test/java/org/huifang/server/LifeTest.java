package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Complaints that take a crooked way, as the people of the demo company take them through a running server. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class LifeTest {
    private static final Map<String, Object> NONE = Map.of();

    @Test
    void aDuplicateIsMergedIntoTheEarlierOneAndRaisesIt(RunningServer server) throws Exception {
        String earlier = registered(server, "YH");
        String second = registered(server, "YH");
        String third = registered(server, "YH");
        ok(server.step("wang.fang", earlier, "classifyComplaint", valid()));
        ok(server.step("wang.fang", earlier, "assessSeverity", severity("MINOR", "LIMITED_SERVICE_LEVEL")));
        ok(server.step("wang.fang", second, "linkComplaints", link(earlier, "DUPLICATE")));
        assertThat(refusal(server.step("wang.fang", second, "linkComplaints", link(earlier, "DUPLICATE"))))
                .contains("LINKED_COMPLAINTS_STAND");
        assertThat(refusal(server.step("wang.fang", third, "linkComplaints", link("nothing", "SAME_CAUSE"))))
                .contains("COMPLAINT_KNOWN");
        assertThat(refusal(server.step(
                        "wang.fang",
                        third,
                        "linkComplaints",
                        link("00000000-0000-0000-0000-000000000000", "SAME_CAUSE"))))
                .contains("COMPLAINT_KNOWN");
        JsonNode merged = complaint(server, second, "state mergedInto links { kind complaint } promises { verdict }");
        assertThat(merged.get("state").asString()).isEqualTo("MERGED");
        assertThat(merged.get("mergedInto").asString()).isEqualTo(earlier);
        assertThat(verdicts(merged.get("promises"))).doesNotContain("OPEN");
        ok(server.step("wang.fang", third, "linkComplaints", link(earlier, "DUPLICATE")));
        // The first, and two duplicates: raised three times in all (§4.4.1 a).
        JsonNode raised = complaint(server, earlier, "raises judgement { severity grounds } links { kind }");
        assertThat(raised.get("raises").asInt()).isEqualTo(3);
        assertThat(raised.at("/judgement/severity").asString()).isEqualTo("MAJOR");
        assertThat(raised.at("/judgement/grounds/0").asString()).isEqualTo("REPEATED_AND_UNRESOLVED");
        assertThat(raised.get("links").size()).isEqualTo(2);
    }

    @Test
    void aTransferredComplaintKeepsItsNumberAndClocks(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        JsonNode before = complaint(server, id, "number promises { promise due }");
        ok(server.step("li.na", id, "transferComplaint", Map.of("centre", "XS", "reason", "属西山里管辖")));
        JsonNode after = complaint(server, id, "number centre promises { promise due }");
        assertThat(after.get("centre").asString()).isEqualTo("XS");
        assertThat(after.get("number")).isEqualTo(before.get("number"));
        assertThat(after.get("promises")).isEqualTo(before.get("promises"));
        // It is the other centre's now.
        assertThat(refusal(server.step("wang.fang", id, "classifyComplaint", valid())))
                .contains("ROLE_NOT_ALLOWED");
        ok(server.step("chen.jing", id, "classifyComplaint", valid()));
        assertThat(refusal(server.step("zhao.lei", id, "transferComplaint", Map.of("centre", "MOON", "reason", "误"))))
                .contains("CENTRE_KNOWN");
    }

    @Test
    void theHolderOfTheReceiptActsAsTheComplainantOfThatComplaintOnly(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        String other = registered(server, "YH");
        String secret = server.ask("wang.fang", "{ complaint(id: \"%s\") { receipt } }".formatted(id), NONE)
                .at("/complaint/receipt")
                .asString();
        assertThat(server.ask("he.pin", "{ complaint(id: \"%s\") { receipt } }".formatted(id), NONE)
                        .at("/complaint/receipt")
                        .isNull())
                .isTrue();
        assertThat(byReceipt(server, secret, "{ receipt { state number promises { promise due } } }", NONE)
                        .at("/data/receipt/state")
                        .asString())
                .isEqualTo("RECEIVED");
        String raise = GraphQlClient.step("raiseAgain", true, "userErrors { code } complaint { id }");
        assertThat(byReceipt(server, secret, raise, Map.of("complaint", other, "input", Map.of("words", "再次")))
                        .toString())
                .contains("COMPLAINT_KNOWN");
        assertThat(byReceipt(server, secret, raise, Map.of("complaint", id, "input", Map.of("words", "还没人来")))
                        .at("/data/raiseAgain/userErrors")
                        .size())
                .isZero();
        String classify = GraphQlClient.step("classifyComplaint", true, "userErrors { code }");
        assertThat(byReceipt(server, secret, classify, Map.of("complaint", id, "input", valid()))
                        .toString())
                .contains("ROLE_NOT_ALLOWED");
        assertThat(byReceipt(server, secret, "{ complaint(id: \"%s\") { number } }".formatted(id), NONE)
                        .at("/data/complaint")
                        .isNull())
                .isTrue();
        // Nor is the company's staff anything to them.
        assertThat(byReceipt(server, secret, "{ people { name } }", NONE)
                        .get("data")
                        .isNull())
                .isTrue();
        String withdraw = GraphQlClient.step("withdrawComplaint", true, "userErrors { code }");
        assertThat(byReceipt(server, secret, withdraw, Map.of("complaint", id, "input", Map.of("reason", "已好")))
                        .toString())
                .doesNotContain("code");
        JsonNode withdrawn = complaint(
                server, id, "state raises history { nodes { name role person } } promises { promise verdict }");
        assertThat(withdrawn.get("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.get("raises").asInt()).isEqualTo(2);
        assertThat(withdrawn.toString()).contains("\"role\":\"OWNER\"");
        // The return visit is still owed.
        assertThat(server.ask("li.na", "{ returnVisitsOwed(first: 100) { nodes { id } } }", NONE)
                        .toString())
                .contains(id);
        String forged = secret.substring(0, secret.length() - 2) + (secret.endsWith("AA") ? "BB" : "AA");
        assertThat(status(server, "Receipt " + forged, "{ receipt { state } }")).isEqualTo(401);
    }

    @Test
    void aPastMomentIsSeenOnBothAxes(RunningServer server) throws Exception {
        String id = registered(server, "XS");
        Thread.sleep(1_100);
        Instant between = Instant.now();
        Thread.sleep(1_100);
        ok(server.step("chen.jing", id, "classifyComplaint", valid()));
        Instant after = Instant.now();
        String question =
                "query($id: ID!, $asOf: AsOfInput) { complaint(id: $id, asOf: $asOf) { state judgement { classification } promises { promise } } }";
        assertThat(asOf(server, question, id, "at", between).get("state").asString())
                .isEqualTo("RECEIVED");
        assertThat(asOf(server, question, id, "knownAt", between).get("state").asString())
                .isEqualTo("RECEIVED");
        assertThat(asOf(server, question, id, "at", after).get("state").asString())
                .isEqualTo("JUDGED");
        assertThat(asOf(server, question, id, "at", between.minusSeconds(3_600)).isNull())
                .isTrue();
        assertThatThrownBy(() -> asOf(server, question, id, "at", Instant.now().plusSeconds(60)))
                .hasMessageContaining("AS_OF_NOT_IN_FUTURE");
        String queue =
                "query($asOf: AsOfInput) { queue(filter: {centre: \"XS\", action: CLASSIFY}, asOf: $asOf, first: 100) { nodes { complaint } } }";
        assertThat(server.ask("zhao.lei", queue, Map.of("asOf", Map.of("at", between.toString())))
                        .toString())
                .contains(id);
        assertThat(server.ask("zhao.lei", queue, Map.of("asOf", Map.of("at", after.toString())))
                        .toString())
                .doesNotContain(id);
        assertThat(server.ask("zhao.lei", queue, NONE).toString()).doesNotContain(id);
    }

    /** Recorded late, it had happened earlier, and we did not know: the two axes differ. */
    @Test
    void whatWasRecordedLateHadHappenedBeforeItWasKnown(RunningServer server) throws Exception {
        Instant now = Instant.now();
        Map<String, Object> input = new HashMap<>(ServerTest.input("XS"));
        Map<String, Object> imported = Map.of(
                "formerNumber",
                "LATE-" + now.toEpochMilli(),
                "reception",
                input,
                "registered",
                act("chen.jing", "RECEPTIONIST", now.minusSeconds(7_200), now.minusSeconds(7_200)),
                "steps",
                List.of(Map.of(
                        "act", act("chen.jing", "RECEPTIONIST", now.minusSeconds(7_000), now.minusSeconds(600)),
                        "step",
                                Map.of(
                                        "classifyComplaint",
                                        Map.of("classification", "SERVICE_REQUEST", "reason", "报修")))));
        JsonNode payload = server.ask(
                        "old.system",
                        GraphQlClient.step("importComplaint", false, "complaint { id } userErrors { code field }"),
                        Map.of("input", imported))
                .get("importComplaint");
        assertThat(payload.get("userErrors").size()).isZero();
        String id = payload.at("/complaint/id").asString();
        String question =
                "query($id: ID!, $asOf: AsOfInput) { complaint(id: $id, asOf: $asOf) { state promises { promise verdict asRecorded } } }";
        Instant hourAgo = now.minusSeconds(3_600);
        assertThat(asOf(server, question, id, "at", hourAgo).get("state").asString())
                .isEqualTo("JUDGED");
        assertThat(asOf(server, question, id, "knownAt", hourAgo).get("state").asString())
                .isEqualTo("RECEIVED");
        // Past promises alarm nobody.
        assertThat(server.count(
                        "SELECT count(*) FROM event WHERE stream = ? AND position(convert_to('Escalated', 'UTF8') IN payload) > 0",
                        id))
                .isZero();
        assertThat(server.count("SELECT count(*) FROM promise WHERE complaint = ?::uuid AND warned_percent > 0", id))
                .isZero();
    }

    @Test
    void peopleComeGoAndStandInForEachOther(RunningServer server) throws Exception {
        appoint(server, "temp.a", Map.of("role", "RECEPTIONIST", "centre", "XS"));
        appoint(server, "temp.b");
        String id = registered(server, "XS");
        assertThat(refusal(server.step("temp.b", id, "classifyComplaint", valid())))
                .contains("ROLE_NOT_ALLOWED");
        String deputy = "mutation($input: NameDeputyInput!) { nameDeputy(input: $input) { userErrors { code } } }";
        assertThat(server.ask(
                                "admin",
                                deputy,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "person",
                                                "temp.a",
                                                "deputy",
                                                "temp.a",
                                                "from",
                                                Instant.now().toString(),
                                                "until",
                                                Instant.now().plusSeconds(600).toString())))
                        .toString())
                .contains("DEPUTY_FOR_A_DATED_TIME");
        assertThat(server.ask(
                                "admin",
                                deputy,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "person",
                                                "temp.a",
                                                "deputy",
                                                "temp.b",
                                                "from",
                                                Instant.now().minusSeconds(5).toString(),
                                                "until",
                                                Instant.now().plusSeconds(600).toString())))
                        .toString())
                .doesNotContain("code");
        ok(server.step("temp.b", id, "classifyComplaint", valid()));
        String leave = "mutation($input: LeaveCompanyInput!) { leaveCompany(input: $input) { userErrors { code } } }";
        server.ask(
                "admin",
                leave,
                Map.of(
                        "input",
                        Map.of(
                                "person",
                                "temp.a",
                                "leftAt",
                                Instant.now().minusSeconds(1).toString())));
        Map<String, Object> severity = severity("IMPORTANT", "COMPANY_AT_FAULT");
        assertThat(refusal(server.step("temp.a", id, "assessSeverity", severity)))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(refusal(server.step("temp.b", id, "assessSeverity", severity)))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(server.ask("temp.a", "{ me { appointments { role } } }", NONE)
                        .at("/me/appointments")
                        .size())
                .isZero();
        // Their open work is in the queue of the centre.
        assertThat(server.ask("chen.jing", "{ myQueue(first: 100) { nodes { complaint action } } }", NONE)
                        .toString())
                .contains(id);
        assertThat(server.ask(
                                "admin",
                                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { userErrors { code } } }",
                                Map.of("input", Map.of("person", "owner", "name", "某", "appointments", List.of())))
                        .toString())
                .contains("PERSON_ID_FREE");
    }

    @Test
    void whatNobodyMayDoIsFound(RunningServer server) throws Exception {
        server.ask(
                "admin",
                "mutation($input: OpenCentreInput!) { openCentre(input: $input) { userErrors { code } } }",
                Map.of("input", Map.of("centre", "EMPTY", "name", "新开的中心", "households", 10)));
        String id = registered(server, "EMPTY");
        JsonNode unattended = server.ask(
                "shen.ji",
                "{ queue(filter: {centre: \"EMPTY\", unattended: true}) { nodes { complaint action } } }",
                NONE);
        assertThat(unattended.toString()).contains(id).contains("CLASSIFY");
        assertThat(server.ask(
                                "shen.ji",
                                "{ queue(filter: {centre: \"YH\", unattended: true, action: CLASSIFY}) { nodes { complaint } } }",
                                NONE)
                        .at("/queue/nodes")
                        .size())
                .isZero();
    }

    @Test
    void anAdoptedPolicyHoldsForWhatComesAfterAndChangesNoVerdict(RunningServer server) throws Exception {
        String before = registered(server, "YH");
        String promises = "promises { promise due policyVersion clock }";
        JsonNode old = complaint(server, before, promises);
        String adopt = "mutation($input: AdoptPolicyInput!) { adoptPolicy(input: $input) { userErrors { code } } }";
        assertThat(server.ask(
                                "admin",
                                adopt,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "from",
                                                Instant.now().minusSeconds(60).toString(),
                                                "reason",
                                                "追溯")))
                        .toString())
                .contains("POLICY_FROM_NOW_ON");
        assertThat(server.ask(
                                "admin",
                                adopt,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "from",
                                                        Instant.now()
                                                                .plusSeconds(60)
                                                                .toString(),
                                                "reason", "零",
                                                "promises", Map.of("judge", "PT0S"))))
                        .toString())
                .contains("POLICY_IN_RANGE");
        assertThat(server.ask(
                                "wang.fang",
                                adopt,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "from",
                                                Instant.now().plusSeconds(60).toString(),
                                                "reason",
                                                "越权")))
                        .toString())
                .contains("ROLE_NOT_ALLOWED");
        Instant from = Instant.now().plusSeconds(2);
        assertThat(server.ask(
                                "admin",
                                adopt,
                                Map.of(
                                        "input",
                                        Map.of(
                                                "from", from.toString(),
                                                "reason", "春节期间放宽判定时限",
                                                "promises", Map.of("judge", "PT45M"))))
                        .toString())
                .doesNotContain("code");
        while (Instant.now().isBefore(from.plusSeconds(1))) {
            Thread.sleep(100);
        }
        JsonNode since = complaint(server, registered(server, "YH"), promises);
        assertThat(promise(since, "JUDGE").get("policyVersion").asInt()).isEqualTo(2);
        assertThat(span(promise(since, "JUDGE"))).isEqualTo(45 * 60);
        assertThat(span(promise(since, "ROUTE"))).isEqualTo(30 * 60);
        // What was promised before keeps its policy, also after a command under the new one.
        ok(server.step("wang.fang", before, "presentComplaint", Map.of("to", "MANAGER")));
        JsonNode kept = complaint(server, before, promises);
        assertThat(promise(kept, "JUDGE")).isEqualTo(promise(old, "JUDGE"));
        assertThat(promise(kept, "DIRECT").get("policyVersion").asInt()).isEqualTo(2);
        JsonNode policies = server.ask(
                        "shen.ji",
                        "{ policies { version from by reason promises { judge route } house { visitAttempts } } }",
                        NONE)
                .get("policies");
        assertThat(policies.size()).isEqualTo(2);
        assertThat(policies.at("/1/reason").asString()).isEqualTo("春节期间放宽判定时限");
        assertThat(policies.at("/1/by").asString()).isEqualTo("admin");
        // Back to the usual for whatever is tested after this.
        server.ask(
                "admin",
                adopt,
                Map.of(
                        "input",
                        Map.of(
                                "from", Instant.now().plusSeconds(1).toString(),
                                "reason", "恢复",
                                "promises", Map.of("judge", "PT30M"))));
        Thread.sleep(2_000);
    }

    @Test
    void theSameComplainantIsRecognised(RunningServer server) throws Exception {
        String owner = server.ask(
                        "wang.fang",
                        "mutation($input: RegisterOwnerInput!) { registerOwner(input: $input) { id userErrors { code } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "centre", "YH",
                                        "capacity", "OWNER",
                                        "name", "司徒静",
                                        "rooms", List.of("33-1-0404"),
                                        "phones", List.of("13900330404"))))
                .at("/registerOwner/id")
                .asString();
        Map<String, Object> input = new HashMap<>(ServerTest.input("YH"));
        input.put("complainant", Map.of("name", "司徒静", "method", "PHONE", "contact", "13900330404", "owner", owner));
        JsonNode first = server.register("wang.fang", input);
        ok(first);
        JsonNode found = server.ask(
                        "li.na",
                        "{ owners(centre: \"YH\", text: \"33-1-04\") { id name openComplaints { number reception { course } } } }",
                        NONE)
                .findValue("openComplaints");
        assertThat(found.at("/0/number").asString())
                .isEqualTo(first.at("/complaint/number").asString());
        assertThat(found.at("/0/reception/course").asString()).isNotBlank();
        // One key for the owner and what they complained of, so that both are erased together.
        assertThat(server.count(
                        "SELECT count(*) FROM personal_key_of_owner o JOIN personal_key_of_complaint c USING (key_id) WHERE o.owner = ?::uuid",
                        owner))
                .isEqualTo(1);
        // Why it is recorded late is theirs too.
        JsonNode late = server.ask(
                        "wang.fang",
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        Map.of(
                                "input",
                                input,
                                "act",
                                Map.of(
                                        "at",
                                        Instant.now().minusSeconds(3_600).toString(),
                                        "lateReason",
                                        "业户司徒静上午来访,停电未能登记")))
                .get("registerComplaint");
        ok(late);
        assertThat(server.count(
                        "SELECT count(DISTINCT key_id) FROM personal_key_of_complaint WHERE complaint IN (?::uuid, ?::uuid)",
                        first.at("/complaint/id").asString(),
                        late.at("/complaint/id").asString()))
                .isEqualTo(1);
        // And so is what an imported history tells of its steps.
        String then = Instant.now().minusSeconds(90_000).toString();
        ok(server.ask(
                        "old.system",
                        GraphQlClient.step("importComplaint", false, "userErrors { code }"),
                        Map.of(
                                "input",
                                Map.of(
                                        "formerNumber",
                                        owner,
                                        "reception",
                                        input,
                                        "registered",
                                        Map.of("person", "a", "role", "RECEPTIONIST", "at", then),
                                        "steps",
                                        List.of(Map.of(
                                                "act",
                                                Map.of("person", "a", "role", "RECEPTIONIST", "at", then),
                                                "step",
                                                Map.of(
                                                        "callInSuperior",
                                                        Map.of("superior", "MANAGER", "note", "司徒静要见经理")))))))
                .get("importComplaint"));
        Map<String, Object> nobody =
                Map.of("method", "PHONE", "contact", "1", "owner", "00000000-0000-0000-0000-000000000000");
        assertThat(refusal(server.step(
                        "wang.fang",
                        first.at("/complaint/id").asString(),
                        "amendRecord",
                        Map.of("reason", "补正", "complainant", nobody))))
                .containsExactly("OWNER_KNOWN");
        input.put("complainant", nobody);
        assertThat(refusal(server.register("wang.fang", input))).containsExactly("OWNER_KNOWN");
    }

    @Test
    void pagesOfAnyOrderHoldEachItemOnce(RunningServer server) throws Exception {
        for (int i = 0; i < 7; i++) {
            registered(server, "XS");
        }
        for (String order : List.of("DUE", "RECEIVED", "SEVERITY")) {
            List<String> paged = new ArrayList<>();
            String after = null;
            do {
                Map<String, Object> variables = new HashMap<>();
                variables.put("after", after);
                JsonNode page = server.ask(
                                "zhao.lei",
                                "query($after: String) { queue(filter: {centre: \"XS\"}, order: %s, first: 3, after: $after) { nodes { complaint action } pageInfo { hasNextPage endCursor } } }"
                                        .formatted(order),
                                variables)
                        .get("queue");
                page.get("nodes").forEach(n -> paged.add(n.toString()));
                after = page.at("/pageInfo/hasNextPage").asBoolean()
                        ? page.at("/pageInfo/endCursor").asString()
                        : null;
            } while (after != null);
            JsonNode whole = server.ask(
                            "zhao.lei",
                            "{ queue(filter: {centre: \"XS\"}, order: %s, first: 100) { nodes { complaint action } } }"
                                    .formatted(order),
                            NONE)
                    .at("/queue/nodes");
            List<String> all = new ArrayList<>();
            whole.forEach(n -> all.add(n.toString()));
            assertThat(paged.stream().limit(100).toList()).isEqualTo(all);
            assertThat(paged).doesNotHaveDuplicates();
        }
    }

    @Test
    void theStreamOfEventsTellsOfQueuesAndAlarms(RunningServer server) throws Exception {
        LinkedBlockingQueue<JsonNode> queue =
                sse(server, "wang.fang", "subscription { queueChanged(centre: \"YH\") { complaint state } }");
        LinkedBlockingQueue<JsonNode> elsewhere =
                sse(server, "chen.jing", "subscription { queueChanged { complaint centre } }");
        LinkedBlockingQueue<JsonNode> alarms =
                sse(server, "li.na", "subscription { promiseAlarm { kind promise complaint percent } }");
        Thread.sleep(1_000);
        Map<String, Object> input = new HashMap<>(ServerTest.input("YH"));
        Map<String, Object> act = Map.of("at", Instant.now().minusSeconds(1_000).toString(), "lateReason", "外出受理,回来补记");
        String id = server.ask(
                        "wang.fang",
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        Map.of("input", input, "act", act))
                .at("/registerComplaint/complaint/id")
                .asString();
        assertThat(next(queue, id).at("/data/queueChanged/state").asString()).isEqualTo("RECEIVED");
        JsonNode alarm = next(alarms, id);
        assertThat(alarm.at("/data/promiseAlarm/kind").asString()).isIn("WARNED", "MISSED");
        registered(server, "XS");
        JsonNode other = elsewhere.poll(10, TimeUnit.SECONDS);
        assertThat(other.at("/data/queueChanged/centre").asString()).isEqualTo("XS");
    }

    @Test
    void whoSeesAComplaintNoMoreIsToldNothingMoreOfIt(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        String news = "subscription { complaintChanged(id: \"%s\") { id centre state } }".formatted(id);
        LinkedBlockingQueue<JsonNode> here = sse(server, "li.na", news);
        LinkedBlockingQueue<JsonNode> registrar = sse(server, "wang.fang", news);
        assertThat(next(here, id).at("/data/complaintChanged/centre").asString())
                .isEqualTo("YH");
        next(registrar, id);
        ok(server.step("li.na", id, "transferComplaint", Map.of("centre", "XS", "reason", "属西山里管辖")));
        assertThat(next(registrar, id).at("/data/complaintChanged/centre").asString())
                .as("who took it up sees it wherever it is")
                .isEqualTo("XS");
        assertThat(here.poll(2, TimeUnit.SECONDS)).isNull();
    }

    /** Each item is as if it were asked for by itself. */
    @Test
    void textsAreOpenedToWhoListensOnlyWhileTheirRoleNeedsThem(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        appoint(server, "temp.role", Map.of("role", "RECEPTIONIST", "centre", "YH"));
        LinkedBlockingQueue<JsonNode> heard = sse(
                server,
                "temp.role",
                "subscription { complaintChanged(id: \"%s\") { id state reception { place } } }".formatted(id));
        assertThat(next(heard, id).at("/data/complaintChanged/reception/place").isString())
                .isTrue();
        appoint(server, "temp.role", Map.of("role", "QUALITY"));
        ok(server.step("li.na", id, "classifyComplaint", valid()));
        JsonNode later = next(heard, id);
        assertThat(later.at("/data/complaintChanged/state").asString()).isEqualTo("JUDGED");
        assertThat(later.at("/data/complaintChanged/reception/place").isNull()).isTrue();
    }

    @Test
    void queuesAndAlarmsAreToldToNobodyOutside(RunningServer server) throws Exception {
        String secret = server.ask(
                        "wang.fang", "{ complaint(id: \"%s\") { receipt } }".formatted(registered(server, "YH")), NONE)
                .at("/complaint/receipt")
                .asString();
        for (String news : List.of("queueChanged { complaint }", "promiseAlarm { complaint }")) {
            assertThat(listen(server.address(), "Receipt " + secret, "subscription { " + news + " }")
                            .poll(10, TimeUnit.SECONDS)
                            .at("/errors/0/extensions/classification")
                            .asString())
                    .isEqualTo("FORBIDDEN");
        }
    }

    private static JsonNode next(LinkedBlockingQueue<JsonNode> heard, String id) throws InterruptedException {
        for (JsonNode found = heard.poll(10, TimeUnit.SECONDS);
                found != null;
                found = heard.poll(10, TimeUnit.SECONDS)) {
            if (found.toString().contains(id)) {
                return found;
            }
        }
        throw new AssertionError("nothing was heard of " + id);
    }

    private static LinkedBlockingQueue<JsonNode> sse(RunningServer server, String person, String document)
            throws Exception {
        return sse(server.address(), server.tokens().issue(person), document);
    }

    /** What a subscription tells, as it comes. */
    static LinkedBlockingQueue<JsonNode> sse(String address, String token, String document) {
        return listen(address, "Bearer " + token, document);
    }

    private static LinkedBlockingQueue<JsonNode> listen(String address, String authorization, String document) {
        LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new ObjectMapper().writeValueAsString(Map.of("query", document))))
                .build();
        Thread listening = new Thread(() -> {
            try {
                HttpResponse<Stream<String>> answer =
                        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
                answer.body()
                        .filter(line -> line.startsWith("data:") && line.length() > 6)
                        .forEach(line -> heard.add(new ObjectMapper().readTree(line.substring(5))));
            } catch (IOException | InterruptedException e) {
                heard.add(new ObjectMapper().createObjectNode().put("ended", e.toString()));
            }
        });
        listening.setDaemon(true);
        listening.start();
        return heard;
    }

    private static Map<String, Object> act(String person, String role, Instant at, Instant recordedAt) {
        return Map.of("person", person, "role", role, "at", at.toString(), "recordedAt", recordedAt.toString());
    }

    private static JsonNode asOf(RunningServer server, String question, String id, String axis, Instant moment)
            throws Exception {
        return server.ask("shen.ji", question, Map.of("id", id, "asOf", Map.of(axis, moment.toString())))
                .get("complaint");
    }

    private static void appoint(RunningServer server, String person, Object... appointments) throws Exception {
        server.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { userErrors { code } } }",
                Map.of("input", Map.of("person", person, "name", person, "appointments", List.of(appointments))));
    }

    private static JsonNode promise(JsonNode complaint, String kind) {
        return StreamSupport.stream(complaint.get("promises").spliterator(), false)
                .filter(p -> p.get("promise").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static long span(JsonNode promise) {
        return Instant.parse(promise.get("due").asString()).getEpochSecond()
                - Instant.parse(promise.get("clock").asString()).getEpochSecond();
    }

    private static List<String> verdicts(JsonNode promises) {
        List<String> verdicts = new ArrayList<>();
        promises.forEach(p -> verdicts.add(p.get("verdict").asString()));
        return verdicts;
    }

    private static JsonNode byReceipt(RunningServer server, String secret, String document, Map<String, ?> variables)
            throws Exception {
        return new ObjectMapper()
                .readTree(send(server, "Receipt " + secret, document, variables).body());
    }

    private static int status(RunningServer server, String authorization, String document) throws Exception {
        return send(server, authorization, document, NONE).statusCode();
    }

    private static HttpResponse<String> send(
            RunningServer server, String authorization, String document, Map<String, ?> variables) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", authorization)
                                .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper()
                                        .writeValueAsString(Map.of("query", document, "variables", variables))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode complaint(RunningServer server, String id, String fields) throws Exception {
        return server.ask("shen.ji", "{ complaint(id: \"%s\") { %s } }".formatted(id, fields), NONE)
                .get("complaint");
    }

    /** §4.6.1: one department leads and completes; who assists sees it, and is asked for steps alone. */
    @Test
    void whoAssistsIsNotAskedForWhatTheLeadDoes(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        ok(server.step("wang.fang", id, "routeComplaint", Map.of("department", "engineering")));
        ok(server.step("sun.wei", id, "askToAssist", Map.of("department", "security", "what", "加派巡查")));
        String queue =
                "{ queue(filter: {complaint: \"%s\", assignee: \"%s\", action: PLAN_MEASURES}%s) { nodes { action } } }";
        for (String then : List.of("", ", asOf: {knownAt: \"" + Instant.now() + "\"}")) {
            assertThat(server.ask("sun.wei", queue.formatted(id, "sun.wei", then), Map.of())
                            .at("/queue/nodes"))
                    .hasSize(1);
            assertThat(server.ask("zhou.qiang", queue.formatted(id, "zhou.qiang", then), Map.of())
                            .at("/queue/nodes"))
                    .isEmpty();
        }
        assertThat(possible(server, "zhou.qiang", id)).contains("RECORD_STEP").doesNotContain("PLAN_MEASURES");
    }

    /** What is said to be possible is, and what is not is refused by the same rules. */
    @Test
    void saysWhatIsPossibleAndWhyTheRestIsNot(RunningServer server) throws Exception {
        String id = registered(server, "YH");
        assertThat(possible(server, "li.na", id))
                .contains("CLASSIFY", "TRANSFER", "LINK")
                .doesNotContain("CLOSE");
        assertThat(whyNot(server, "li.na", id, "CLOSE")).contains("JUDGED_BEFORE_CLOSED");
        List<String> refused = refusal(server.step("li.na", id, "closeComplaint", NONE));
        assertThat(refused).containsAll(whyNot(server, "li.na", id, "CLOSE"));
        ok(server.step("li.na", id, "classifyComplaint", valid()));
        assertThat(possible(server, "li.na", id)).contains("ASSESS_SEVERITY").doesNotContain("CLASSIFY");
        assertThat(refusal(server.step("li.na", id, "classifyComplaint", valid())))
                .containsAll(whyNot(server, "li.na", id, "CLASSIFY"));
        assertThat(server.ask(
                                "li.na",
                                "{ queue(filter: {complaint: \"%s\", assignee: \"li.na\"}) { nodes { complaint action } } }"
                                        .formatted(id),
                                Map.of())
                        .at("/queue/nodes"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.get("complaint").asString()).isEqualTo(id));
        assertThat(server.ask("li.na", "{ queue(filter: {complaint: \"nonsense\"}) { nodes { action } } }", Map.of())
                        .at("/queue/nodes"))
                .isEmpty();
        ok(server.step("li.na", id, "assessSeverity", severity("IMPORTANT", "COMPANY_AT_FAULT")));
        ok(server.step("li.na", id, "presentComplaint", Map.of("to", "MANAGER")));
        assertThat(possible(server, "liu.gang", id)).contains("DIRECT");
        assertThat(possible(server, "huang.zong", id)).doesNotContain("DIRECT");
        assertThat(whyNot(server, "huang.zong", id, "DIRECT")).containsExactly("DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO");
        // Who read what is personal in it is told to the auditor alone.
        String looks = "{ complaint(id: \"%s\") { reception { course } looks { person at } } }".formatted(id);
        server.ask("li.na", looks, Map.of());
        assertThat(server.ask("shen.ji", looks, Map.of()).at("/complaint/looks"))
                .extracting(look -> look.get("person").asString())
                .contains("li.na");
        assertThat(server.ask("li.na", looks, Map.of()).at("/complaint/looks")).isEmpty();
        // Whose role does not reach is offered nothing.
        assertThat(possible(server, "shen.ji", id)).isEmpty();
        assertThat(possible(server, "liu.gang", id)).doesNotContain("CLASSIFY", "ROUTE");
    }

    private static List<String> possible(RunningServer server, String person, String id) throws Exception {
        List<String> operations = new ArrayList<>();
        steps(server, person, id).forEach(step -> {
            if (step.get("possible").asBoolean()) {
                operations.add(step.get("operation").asString());
            }
        });
        return operations;
    }

    private static List<String> whyNot(RunningServer server, String person, String id, String operation)
            throws Exception {
        List<String> codes = new ArrayList<>();
        steps(server, person, id).forEach(step -> {
            if (step.get("operation").asString().equals(operation)) {
                step.get("why").forEach(why -> codes.add(why.get("code").asString()));
            }
        });
        return codes;
    }

    private static JsonNode steps(RunningServer server, String person, String id) throws Exception {
        return server.ask(
                        person,
                        "{ complaint(id: \"%s\") { possible { operation possible why { code } } } }".formatted(id),
                        Map.of())
                .at("/complaint/possible");
    }

    private static String registered(RunningServer server, String centre) throws Exception {
        JsonNode payload = server.register("wang.fang", ServerTest.input(centre));
        ok(payload);
        return payload.at("/complaint/id").asString();
    }

    private static void ok(JsonNode payload) {
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
    }

    private static List<String> refusal(JsonNode payload) {
        List<String> codes = new ArrayList<>();
        payload.get("userErrors").forEach(error -> codes.add(error.get("code").asString()));
        return codes;
    }

    private static Map<String, Object> valid() {
        return Map.of("classification", "VALID_COMPLAINT", "criterion", "PROMISE_NOT_KEPT", "reason", "答应过没有做");
    }

    private static Map<String, Object> severity(String severity, String ground) {
        return Map.of("severity", severity, "ground", ground, "reason", "按条款界定");
    }

    private static Map<String, Object> link(String to, String kind) {
        return Map.of("to", to, "kind", kind, "reason", "同一件事");
    }
}
