package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** People are told by the ways they chose: over a real SMTP server and a real webhook, which also fail. */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoticeTest {
    private static final String RECEPTIONIST = "wang.fang";
    private static final String HEAD = "sun.wei";
    private static final String MANAGER = "liu.gang";
    private static final String NOTICES =
            "{ notices(first: 100) { unread nodes { id kind occasion zh en subject { id name } promise due readAt } } }";
    private static final Map<String, String> MAIL = Map.of(
            "spring.mail.host", "127.0.0.1",
            "huifang.notices.from", "huifang@company.example");

    @TempDir
    static Path folder;

    private static final List<Posted> POSTED = new CopyOnWriteArrayList<>();
    private static volatile int status = 200;

    private static GreenMail smtp;
    private static HttpServer hook;
    private static HuifangServer server;
    private static GraphQlClient client;
    private static JdbcTemplate jdbc;

    private record Posted(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.get(name).get(0);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        smtp = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            POSTED.add(new Posted(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        hook.start();
        MAIL.forEach(System::setProperty);
        System.setProperty("spring.mail.port", String.valueOf(smtp.getSmtp().getPort()));
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        MAIL.keySet().forEach(System::clearProperty);
        System.clearProperty("spring.mail.port");
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        jdbc = server.context().getBean(JdbcTemplate.class);
    }

    /** Not chosen anew when the server is started again. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        hook.stop(0);
        smtp.stop();
    }

    /** Whole histories from elsewhere tell nobody what was done, or due, before they came. */
    @Test
    @Order(1)
    void importedHistoriesTellNobody() throws Exception {
        Instant before = Instant.now();
        assertThat(new DemoPlayer(server.address(), server.folder())
                        .play(new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                        .failed())
                .isZero();
        settled();
        assertThat(jdbc.queryForList("SELECT DISTINCT content FROM notice", String.class))
                .isNotEmpty()
                .map(content -> new ObjectMapper().readTree(content))
                .allSatisfy(notice -> assertThat(Instant.parse(notice.get("at").asString()))
                        .as(notice.toString())
                        .isAfter(before.minusSeconds(2)));
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    @Order(2)
    void newWorkIsShownToWhoIsToDoItAndNobodyElse() throws Exception {
        String id = registered();
        step(RECEPTIONIST, id, "routeComplaint", Map.of("department", "engineering"));
        JsonNode told = await(() -> about(HEAD, id));
        assertThat(told.get("occasion").asString()).isEqualTo("ROUTED");
        assertThat(told.get("zh").asString()).startsWith("投诉 KF-YH-").contains("已派给您的部门处理");
        assertThat(told.get("en").asString()).contains("was routed to your department");
        assertThat(about(RECEPTIONIST, id)).as("who did it").isNull();
        assertThat(about("zhou.qiang", id)).as("another department").isNull();
        assertThat(about(MANAGER, id)).as("the next level").isNull();

        Map<String, Object> aboutHead = new HashMap<>(input());
        aboutHead.put("respondent", Map.of("person", HEAD));
        String theirs = registered(aboutHead);
        step(RECEPTIONIST, theirs, "routeComplaint", Map.of("department", "engineering"));
        assertThat(await(() -> about(MANAGER, theirs)).get("occasion").asString())
                .as("the next level acts where it is about the head")
                .isEqualTo("ROUTED");
        assertThat(about(HEAD, theirs)).isNull();

        int unread = notices(HEAD).get("unread").asInt();
        JsonNode read = client.ask(
                HEAD,
                "mutation($ids: [ID!]!) { markNoticesRead(notices: $ids) }",
                Map.of("ids", List.of(told.get("id").asString())));
        assertThat(read.get("markNoticesRead").asInt()).isEqualTo(1);
        assertThat(notices(HEAD).get("unread").asInt()).isEqualTo(unread - 1);
        assertThat(about(HEAD, id).get("readAt").isNull()).isFalse();
        // Somebody else's are not theirs to read.
        assertThat(client.ask(
                                "zhou.qiang",
                                "mutation($ids: [ID!]!) { markNoticesRead(notices: $ids) }",
                                Map.of("ids", List.of(told.get("id").asString())))
                        .get("markNoticesRead")
                        .asInt())
                .isZero();
    }

    @Test
    @Order(3)
    void mailsGoToWhoChoseThemAndSayNothingPersonal() throws Exception {
        assertThat(choose(HEAD, "[{kind: NEW_WORK, ways: [MAIL]}]", null).toString())
                .contains("MAIL_HAS_ADDRESS");
        assertThat(choose(HEAD, "[{kind: NEW_WORK, ways: [MAIL]}]", "not an address")
                        .toString())
                .contains("MAIL_IN_FORM");
        assertThat(choose(HEAD, "[{kind: NEW_WORK, ways: [MAIL]}, {kind: MISSED, ways: []}]", "sun.wei@company.example")
                        .toString())
                .isEqualTo("[]");
        settled();
        String id = registered();
        step(RECEPTIONIST, id, "routeComplaint", Map.of("department", "engineering"));
        MimeMessage mail = await(() -> smtp.getReceivedMessages().length == 1 ? smtp.getReceivedMessages()[0] : null);
        assertThat(mail.getAllRecipients()[0]).hasToString("sun.wei@company.example");
        assertThat(mail.getSubject()).startsWith("[回访] 投诉 KF-YH-");
        assertThat(String.valueOf(mail.getContent())).contains("已派给您的部门处理").doesNotContain("大堂", "灯不亮", "13800009999");
        assertThat(about(HEAD, id)).as("chosen by mail only").isNull();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM event WHERE position(convert_to('sun.wei@company', 'UTF8') IN payload) > 0",
                        Long.class))
                .isZero();
        // Only its owner reads it.
        assertThat(client.ask(HEAD, "{ noticeSettings { mail ways { kind ways } } }", Map.of())
                        .at("/noticeSettings/mail")
                        .asString())
                .isEqualTo("sun.wei@company.example");
    }

    @Test
    @Order(4)
    void aDigestGathersADaysNotices() throws Exception {
        assertThat(choose(HEAD, "[{kind: NEW_WORK, ways: [DIGEST]}]", "sun.wei@company.example")
                        .toString())
                .isEqualTo("[]");
        settled();
        smtp.purgeEmailFromAllMailboxes();
        for (int i = 0; i < 2; i++) {
            step(RECEPTIONIST, registered(), "routeComplaint", Map.of("department", "engineering"));
        }
        await(() -> count("channel = 'DIGEST' AND state = 'PENDING'") == 2 ? true : null);
        Instant next =
                jdbc.queryForObject("SELECT min(next_at) FROM notice_delivery WHERE channel = 'DIGEST'", Instant.class);
        assertThat(next.atZone(ZoneId.of("Asia/Shanghai")).getHour()).isEqualTo(8);
        assertThat(next).isAfter(Instant.now());
        jdbc.update("UPDATE notice_delivery SET next_at = 'epoch' WHERE channel = 'DIGEST'");
        MimeMessage mail = await(() -> smtp.getReceivedMessages().length > 0 ? smtp.getReceivedMessages()[0] : null);
        assertThat(mail.getSubject()).contains("2 条");
        await(() -> count("channel = 'DIGEST' AND state = 'SENT'") == 2 ? true : null);
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        choose(HEAD, "[]", null);
        settled();
    }

    @Test
    @Order(5)
    void aMailServerThatIsAwayIsSeenAndTriedAgain() throws Exception {
        assertThat(choose(HEAD, "[{kind: NEW_WORK, ways: [MAIL]}]", "sun.wei@company.example")
                        .toString())
                .isEqualTo("[]");
        settled();
        smtp.stop();
        step(RECEPTIONIST, registered(), "routeComplaint", Map.of("department", "engineering"));
        JsonNode waiting = await(() -> deliveries("PENDING", "attempts"));
        assertThat(waiting.get("fault").asString()).isNotBlank();
        assertThat(waiting.get("attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(waiting.get("nextAt").asString()))
                .isAfter(Instant.now().plusSeconds(10));
        // After the last attempt it is given up, until somebody says otherwise.
        jdbc.update(
                "UPDATE notice_delivery SET attempts = 7, next_at = 'epoch' WHERE state = 'PENDING' AND channel = 'MAIL'");
        await(() -> deliveries("FAILED", "fault"));
        assertThat(client.ask(RECEPTIONIST, "{ noticeDeliveries { failed nodes { id } } }", Map.of())
                        .at("/noticeDeliveries/nodes")
                        .isEmpty())
                .isTrue();
        smtp.start();
        assertThat(client.ask("admin", "mutation { retryDeliveries(channel: MAIL) }", Map.of())
                        .get("retryDeliveries")
                        .asInt())
                .isEqualTo(1);
        await(() -> smtp.getReceivedMessages().length > 0 ? true : null);
        choose(HEAD, "[]", null);
        settled();
    }

    @Test
    @Order(6)
    void aWebhookIsSignedAndTriedAgainUnderTheSameId() throws Exception {
        JsonNode registered = client.ask(
                        "admin",
                        "mutation($w: WebhookInput!) { registerWebhook(webhook: $w) { secret webhooks { name centre } userErrors { code } } }",
                        Map.of(
                                "w",
                                Map.of(
                                        "name",
                                        "看板",
                                        "address",
                                        "http://127.0.0.1:" + hook.getAddress().getPort() + "/in",
                                        "kinds",
                                        List.of("NEW_WORK"),
                                        "centre",
                                        "YH")))
                .get("registerWebhook");
        assertThat(registered.get("userErrors").toString()).isEqualTo("[]");
        String secret = registered.get("secret").asString();
        assertThat(client.ask(HEAD, "{ webhooks { name } }", Map.of())
                        .get("webhooks")
                        .isNull())
                .isTrue();
        settled();
        status = 500;
        String id = registered();
        step(RECEPTIONIST, id, "routeComplaint", Map.of("department", "engineering"));
        await(() -> POSTED.size() == 1 ? true : null);
        await(() -> count("channel = 'WEBHOOK' AND state = 'PENDING' AND fault = 'HTTP 500'") == 1 ? true : null);
        status = 204;
        jdbc.update("UPDATE notice_delivery SET next_at = 'epoch' WHERE channel = 'WEBHOOK'");
        await(() -> count("channel = 'WEBHOOK' AND state = 'SENT'") == 1 ? true : null);
        assertThat(POSTED).hasSize(2);
        assertThat(POSTED.get(1).header("Huifang-delivery"))
                .isEqualTo(POSTED.get(0).header("Huifang-delivery"));
        Posted posted = POSTED.get(1);
        String[] signature = posted.header("Huifang-signature").split("[=,]", -1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((signature[1] + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(signature[3])
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(posted.body().getBytes(StandardCharsets.UTF_8))));
        assertThat(Instant.ofEpochSecond(Long.parseLong(signature[1])))
                .isAfter(Instant.now().minusSeconds(60));
        JsonNode body = new ObjectMapper().readTree(posted.body());
        assertThat(body.at("/subject/id").asString()).isEqualTo(id);
        assertThat(body.get("occasion").asString()).isEqualTo("ROUTED");
        client.ask("admin", "mutation { removeWebhook(name: \"看板\") { changed } }", Map.of());
        settled();
    }

    /** A promise of half an hour: the queue warns of it; that it was missed, and climbs, is told. */
    @Test
    @Order(7)
    void aMissIsToldToWhoKeepsThePromiseAndClimbs() throws Exception {
        Map<String, Object> late = new HashMap<>(input());
        Map<String, Object> act = Map.of(
                "key", UUID.randomUUID().toString(),
                "at", Instant.now().minusSeconds(2700 - 6).toString(),
                "lateReason", "外出受理,回来补记");
        JsonNode payload = client.ask(
                        RECEPTIONIST,
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        Map.of("input", late, "act", act))
                .get("registerComplaint");
        String id = payload.at("/complaint/id").asString();
        JsonNode missed = await(() -> about("lin.xia", id, "PROMISE_MISSED", "JUDGE"));
        assertThat(missed.get("zh").asString()).contains("「判定」已超期").contains("期限 ");
        // Half a span after the miss it has climbed to the supervisor.
        JsonNode climbed = await(() -> about("li.na", id, "PROMISE_ESCALATED", "JUDGE"));
        assertThat(climbed.get("kind").asString()).isEqualTo("ESCALATED");
        for (JsonNode notice : notices("lin.xia").get("nodes")) {
            assertThat(notice.get("occasion").asString()).isNotEqualTo("PROMISE_WARNED");
        }
    }

    /** Whoever set it up is told too: nobody does it. */
    @Test
    @Order(8)
    void aForumThatNobodyWatchesAlarmsTheSupervisor() throws Exception {
        client.ask(
                "zhao.lei",
                "mutation { watchForum(centre: \"XS\", forum: {name: \"湖畔论坛\", address: \"https://x.example\"}) { changed } }",
                Map.of());
        await(() -> unwatched("zhao.lei") == 1 ? true : null);
        client.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { changed } }",
                Map.of(
                        "input",
                        Map.of(
                                "person",
                                "nt.watcher",
                                "name",
                                "值守",
                                "appointments",
                                List.of(Map.of("role", "FORUM_WATCHER", "centre", "XS")))));
        settled();
        assertThat(unwatched("zhao.lei")).isEqualTo(1);
        client.ask(
                "admin",
                "mutation($input: LeaveCompanyInput!) { leaveCompany(input: $input) { changed } }",
                Map.of(
                        "input",
                        Map.of("person", "nt.watcher", "leftAt", Instant.now().toString())));
        await(() -> unwatched("zhao.lei") == 2 ? true : null);
    }

    private static int unwatched(String person) throws Exception {
        int unwatched = 0;
        for (JsonNode notice : notices(person).get("nodes")) {
            if (notice.get("occasion").asString().equals("FORUM_UNWATCHED")) {
                unwatched++;
            }
        }
        return unwatched;
    }

    @Test
    @Order(9)
    void aReplayTellsNobodyAnything() throws Exception {
        settled();
        long notices = jdbc.queryForObject("SELECT count(*) FROM notice", Long.class);
        long deliveries = count("true");
        int mails = smtp.getReceivedMessages().length;
        JsonNode run =
                client.ask("admin", "mutation { replay { running } }", Map.of()).get("replay");
        while (run.get("running").asBoolean()) {
            Thread.sleep(50);
            run = client.ask("admin", "{ replay { running } }", Map.of()).get("replay");
        }
        settled();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM notice", Long.class))
                .isEqualTo(notices);
        assertThat(count("true")).isEqualTo(deliveries);
        assertThat(smtp.getReceivedMessages()).hasSize(mails);
    }

    private static Map<String, Object> input() {
        return Map.of(
                "centre", "YH",
                "channel", "PHONE",
                "occurred", Map.of("words", "上午"),
                "place", "大堂",
                "respondent", Map.of("department", "engineering"),
                "course", "大堂的灯不亮",
                "demand", "修好",
                "complainant", Map.of("capacity", "OWNER", "name", "赵某", "method", "PHONE", "contact", "13800009999"));
    }

    private static String registered() throws Exception {
        return registered(input());
    }

    private static String registered(Map<String, Object> input) throws Exception {
        return client.ask(
                        RECEPTIONIST,
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        Map.of("input", input))
                .at("/registerComplaint/complaint/id")
                .asString();
    }

    private static void step(String person, String complaint, String mutation, Map<String, ?> input) throws Exception {
        JsonNode payload = client.ask(
                        person,
                        GraphQlClient.step(mutation, true, "userErrors { code }"),
                        Map.of("complaint", complaint, "input", input))
                .get(mutation);
        assertThat(payload.get("userErrors").toString()).isEqualTo("[]");
    }

    private static JsonNode choose(String person, String ways, String mail) throws Exception {
        return client.ask(
                        person,
                        "mutation { chooseNotices(ways: %s%s) { userErrors { code } } }"
                                .formatted(ways, mail == null ? "" : ", mail: \"" + mail + "\""),
                        Map.of())
                .at("/chooseNotices/userErrors");
    }

    private static JsonNode notices(String person) throws Exception {
        return client.ask(person, NOTICES, Map.of()).get("notices");
    }

    private static JsonNode about(String person, String complaint) throws Exception {
        for (JsonNode notice : notices(person).get("nodes")) {
            if (notice.at("/subject/id").asString().equals(complaint)) {
                return notice;
            }
        }
        return null;
    }

    private static JsonNode about(String person, String complaint, String occasion, String promise) throws Exception {
        for (JsonNode notice : notices(person).get("nodes")) {
            if (notice.at("/subject/id").asString().equals(complaint)
                    && notice.get("occasion").asString().equals(occasion)
                    && notice.get("promise").asString("").equals(promise)) {
                return notice;
            }
        }
        return null;
    }

    /** The latest in that state that says something there. */
    private static JsonNode deliveries(String state, String field) throws Exception {
        JsonNode found = client.ask(
                        "admin",
                        "{ noticeDeliveries(state: %s) { pending failed nodes { id attempts fault nextAt target notice { zh } } } }"
                                .formatted(state),
                        Map.of())
                .at("/noticeDeliveries/nodes/0");
        return found.isMissingNode()
                        || found.get(field).isNull()
                        || found.get("attempts").asInt() == 0
                ? null
                : found;
    }

    private static long count(String where) {
        return jdbc.queryForObject("SELECT count(*) FROM notice_delivery WHERE " + where, Long.class);
    }

    /** Both groups of reactions have come to the end of the log. */
    private static void settled() throws Exception {
        long head = jdbc.queryForObject("SELECT position FROM event_head", Long.class);
        await(() -> jdbc
                        .queryForList(
                                "SELECT convert_from(token, 'UTF8') FROM token_entry WHERE processor_name IN ('reactions', 'notices')",
                                String.class)
                        .stream()
                        .allMatch(token -> Long.parseLong(token.replaceAll("\\D+", "")) >= head)
                ? true
                : null);
    }

    private static <T> T await(Callable<T> what) throws Exception {
        for (int i = 0; i < 300; i++) {
            T found = what.call();
            if (found != null) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("waited for half a minute");
    }
}
