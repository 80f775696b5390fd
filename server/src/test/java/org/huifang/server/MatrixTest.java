package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * The whole matrix role × centre × operation, at the command and at the query: each role at its own centre, at another
 * one and, for roles of a department, in another department. What decides is {@link Operation} alone.
 */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class MatrixTest {
    private static final String HERE = "MX";
    private static final String ELSEWHERE = "MY";
    private static final String TEXT = "按规定办理";
    /** Those that nobody is appointed to. */
    private static final Set<Role> NOT_APPOINTED = Set.of(Role.OWNER, Role.SYSTEM);

    private static final Set<Role> OF_DEPARTMENTS = Set.of(Role.DEPARTMENT_HEAD, Role.DEPARTMENT_STAFF);

    /** A mutation of each operation on a complaint; whatever else it breaks, its role is looked at first. */
    private static final Map<Operation, Map.Entry<String, Map<String, Object>>> STEPS = new TreeMap<>();

    static {
        step(Operation.CLASSIFY, "classifyComplaint", Map.of("classification", "SERVICE_REQUEST", "reason", TEXT));
        step(
                Operation.ASSESS_SEVERITY,
                "assessSeverity",
                Map.of("severity", "MINOR", "ground", "LIMITED_SERVICE_LEVEL", "reason", TEXT));
        step(Operation.PRESENT, "presentComplaint", Map.of("to", "QUALITY"));
        step(Operation.ROUTE, "routeComplaint", Map.of("department", "nowhere"));
        step(Operation.PLAN_MEASURES, "planMeasures", Map.of("measures", List.of()));
        step(Operation.RECORD_STEP, "recordHandlingStep", Map.of("what", TEXT));
        step(
                Operation.COMPLETE_HANDLING,
                "completeHandling",
                Map.of("result", TEXT, "demandMet", "FULLY", "unmetReason", "IMPOSSIBLE"));
        step(Operation.SUBMIT_HANDLING_RECORD, "submitHandlingRecord", Map.of("course", TEXT));
        step(Operation.ACCEPT_HANDLING_RECORD, "acceptHandlingRecord", Map.of());
        step(Operation.REPORT_TO_SUPERVISOR, "reportToSupervisor", Map.of());
        step(Operation.INFORM_OWNER, "informOwner", Map.of("means", Map.of("kind", "PHONE"), "reached", true));
        step(Operation.EXPLAIN_UNMET_DEMAND, "explainUnmetDemand", Map.of("explanation", TEXT, "understood", true));
        step(Operation.ARRANGE_RETURN_VISIT, "arrangeReturnVisit", Map.of());
        step(
                Operation.RECORD_RETURN_VISIT,
                "recordReturnVisit",
                Map.of("means", Map.of("kind", "PHONE"), "reached", false));
        step(Operation.CLOSE, "closeComplaint", Map.of());
        step(Operation.AMEND, "amendRecord", Map.of("reason", TEXT));
        step(Operation.CALL_IN_SUPERIOR, "callInSuperior", Map.of("superior", "QUALITY"));
        step(Operation.APPEAL_JUDGEMENT, "appealJudgement", Map.of("reason", TEXT));
        step(Operation.DECIDE_APPEAL, "decideAppeal", Map.of("reason", TEXT));
        step(
                Operation.RAISE_SEVERITY,
                "raiseSeverity",
                Map.of("severity", "MAJOR", "ground", "SERIOUS_LOSS_OR_INJURY", "reason", TEXT));
        step(
                Operation.LOWER_SEVERITY,
                "lowerSeverity",
                Map.of("severity", "MINOR", "ground", "LIMITED_SERVICE_LEVEL", "reason", TEXT));
        step(Operation.DIRECT, "directDisposal", Map.of("instruction", TEXT));
        step(Operation.AGREE_LIMIT, "agreeLimit", Map.of("limit", "2020-01-01T00:00:00Z", "consent", TEXT));
        step(
                Operation.SEND_BACK_HANDLING_RECORD,
                "sendBackHandlingRecord",
                Map.of("reason", "RECORD_DEFECTIVE", "what", TEXT));
        step(Operation.RATE, "rateHandling", Map.of("satisfaction", 9));
        step(Operation.HAND_OVER_RECORDS, "handOverRecord", Map.of("month", "2026-11"));
        step(Operation.ARCHIVE_RECORD, "archiveRecord", Map.of());
        step(Operation.CORRECT_ARCHIVED_RECORD, "correctArchivedRecord", Map.of("correction", TEXT));
        step(Operation.WAIVE_RETURN_VISIT, "waiveReturnVisit", Map.of("reason", TEXT));
        step(Operation.REOPEN, "reopenComplaint", Map.of("reason", "OTHER", "explanation", TEXT));
        step(Operation.TRANSFER, "transferComplaint", Map.of("centre", "NOWHERE", "reason", TEXT));
        step(Operation.ASK_TO_ASSIST, "askToAssist", Map.of("department", "nowhere", "what", TEXT));
        // The reclassification of one that is not classified is refused by a rule, after its role.
        step(Operation.RECLASSIFY, "reclassifyComplaint", Map.of("classification", "SERVICE_REQUEST", "reason", TEXT));
        step(Operation.LINK, "linkComplaints", Map.of("to", "@itself", "kind", "SAME_CAUSE", "reason", TEXT));
    }

    /** These change the complaint, so each is tried on one of its own. */
    private static final Map<Operation, Map.Entry<String, Map<String, Object>>> LASTING = Map.of(
            Operation.RAISE_AGAIN, Map.entry("raiseAgain", Map.of("words", TEXT)),
            Operation.WITHDRAW, Map.entry("withdrawComplaint", Map.of("reason", TEXT)),
            Operation.VOID, Map.entry("voidComplaint", Map.of("reason", TEXT)),
            Operation.RETURN_ROUTING, Map.entry("returnRouting", Map.of("reason", TEXT)));

    /**
     * Tried elsewhere: registering and importing name no complaint; evidence is uploaded; owners, people,
     * months' ends and forums have tests of their own.
     */
    private static final Set<Operation> ELSEWHERE_TESTED = Set.of(
            Operation.REGISTER,
            Operation.IMPORT,
            Operation.ATTACH_EVIDENCE,
            Operation.MAINTAIN_OWNERS,
            Operation.FIND_OWNERS,
            Operation.COMPILE_STATISTICS,
            Operation.DECIDE_STATISTICS,
            Operation.READ_STATISTICS,
            Operation.DRAFT_SERVICE_REPORT,
            Operation.DECIDE_SERVICE_REPORT,
            Operation.EXPORT_ARCHIVE,
            Operation.KEEP_LIBRARY,
            Operation.READ_LIBRARY,
            Operation.PLAN_TRAINING,
            Operation.OVERSEE_TRAINING,
            Operation.WATCH_FORUM,
            Operation.RELAY_FORUM_POST,
            Operation.RECONSIDER_FORUM_POST,
            Operation.SET_UP_FORUM_WATCH,
            Operation.READ_FORUM,
            Operation.READ_LOOKS,
            Operation.ADMINISTER);

    private static void step(Operation operation, String mutation, Map<String, Object> input) {
        STEPS.put(operation, Map.entry(mutation, input));
    }

    private record Person(String id, Role role, boolean here, boolean department) {
        /** Whether the table lets them, at a complaint of {@link #HERE} that engineering handles. */
        boolean may(Operation operation) {
            boolean place = role.companyWide() || (here && department);
            return operation.roles().contains(role) && place;
        }
    }

    @TestFactory
    Stream<DynamicTest> commandsAndQueries(RunningServer server) throws Exception {
        List<Person> people = appointEverybody(server);
        Set<Operation> covered = new HashSet<>(STEPS.keySet());
        covered.addAll(LASTING.keySet());
        covered.addAll(ELSEWHERE_TESTED);
        assertThat(covered).isEqualTo(Set.of(Operation.values()));
        String complaint = handledByEngineering(server);
        List<DynamicTest> tests = new ArrayList<>();
        for (Person person : people) {
            STEPS.forEach((operation, step) -> tests.add(DynamicTest.dynamicTest(
                    operation + " " + person.id(), () -> tryOut(server, person, operation, complaint, step))));
            LASTING.forEach((operation, step) -> tests.add(DynamicTest.dynamicTest(
                    operation + " " + person.id(),
                    () -> tryOut(server, person, operation, handledByEngineering(server), step))));
            tests.add(DynamicTest.dynamicTest("REGISTER " + person.id(), () -> register(server, person)));
            tests.add(DynamicTest.dynamicTest("sees " + person.id(), () -> sees(server, person, complaint)));
        }
        return tests.stream();
    }

    /** Whom a complaint is about is barred from it whatever they may otherwise, and the next level may instead. */
    @TestFactory
    Stream<DynamicTest> respondentsAreBarred(RunningServer server) throws Exception {
        List<Person> people = appointEverybody(server);
        return people.stream()
                .filter(person -> person.here() && person.department())
                .filter(person -> Operation.CLASSIFY.roles().contains(person.role())
                        || Operation.COMPLETE_HANDLING.roles().contains(person.role())
                        || Operation.WAIVE_RETURN_VISIT.roles().contains(person.role()))
                .map(person -> DynamicTest.dynamicTest(person.id(), () -> barred(server, person)));
    }

    private static void barred(RunningServer server, Person person) throws Exception {
        String about = handledByEngineering(server, person.id());
        Operation own = Stream.of(Operation.CLASSIFY, Operation.COMPLETE_HANDLING, Operation.WAIVE_RETURN_VISIT)
                .filter(operation -> operation.roles().contains(person.role()))
                .findFirst()
                .orElseThrow();
        assertThat(refusals(server, person.id(), about, STEPS.get(own))).containsExactly("RESPONDENT_MAY_NOT_ACT");
        Role above = person.role().superior().orElseThrow();
        if (own != Operation.WAIVE_RETURN_VISIT) {
            for (String moment : List.of("", ", asOf: {knownAt: \"%s\"}".formatted(Instant.now()))) {
                String theirs = "{ queue(filter: {complaint: \"%s\", assignee: \"%s\"}%s) { nodes { action } } }"
                        .formatted(about, id(above, HERE, true), moment);
                assertThat(server.ask(id(above, HERE, true), theirs, Map.of()).at("/queue/nodes"))
                        .as("what the next level must do " + moment)
                        .extracting(item -> item.get("action").asString())
                        .contains(own.name());
            }
        }
        assertThat(refusals(server, id(above, HERE, true), about, STEPS.get(own)))
                .doesNotContain("ROLE_NOT_ALLOWED");
        String mine = "{ myQueue(first: 100) { nodes { complaint } } }";
        assertThat(server.ask(person.id(), mine, Map.of()).toString()).doesNotContain(about);
    }

    private static void tryOut(
            RunningServer server,
            Person person,
            Operation operation,
            String complaint,
            Map.Entry<String, Map<String, Object>> step)
            throws Exception {
        List<String> refusals = refusals(server, person.id(), complaint, step);
        if (person.may(operation)) {
            assertThat(refusals).doesNotContain("ROLE_NOT_ALLOWED");
        } else {
            assertThat(refusals).containsExactly("ROLE_NOT_ALLOWED");
        }
    }

    private static List<String> refusals(
            RunningServer server, String person, String complaint, Map.Entry<String, Map<String, Object>> step)
            throws Exception {
        Map<String, Object> input = new HashMap<>(step.getValue());
        input.replaceAll((field, value) -> "@itself".equals(value) ? complaint : value);
        JsonNode payload = server.step(person, complaint, step.getKey(), input);
        List<String> codes = new ArrayList<>();
        payload.get("userErrors").forEach(error -> codes.add(error.get("code").asString()));
        return codes;
    }

    private static void register(RunningServer server, Person person) throws Exception {
        JsonNode payload = server.register(person.id(), ServerTest.input(HERE));
        boolean may = Operation.REGISTER.roles().contains(person.role());
        assertThat(payload.get("userErrors").isEmpty()).isEqualTo(may);
    }

    private static void sees(RunningServer server, Person person, String complaint) throws Exception {
        boolean reaches = person.role().companyWide() || (person.here() && person.department());
        boolean sees = person.role().seesComplaints() && reaches;
        JsonNode seen = server.ask(
                        person.id(),
                        "{ complaint(id: \"%s\") { reception { course } } }".formatted(complaint),
                        Map.of())
                .get("complaint");
        assertThat(!seen.isNull()).isEqualTo(sees);
        assertThat(listed(server, person, "queue", "complaint").contains(complaint))
                .isEqualTo(sees);
        assertThat(listed(server, person, "complaints", "id").contains(complaint))
                .isEqualTo(sees);
        assertThat(listed(server, person, "promises", "complaint").contains(complaint))
                .isEqualTo(sees);
        if (sees) {
            assertThat(!seen.at("/reception/course").isNull())
                    .isEqualTo(person.role().opensPersonalData());
        }
    }

    /** All pages of a list of this centre. */
    private static Set<String> listed(RunningServer server, Person person, String list, String id) throws Exception {
        Set<String> found = new HashSet<>();
        Map<String, Object> variables = new HashMap<>();
        JsonNode page;
        do {
            page = server.ask(
                            person.id(),
                            "query($after: String) { %s(filter: {centre: \"%s\"}, first: 100, after: $after) { nodes { %s } pageInfo { hasNextPage endCursor } } }"
                                    .formatted(list, HERE, id),
                            variables)
                    .get(list);
            page.get("nodes").forEach(node -> found.add(node.get(id).asString()));
            variables.put("after", page.at("/pageInfo/endCursor").asString(null));
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
        return found;
    }

    private static String handledByEngineering(RunningServer server) throws Exception {
        return handledByEngineering(server, null);
    }

    private static String handledByEngineering(RunningServer server, String about) throws Exception {
        Map<String, Object> input = new HashMap<>(ServerTest.input(HERE));
        if (about != null) {
            input.put("respondent", Map.of("person", about));
        }
        JsonNode registered = server.register("old.system", input);
        assertThat(registered.get("userErrors").toString()).isEqualTo("[]");
        String id = registered.at("/complaint/id").asString();
        String supervisor = id(Role.CS_SUPERVISOR, HERE, true);
        String router = supervisor.equals(about) ? id(Role.RECEPTIONIST, HERE, true) : supervisor;
        assertThat(server.step(router, id, "routeComplaint", Map.of("department", "engineering"))
                        .get("userErrors")
                        .toString())
                .isEqualTo("[]");
        return id;
    }

    private static List<Person> appointEverybody(RunningServer server) throws Exception {
        for (String centre : List.of(HERE, ELSEWHERE)) {
            server.ask(
                    "admin",
                    "mutation($input: OpenCentreInput!) { openCentre(input: $input) { userErrors { code } } }",
                    Map.of("input", Map.of("centre", centre, "name", centre, "households", 1)));
        }
        List<Person> people = new ArrayList<>();
        for (Role role : Arrays.stream(Role.values())
                .filter(role -> !NOT_APPOINTED.contains(role))
                .toList()) {
            for (boolean here : role.companyWide() ? new boolean[] {true} : new boolean[] {true, false}) {
                for (boolean department :
                        OF_DEPARTMENTS.contains(role) ? new boolean[] {true, false} : new boolean[] {true}) {
                    people.add(appoint(server, role, here, department));
                }
            }
        }
        return people;
    }

    private static Person appoint(RunningServer server, Role role, boolean here, boolean department) throws Exception {
        String centre = here ? HERE : ELSEWHERE;
        Map<String, Object> appointment = new HashMap<>();
        appointment.put("role", role.name());
        if (!role.companyWide()) {
            appointment.put("centre", centre);
        }
        if (OF_DEPARTMENTS.contains(role)) {
            appointment.put("department", department ? "engineering" : "security");
        }
        String id = id(role, centre, department);
        JsonNode payload = server.ask(
                        "admin",
                        "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { userErrors { code } } }",
                        Map.of("input", Map.of("person", id, "name", id, "appointments", List.of(appointment))))
                .get("appointPerson");
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
        return new Person(id, role, here, department);
    }

    private static String id(Role role, String centre, boolean department) {
        return role + "." + (role.companyWide() ? "all" : centre) + (department ? "" : ".other");
    }
}
