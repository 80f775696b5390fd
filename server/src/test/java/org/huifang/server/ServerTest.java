package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The real server on a real PostgreSQL, as its users meet it. */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerTest {
    private static final String REGISTER = GraphQlClient.step(
            "registerComplaint",
            false,
            "complaint { id number sequence state } current repeated userErrors { code clause field message }");
    private static final String CLASSIFY = GraphQlClient.step(
            "classifyComplaint", true, "complaint { state } current repeated userErrors { code field }");

    @TempDir
    static Path folder;

    private static HuifangServer server;
    private static GraphQlClient client;

    @BeforeAll
    static void start() throws Exception {
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void playsTheDemoAndRepeatsNothingWhenPlayedAgain() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DemoPlayer player = new DemoPlayer(server.address(), server.folder());
        DemoPlayer.Summary summary = player.play(new PrintStream(out, true, StandardCharsets.UTF_8));
        // Figure by figure: complaints, steps, states, classes with severities, promises met and missed.
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("[")))
                .isEqualTo(Files.readAllLines(Path.of("src", "test", "resources", "demo-summary.txt")));
        long events = count("SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'");
        assertThat(player.play(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isEqualTo(summary);
        assertThat(count("SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'"))
                .isEqualTo(events);
    }

    @Test
    @Order(2)
    void databaseKeepsWhatItAcknowledges() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(jdbc().queryForObject("SHOW " + setting, String.class)).isEqualTo("on");
        }
    }

    /** The first session of the README. */
    @Test
    @Order(3)
    void firstSessionOfTheReadme() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String query = readme.substring(readme.indexOf("```graphql") + 10);
        query = query.substring(0, query.indexOf("```")).replace("KF-YH-YYYYMMDD-0001", number("01"));
        JsonNode data = client.ask("wang.fang", query, Map.of());
        assertThat(data.at("/me/name").asString()).isEqualTo("王芳");
        assertThat(data.at("/myQueue/nodes").size()).isPositive();
        assertThat(data.at("/complaint/history/nodes/0/zh").asString())
                .isEqualTo("客服人员王芳登记了投诉 " + data.at("/complaint/number").asString() + "(来访)");
    }

    @Test
    @Order(4)
    void historyTellsEveryEventInBothLanguages() throws Exception {
        JsonNode complaint = client.ask(
                        "shen.ji",
                        "{ complaint(number: \"%s\") { sequence history(first: 100) { nodes { sequence zh en clause at recordedAt role } } promises { promise verdict } } }"
                                .formatted(number("01")),
                        Map.of())
                .get("complaint");
        JsonNode nodes = complaint.at("/history/nodes");
        assertThat(nodes.size()).isEqualTo(complaint.get("sequence").asInt() + 1);
        for (JsonNode node : nodes) {
            assertThat(node.get("zh").asString()).isNotBlank().doesNotContain("{", "null");
            assertThat(node.get("en").asString()).isNotBlank().doesNotContain("{", "null");
            assertThat(node.get("clause").asString()).startsWith("§");
        }
        for (JsonNode promise : complaint.get("promises")) {
            assertThat(promise.get("verdict").asString()).isEqualTo("MET");
        }
    }

    @Test
    @Order(5)
    void showsPersonalTextsOnlyToThoseWhoAct() throws Exception {
        String question = "{ complaint(number: \"%s\") { reception { course complainant { contact } } } }"
                .formatted(number("01"));
        long looks = count("SELECT count(*) FROM personal_look");
        assertThat(client.ask("wang.fang", question, Map.of())
                        .at("/complaint/reception/complainant/contact")
                        .asString())
                .isEqualTo("13800002101");
        assertThat(count("SELECT count(*) FROM personal_look")).isEqualTo(looks + 1);
        assertThat(client.ask("he.pin", question, Map.of())
                        .at("/complaint/reception/course")
                        .isNull())
                .isTrue();
        assertThat(client.ask("chen.jing", question, Map.of()).get("complaint").isNull())
                .isTrue();
        assertThat(count("SELECT count(*) FROM event WHERE position(convert_to('13800002101', 'UTF8') IN payload) > 0"))
                .isZero();
    }

    /** Whoever sees all centres by one role and acts at one by another reads what is personal at that one only. */
    @Test
    @Order(5)
    void opensPersonalTextsOnlyWhereARoleActs() throws Exception {
        Map<String, Object> both = Map.of(
                "person",
                "both",
                "name",
                "双岗",
                "appointments",
                List.of(Map.of("role", "QUALITY"), Map.of("role", "RECEPTIONIST", "centre", "XS")));
        client.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { changed } }",
                Map.of("input", both));
        String question =
                "{ complaint(number: \"%s\") { reception { course } history(first: 1) { nodes { texts { text } } } } }";
        JsonNode elsewhere =
                client.ask("both", question.formatted(number("01")), Map.of()).get("complaint");
        assertThat(elsewhere.at("/reception/course").isNull()).isTrue();
        assertThat(elsewhere.at("/history/nodes/0/texts/0/text").isNull()).isTrue();
        JsonNode own = client.ask("both", question.formatted(number("01").replace("YH", "XS")), Map.of())
                .get("complaint");
        assertThat(own.at("/reception/course").asString()).isNotBlank();
        assertThat(own.at("/history/nodes/0/texts/0/text").asString()).isNotBlank();
    }

    @Test
    @Order(6)
    void unknownCentre() throws Exception {
        JsonNode payload = register("wang.fang", "NOWHERE", UUID.randomUUID().toString());
        assertThat(payload.at("/userErrors/0/code").asString()).isEqualTo("CENTRE_KNOWN");
        assertThat(payload.at("/userErrors/0/clause").asString()).isEqualTo("KF02-02 §4.5.1");
        assertThat(payload.at("/userErrors/0/field").asString()).isEqualTo("centre");
        assertThat(payload.at("/userErrors/0/message").asString()).isEqualTo("没有这个服务中心");
    }

    @Test
    @Order(7)
    void idempotency() throws Exception {
        String key = "same-" + UUID.randomUUID();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(clients.submit(() -> register("wang.fang", "YH", key)));
        }
        Set<String> ids = new HashSet<>();
        int first = 0;
        for (Future<JsonNode> answer : answers) {
            JsonNode payload = answer.get(60, TimeUnit.SECONDS);
            assertThat(payload.get("userErrors").size()).isZero();
            ids.add(payload.at("/complaint/id").asString());
            first += payload.get("repeated").asBoolean() ? 0 : 1;
        }
        clients.shutdown();
        assertThat(ids).hasSize(1);
        assertThat(first).isEqualTo(1);
        // The same key with another body.
        JsonNode other = client.ask("wang.fang", REGISTER, variables("XS", key)).get("registerComplaint");
        assertThat(other.at("/userErrors/0/code").asString()).isIn("IDEMPOTENCY_KEY_REUSED", "COMPLAINT_ID_TAKEN");
    }

    @Test
    @Order(8)
    void numbersAreGaplessWithConcurrentRegistrations() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(clients.submit(
                    () -> register("chen.jing", "XS", UUID.randomUUID().toString())));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<JsonNode> answer : answers) {
            JsonNode payload = answer.get(60, TimeUnit.SECONDS);
            assertThat(payload.get("current").asBoolean()).isTrue();
            String number = payload.at("/complaint/number").asString();
            numbers.add(Integer.valueOf(number.substring(number.length() - 4)));
        }
        clients.shutdown();
        numbers.sort(null);
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    @Test
    @Order(9)
    void organisation() throws Exception {
        String appoint =
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { changed userErrors { code } } }";
        Map<String, Object> nowhere = Map.of(
                "person", "x", "name", "某", "appointments", List.of(Map.of("role", "MANAGER", "centre", "MOON")));
        assertThat(client.ask("admin", appoint, Map.of("input", nowhere))
                        .at("/appointPerson/userErrors/0/code")
                        .asString())
                .isEqualTo("APPOINTED_TO_KNOWN_PLACE");
        assertThat(client.ask("wang.fang", appoint, Map.of("input", nowhere))
                        .at("/appointPerson/userErrors/0/code")
                        .asString())
                .isEqualTo("ROLE_NOT_ALLOWED");
    }

    @Test
    @Order(9)
    void whoTakesItUpSeesItAlsoForAnotherCentre() throws Exception {
        JsonNode payload = register("wang.fang", "XS", UUID.randomUUID().toString());
        assertThat(payload.at("/complaint/number").asString()).startsWith("KF-XS-");
    }

    @Test
    @Order(10)
    void badInputIsAClearErrorAndStoresNothing() throws Exception {
        long events = count("SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'");
        Map<String, Object> tooLong = new HashMap<>(input("YH"));
        tooLong.put("course", "长".repeat(5001));
        assertThat(client.ask("wang.fang", REGISTER, Map.of("input", tooLong))
                        .at("/registerComplaint/userErrors/0/code")
                        .asString())
                .isEqualTo("TEXT_TOO_LONG");
        Map<String, Object> empty = new HashMap<>(input("YH"));
        empty.put("place", " ");
        assertThat(client.ask("wang.fang", REGISTER, Map.of("input", empty))
                        .at("/registerComplaint/userErrors/0/field")
                        .asString())
                .isEqualTo("place");
        Map<String, Object> longName = new HashMap<>(input("YH"));
        longName.put("respondent", Map.of("department", "x".repeat(201)));
        assertThat(client.ask("wang.fang", REGISTER, Map.of("input", longName))
                        .at("/registerComplaint/userErrors/0/code")
                        .asString())
                .isEqualTo("NAME_IN_RANGE");
        assertThat(client.ask("wang.fang", CLASSIFY, classify("not-an-id"))
                        .at("/classifyComplaint/userErrors/0/code")
                        .asString())
                .isEqualTo("COMPLAINT_KNOWN");
        assertThat(client.ask("wang.fang", CLASSIFY, classify(UUID.randomUUID().toString()))
                        .at("/classifyComplaint/userErrors/0/code")
                        .asString())
                .isEqualTo("COMPLAINT_KNOWN");
        assertThatThrownBy(() -> client.ask("wang.fang", "{ myQueue(first: 1000) { nodes { number } } }", Map.of()))
                .hasMessageContaining("PAGE_IN_RANGE");
        assertThatThrownBy(() ->
                        client.ask("wang.fang", "{ myQueue(after: \"nonsense\") { nodes { number } } }", Map.of()))
                .hasMessageContaining("CURSOR_KNOWN");
        assertThat(count("SELECT count(*) FROM event WHERE name NOT LIKE '%.promises-observed'"))
                .isEqualTo(events);
    }

    @Test
    @Order(11)
    void nobodyGetsInWithoutAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ me { name } }\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Order(12)
    void aSubscriptionSeesTheNextStep() throws Exception {
        String id = register("wang.fang", "YH", UUID.randomUUID().toString())
                .at("/complaint/id")
                .asString();
        LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create(server.address().replace("http", "ws") + "/graphql"), new Listener(heard))
                .get(10, TimeUnit.SECONDS);
        String token = LocalTokens.demo(server.folder()).issue("wang.fang");
        socket.sendText(
                        "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer %s\"}}".formatted(token),
                        true)
                .join();
        assertThat(heard.poll(10, TimeUnit.SECONDS).get("type").asString()).isEqualTo("connection_ack");
        socket.sendText(
                        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { complaintChanged(id: \\\"%s\\\") { state reception { place } } }\"}}"
                                .formatted(id),
                        true)
                .join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)
                        .at("/payload/data/complaintChanged/state")
                        .asString())
                .isEqualTo("RECEIVED");
        client.ask("wang.fang", CLASSIFY, classify(id));
        JsonNode next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next.at("/payload/data/complaintChanged/state").asString()).isEqualTo("JUDGED");
        assertThat(next.at("/payload/data/complaintChanged/reception/place").asString())
                .isEqualTo("大堂");
        socket.abort();
    }

    /** The clock's row is set back instead of waiting half an hour; what is due is decided by the complaint itself. */
    @Test
    @Order(13)
    void aClockThatComesWakesItsComplaintOnce() throws Exception {
        Map<String, Object> late = new HashMap<>(input("YH"));
        late.put("occurred", Map.of("words", "上午"));
        Map<String, Object> act = Map.of(
                "key", UUID.randomUUID().toString(),
                "at", Instant.now().minusSeconds(1801 - 6).toString(),
                "lateReason", "外出受理,回来补记");
        JsonNode payload = client.ask("wang.fang", REGISTER, Map.of("input", late, "act", act))
                .get("registerComplaint");
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
        String id = payload.at("/complaint/id").asString();
        String question =
                "{ complaint(id: \"%s\") { promises { promise verdict asRecorded } sequence } }".formatted(id);
        JsonNode promises = null;
        for (int i = 0; i < 150; i++) {
            promises = client.ask("wang.fang", question, Map.of()).at("/complaint/promises");
            if (promises.toString().contains("{\"promise\":\"JUDGE\",\"verdict\":\"MISSED\"")) {
                break;
            }
            Thread.sleep(100);
        }
        assertThat(promises.toString())
                .contains("{\"promise\":\"JUDGE\",\"verdict\":\"MISSED\",\"asRecorded\":\"MISSED\"}")
                .contains("{\"promise\":\"ROUTE\",\"verdict\":\"MISSED\",\"asRecorded\":\"MISSED\"}")
                .contains("{\"promise\":\"RECORD\",\"verdict\":\"MISSED\",\"asRecorded\":\"MISSED\"}");
        assertThat(jdbc().queryForObject(
                                "SELECT next_at FROM promise_clock WHERE id = ?", Timestamp.class, UUID.fromString(id))
                        .toInstant())
                .isAfter(Instant.now());
    }

    @Test
    @Order(14)
    void servesGraphiqlWithoutLeavingTheMachine() throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/graphiql"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("GraphiQL").doesNotContain("https://", "//cdn");
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(server.address() + "/actuator/health/readiness"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("UP");
    }

    @Test
    @Order(15)
    void refusesToStartWhereItCannotWithOneLine() throws Exception {
        assertThatThrownBy(() -> HuifangServer.start(
                        new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> HuifangServer.start(new HuifangServer.Options(foreign, "127.0.0.1", 0, false, null)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("not a data folder of Huifang");
        Path newer = Files.createDirectories(folder.resolve("newer"));
        Files.writeString(newer.resolve("FORMAT"), "huifang-data 2\n");
        assertThatThrownBy(() -> HuifangServer.start(new HuifangServer.Options(newer, "127.0.0.1", 0, false, null)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("huifang-data 2");
        assertThatThrownBy(() -> HuifangServer.start(new HuifangServer.Options(
                        folder.resolve("nobody"),
                        "127.0.0.1",
                        0,
                        false,
                        "jdbc:postgresql://127.0.0.1:1/huifang?user=huifang")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the database cannot be used");
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> HuifangServer.start(new HuifangServer.Options(
                            folder.resolve("other"), "0.0.0.0", taken.getLocalPort(), false, null)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    @Order(16)
    void runsOnAnExternalPostgresByOneSetting() throws Exception {
        try (EmbeddedPostgres external = EmbeddedPostgres.start();
                HuifangServer second = HuifangServer.start(new HuifangServer.Options(
                        folder.resolve("external"),
                        "127.0.0.1",
                        0,
                        true,
                        external.getJdbcUrl("postgres", "postgres")))) {
            JsonNode me = new GraphQlClient(second.address(), LocalTokens.demo(second.folder()))
                    .ask("admin", "{ me { name } }", Map.of());
            assertThat(me.at("/me/name").asString()).isEqualTo("系统管理员");
            assertThat(folder.resolve("external/postgres")).doesNotExist();
        }
    }

    /** An event that no projection can take in: it stands aside, with what follows in its stream, and nothing else. */
    @Test
    @Order(17)
    void aPoisonedEventStandsAside() throws Exception {
        ComplaintId nowhere = ComplaintId.random();
        Stamp stamp = Stamp.ofSystem(Instant.now(), Instant.now(), "YH", 1);
        for (int sequence = 0; sequence < 2; sequence++) {
            server.context()
                    .getBean(EventStore.class)
                    .publish(new GenericDomainEventMessage<>(
                            "complaint", nowhere.toString(), sequence, new ComplaintClosed(nowhere, null, stamp)));
        }
        JsonNode after = register("wang.fang", "YH", UUID.randomUUID().toString());
        assertThat(after.get("current").asBoolean()).isTrue();
        assertThat(jdbc().queryForList("SELECT stream FROM dead_letter ORDER BY position", String.class))
                .containsExactly(nowhere.toString(), nowhere.toString());
        JsonNode letters = client.ask(
                "admin",
                "{ deadLetters(first: 1) { nodes { stream number name error } pageInfo { hasNextPage endCursor } } }",
                Map.of());
        assertThat(letters.at("/deadLetters/nodes/0/stream").asString()).isEqualTo(nowhere.toString());
        assertThat(letters.at("/deadLetters/nodes/0/name").asString()).isEqualTo("ComplaintClosed");
        assertThat(letters.at("/deadLetters/pageInfo/hasNextPage").asBoolean()).isTrue();
        JsonNode waiting = client.ask(
                "admin",
                "query($after: String) { deadLetters(after: $after) { nodes { error } } }",
                Map.of("after", letters.at("/deadLetters/pageInfo/endCursor").asString()));
        assertThat(waiting.at("/deadLetters/nodes")).hasSize(1);
        assertThat(waiting.at("/deadLetters/nodes/0/error").asString()).contains("an earlier event");
        machineTellsHowItIs();
    }

    private static void machineTellsHowItIs() throws Exception {
        String look =
                "{ machine { log { events bytes lastRecordedAt } followers { name position behind } clocks { overdue since }"
                        + " tasks { name next lastSuccess failures } deadLetters host { version database heapUsed heapAtMost diskFree } } }";
        JsonNode machine = client.ask("admin", look, Map.of()).get("machine");
        assertThat(machine.at("/log/events").asLong()).isPositive();
        assertThat(machine.at("/log/bytes").asLong()).isPositive();
        assertThat(machine.get("deadLetters").asInt()).isEqualTo(2);
        assertThat(machine.get("followers").findValuesAsString("name"))
                .containsExactly("notices", "reactions", "read-tables");
        assertThat(machine.get("tasks").findValuesAsString("name")).contains("promise-clocks", "evidence-collection");
        assertThat(machine.at("/host/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(machine.at("/host/database").asString()).isNotBlank();
        assertThatThrownBy(() -> client.ask("li.na", look, Map.of())).hasMessageContaining("ROLE_NOT_ALLOWED");
        assertThatThrownBy(() -> client.ask("li.na", "{ deadLetters { nodes { error } } }", Map.of()))
                .hasMessageContaining("ROLE_NOT_ALLOWED");
    }

    /** Read tables are disposable: made anew beside the serving ones while people go on working, they are equal. */
    @Test
    @Order(18)
    void replayGivesEqualTablesWhilePeopleGoOnWorking() throws Exception {
        assertThat(tables()).hasSizeGreaterThan(500);
        String oid = "SELECT 'complaint'::regclass::oid::bigint";
        long former = count(oid);
        AtomicBoolean working = new AtomicBoolean(true);
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Future<Integer>> registered = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            registered.add(people.submit(() -> {
                int done = 0;
                while (working.get()) {
                    JsonNode payload =
                            register("wang.fang", "YH", UUID.randomUUID().toString());
                    assertThat(payload.get("current").asBoolean()).isTrue();
                    assertThat(payload.at("/complaint/state").asString()).isEqualTo("RECEIVED");
                    done++;
                }
                return done;
            }));
        }
        assertThat(new CommandLine(new Launcher())
                        .execute(
                                "replay",
                                "--server",
                                server.address(),
                                "--data",
                                folder.resolve("data").toString()))
                .isZero();
        working.set(false);
        for (Future<Integer> done : registered) {
            assertThat(done.get(30, TimeUnit.SECONDS)).isPositive();
        }
        people.shutdown();
        assertThat(count(oid)).isNotEqualTo(former);
        // Once more, with nothing going on but a clock at times: what was written live equals what the log alone makes.
        List<String> live;
        List<String> again;
        long head;
        do {
            head = count("SELECT position FROM event_head");
            for (int i = 0; i < 300 && count("SELECT position FROM progress") < head; i++) {
                Thread.sleep(100);
            }
            live = tables();
            replayed();
            again = tables();
        } while (count("SELECT position FROM event_head") > head);
        assertThat(again).isEqualTo(live);
        assertThatThrownBy(() -> client.ask("wang.fang", "mutation { replay { running } }", Map.of()))
                .hasMessageContaining("ROLE_NOT_ALLOWED");
    }

    private static void replayed() throws Exception {
        JsonNode status = client.ask("admin", "mutation { replay { running fault } }", Map.of())
                .get("replay");
        while (status.get("running").asBoolean()) {
            Thread.sleep(50);
            status = client.ask("admin", "{ replay { running fault } }", Map.of())
                    .get("replay");
        }
        assertThat(status.get("fault").isNull()).isTrue();
    }

    private static List<String> tables() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "complaint ORDER BY id",
                "promise ORDER BY complaint, promise, n",
                "next_action ORDER BY complaint, action",
                "statistic_fact ORDER BY complaint, position, kind",
                "statistic_version ORDER BY complaint, from_position",
                "statistic_promise ORDER BY complaint, promise, n, from_position",
                "statistic_link ORDER BY complaint, position",
                "statistic_state ORDER BY id",
                "statistic_post ORDER BY post, n, from_position",
                "statistic_month ORDER BY centre, month, promise, from_position",
                "forum_post ORDER BY id",
                "forum_watch ORDER BY id",
                "notice_settings ORDER BY id",
                "webhooks ORDER BY id",
                "month_end ORDER BY id",
                "library_case ORDER BY id",
                "dead_letter ORDER BY position")) {
            rows.addAll(jdbc().queryForList("SELECT t::text FROM (SELECT * FROM " + table + ") t", String.class));
        }
        return rows;
    }

    /** Collects whole messages. */
    private static final class Listener implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> heard;
        private final StringBuilder text = new StringBuilder();

        Listener(LinkedBlockingQueue<JsonNode> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new ObjectMapper().readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static JsonNode register(String person, String centre, String key) throws Exception {
        return client.ask(person, REGISTER, variables(centre, key)).get("registerComplaint");
    }

    static Map<String, Object> variables(String centre, String key) {
        return Map.of("input", input(centre), "act", Map.of("key", key));
    }

    static Map<String, Object> input(String centre) {
        return Map.of(
                "centre",
                centre,
                "channel",
                "PHONE",
                "occurred",
                Map.of("words", "刚才"),
                "place",
                "大堂",
                "respondent",
                Map.of("department", "cleaning"),
                "course",
                "大堂地面湿滑,老人差点摔倒",
                "demand",
                "放防滑垫",
                "complainant",
                Map.of("name", "张三", "room", "1-101", "method", "PHONE", "contact", "13800000000"));
    }

    private static Map<String, Object> classify(String id) {
        return Map.of("complaint", id, "input", Map.of("classification", "SERVICE_REQUEST", "reason", "普通报修"));
    }

    private static String number(String file) throws Exception {
        assertThat(file).isEqualTo("01");
        return Objects.requireNonNull(jdbc().queryForObject(
                        "SELECT number FROM complaint WHERE centre = 'YH' ORDER BY number LIMIT 1", String.class));
    }

    private static JdbcTemplate jdbc() {
        return server.context().getBean(JdbcTemplate.class);
    }

    private static long count(String query) {
        return Objects.requireNonNull(jdbc().queryForObject(query, Long.class));
    }
}
