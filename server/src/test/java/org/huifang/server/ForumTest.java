package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** §4.6.7 on the real server: feeds of a real HTTP server, clocks, replies with proof, complaints registered from posts. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class ForumTest {
    private static final String CENTRE = "YH";
    private static final String WATCHER = "luo.tan";
    private static final String SUPERVISOR = "li.na";
    private static final String POST = "id state complaint post { address title text author postedAt } found { by }"
            + " relay { department at } reply { text at address screenshot } promises { clock due verdict asRecorded }";
    private static final String PAYLOAD = "{ forumPost { " + POST + " } current changed userErrors { code field } }";
    /** One pixel. */
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();
    private final String name = "论坛 " + UUID.randomUUID();
    private HttpServer forum;
    private volatile int status = 200;
    private volatile String feed = "";
    private volatile String etag = "\"1\"";
    private volatile String location = "";

    @BeforeEach
    void open() throws IOException {
        forum = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forum.createContext("/", exchange -> {
            asked.add(exchange);
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.getResponseHeaders().add("Retry-After", "1800");
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().add("Location", location);
            }
            boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            byte[] body = feed.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(same ? 304 : status, same || status != 200 ? -1 : body.length);
            if (!same && status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        forum.start();
    }

    @AfterEach
    void close(RunningServer server) throws Exception {
        forum.stop(0);
        watch(server, "unwatchForum(centre: \"YH\", name: \"%s\")".formatted(name));
    }

    @Test
    void readsAFeedOnceAndAsksOnlyForWhatHasChanged(RunningServer server) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String first = unique();
        String old = unique();
        feed = feed(item(first, "电梯又停了", now.minusSeconds(600)), item(old, "去年的事", now.minus(Duration.ofDays(30))));
        watchFeed(server, "http://127.0.0.1:" + port() + "/feed");
        JsonNode post = await(() -> post(server, first));
        assertThat(post.get("state").asString()).isEqualTo("NEW");
        assertThat(post.at("/found/by").asString()).isEqualTo("system");
        assertThat(post.at("/post/title").asString()).isEqualTo("电梯又停了");
        assertThat(post.at("/promises/0/clock").asString())
                .isEqualTo(now.minusSeconds(600).toString());
        assertThat(post.at("/promises/0/due").asString())
                .isEqualTo(now.plusSeconds(6600).toString());
        assertThat(post(server, old)).as("too old to be answered in time").isNull();

        long events = server.count("SELECT count(*) FROM event WHERE name LIKE 'forum-post.%'");
        int before = asked.size();
        readAgain(server);
        assertThat(asked.get(before).getRequestHeaders().getFirst("If-None-Match"))
                .isEqualTo("\"1\"");
        // Changed, with one more; what was there is no other post.
        String second = unique();
        feed = feed(item(first, "电梯又停了(改)", now), item(second, "噪音", now.minusSeconds(60)));
        etag = "\"2\"";
        readAgain(server);
        await(() -> post(server, second));
        assertThat(server.count("SELECT count(*) FROM event WHERE name LIKE 'forum-post.%'"))
                .isEqualTo(events + 2);
        assertThat(post(server, first).at("/post/title").asString()).isEqualTo("电梯又停了");
        JsonNode reading = reading(server);
        assertThat(reading.get("failures").asInt()).isZero();
        assertThat(reading.get("lastReadAt").isNull()).isFalse();
    }

    @Test
    void backsOffFromAServerThatFailsAndSaysWhy(RunningServer server) throws Exception {
        status = 503;
        watchFeed(server, "http://127.0.0.1:" + port() + "/feed");
        JsonNode failed = await(() -> {
            JsonNode reading = reading(server);
            return reading != null && reading.get("failures").asInt() > 0 ? reading : null;
        });
        assertThat(failed.get("fault").asString()).contains("503");
        // As long as it asks for.
        assertThat(Instant.parse(failed.get("nextAt").asString()))
                .isAfter(Instant.now().plusSeconds(1700));
        feed = "<html>Please log in</html>";
        status = 200;
        readAgain(server);
        assertThat(reading(server).get("failures").asInt()).isEqualTo(2);
        assertThat(reading(server).get("fault").asString()).contains("no RSS or Atom feed");
    }

    @Test
    void reachesNothingInOnesOwnNetwork(RunningServer server) throws Exception {
        feed = feed(item(unique(), "内网", Instant.now()));
        watchFeed(server, "http://localhost:" + port() + "/feed");
        JsonNode direct = await(() -> failed(server));
        assertThat(direct.get("fault").asString()).contains("private");
        assertThat(asked).isEmpty();
        location = "http://localhost:" + port() + "/inside";
        status = 302;
        watchFeed(server, "http://127.0.0.1:" + port() + "/redirects");
        JsonNode redirected = await(() -> failed(server));
        assertThat(redirected.get("fault").asString()).contains("private");
        assertThat(asked)
                .extracting(exchange -> exchange.getRequestURI().getPath())
                .containsOnly("/redirects");
    }

    @Test
    void aRelayedPostIsRepliedToWithProofRegisteredOnceAndCounted(RunningServer server) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String address = unique();
        Map<String, Object> post = post(address, now.minus(Duration.ofMinutes(50)));
        JsonNode relayed = ask(
                server,
                "sun.wei",
                "mutation($post: ForumPostInput!, $at: DateTime) { relayForumPost(centre: \"YH\", department: \"engineering\", post: $post, relayedAt: $at) "
                        + PAYLOAD + " }",
                Map.of("post", post, "at", now.minus(Duration.ofMinutes(40)).toString()));
        assertThat(relayed.get("userErrors").toString()).isEqualTo("[]");
        String id = relayed.at("/forumPost/id").asString();
        assertThat(relayed.at("/forumPost/promises/0/due").asString())
                .isEqualTo(now.plus(Duration.ofMinutes(20)).toString());
        // Found afterwards: the relay's hour stands.
        JsonNode found = ask(
                server,
                WATCHER,
                "mutation($post: ForumPostInput!) { findForumPost(centre: \"YH\", post: $post) " + PAYLOAD + " }",
                Map.of("post", post));
        assertThat(found.at("/forumPost/id").asString()).isEqualTo(id);
        assertThat(found.get("changed").asBoolean()).isFalse();

        assertThat(reply(server, id, Map.of("text", "看到了,谢谢", "address", address + "#2"))
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("REPLY_SAYS_ACCEPTED");
        Map<String, Object> answer =
                new HashMap<>(Map.of("text", "您的投诉已受理", "address", address + "#2", "screenshot", "0".repeat(64)));
        assertThat(reply(server, id, answer).at("/userErrors/0/code").asString())
                .isEqualTo("SCREENSHOT_UPLOADED");
        String picture = upload(server, id);
        answer.put("screenshot", picture);
        JsonNode replied = reply(server, id, answer);
        assertThat(replied.get("userErrors").toString()).isEqualTo("[]");
        assertThat(replied.at("/forumPost/state").asString()).isEqualTo("REPLIED");
        assertThat(replied.at("/forumPost/promises/0/verdict").asString()).isEqualTo("MET");
        assertThat(replied.at("/forumPost/reply/screenshot").asString()).isEqualTo(picture);
        HttpResponse<byte[]> kept = http(server, "GET", id, "/" + picture, WATCHER, new byte[0]);
        assertThat(kept.body()).isEqualTo(PICTURE);
        assertThat(seen(server, "he.pin", id)).isTrue();
        assertThat(http(server, "GET", id, "/" + picture, "he.pin", new byte[0]).statusCode())
                .as("sealed for whom the texts are")
                .isEqualTo(404);

        String register =
                "mutation($post: ID!, $input: RegisterComplaintInput!, $act: ActInput) { registerFromForumPost(post: $post, input: $input, act: $act)"
                        + " { complaint { id reception { channel arrivedAt } } repeated userErrors { code } } }";
        Map<String, Object> variables = Map.of("post", id, "input", complaint(), "act", Map.of("key", "forum-" + id));
        JsonNode registered = ask(server, WATCHER, register, variables);
        assertThat(registered.get("userErrors").toString()).isEqualTo("[]");
        assertThat(registered.at("/complaint/reception/channel").asString()).isEqualTo("FORUM");
        assertThat(registered.at("/complaint/reception/arrivedAt").asString()).isEqualTo(post.get("postedAt"));
        assertThat(ask(server, WATCHER, register, variables).get("repeated").asBoolean())
                .isTrue();
        assertThat(ask(server, "wang.fang", register, Map.of("post", id, "input", complaint()))
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("POST_NOT_REGISTERED_YET");
        JsonNode done = post(server, address);
        assertThat(done.get("state").asString()).isEqualTo("DONE");
        assertThat(done.get("complaint").asString())
                .isEqualTo(registered.at("/complaint/id").asString());

        JsonNode atOnce = ask(
                server,
                "sun.wei",
                "mutation($post: ForumPostInput!) { relayForumPost(centre: \"YH\", department: \"engineering\", post: $post) "
                        + PAYLOAD + " }",
                Map.of("post", post(unique(), Instant.now())));
        assertThat(atOnce.get("userErrors").toString())
                .as("posted and relayed just now")
                .isEqualTo("[]");

        // Whose department relayed it sees it; another's does not, nor another centre's people.
        assertThat(seen(server, "sun.wei", id)).isTrue();
        assertThat(seen(server, "chen.jing", id)).isFalse();
        assertThat(server.count(
                        "SELECT count(*) FROM event WHERE position(convert_to('有人高空抛物', 'UTF8') IN payload) > 0"))
                .as("what owners write is sealed")
                .isZero();
        List<Map<String, Object>> live = tables(server);
        replay(server);
        assertThat(tables(server)).isEqualTo(live);
    }

    /** Its complaint has one id, however often it is tried: whose key it gets is said by the attempt that succeeds. */
    @Test
    void anAttemptThatIsRefusedDecidesNothingOfTheOwner(RunningServer server) throws Exception {
        String owner = server.ask(
                        "wang.fang",
                        "mutation { registerOwner(input: {centre: \"YH\", capacity: OWNER, name: \"论坛业主\", rooms: [\"8-1-0808\"], phones: [\"13900330808\"]}) { id } }",
                        Map.of())
                .at("/registerOwner/id")
                .asString();
        Map<String, Object> nobody = Map.of("capacity", "OWNER", "method", "FORUM_THREAD", "contact", "论坛");
        Map<String, Object> somebody = new HashMap<>(nobody);
        somebody.put("owner", owner);
        long shared = sharedWith(server, owner);

        String one = posted(server);
        assertThat(registered(server, one, nobody, "")).isEqualTo("PLACE_AND_DEMAND_STATED");
        assertThat(registered(server, one, somebody, "三栋")).isEmpty();
        assertThat(sharedWith(server, owner)).isEqualTo(shared + 1);

        String other = posted(server);
        assertThat(registered(server, other, somebody, "")).isEqualTo("PLACE_AND_DEMAND_STATED");
        assertThat(registered(server, other, nobody, "三栋")).isEmpty();
        assertThat(sharedWith(server, owner)).isEqualTo(shared + 1);
    }

    private static long sharedWith(RunningServer server, String owner) {
        return server.count(
                "SELECT count(*) FROM personal_key_of_owner o JOIN personal_key_of_complaint c USING (key_id) WHERE o.owner = ?::uuid",
                owner);
    }

    private String posted(RunningServer server) throws Exception {
        return ask(
                        server,
                        WATCHER,
                        "mutation($post: ForumPostInput!) { findForumPost(centre: \"YH\", post: $post) " + PAYLOAD
                                + " }",
                        Map.of("post", post(unique(), Instant.now())))
                .at("/forumPost/id")
                .asString();
    }

    /** Late; answered by what was refused first. */
    private static String registered(RunningServer server, String post, Map<String, Object> complainant, String place)
            throws Exception {
        Map<String, Object> input = new HashMap<>(complaint());
        input.put("complainant", complainant);
        input.put("place", place);
        return ask(
                        server,
                        WATCHER,
                        "mutation($post: ID!, $input: RegisterComplaintInput!) { registerFromForumPost(post: $post, input: $input, act: {lateReason: \"网络不通\"}) { complaint { id } userErrors { code } } }",
                        Map.of("post", post, "input", input))
                .at("/userErrors/0/code")
                .asString();
    }

    /** The clock's row is set by the event; it wakes the post when the reply falls due, and the miss is said once. */
    @Test
    void aReplyThatFallsDueIsMissed(RunningServer server) throws Exception {
        Instant postedAt = Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .minus(Duration.ofHours(2))
                .plusSeconds(3);
        String address = unique();
        JsonNode found = ask(
                server,
                WATCHER,
                "mutation($post: ForumPostInput!) { findForumPost(centre: \"YH\", post: $post) " + PAYLOAD + " }",
                Map.of("post", post(address, postedAt)));
        assertThat(found.at("/forumPost/promises/0/verdict").asString()).isEqualTo("OPEN");
        await(() -> {
            JsonNode post = post(server, address);
            return post.at("/promises/0/verdict").asString().equals("MISSED") ? post : null;
        });
        String id = found.at("/forumPost/id").asString();
        JsonNode judged = ask(
                server,
                WATCHER,
                "mutation($post: ID!) { judgeNoComplaint(post: $post, reason: \"咨询\") " + PAYLOAD + " }",
                Map.of("post", id));
        assertThat(judged.at("/forumPost/state").asString()).isEqualTo("NO_COMPLAINT");
        assertThat(judged.at("/forumPost/promises/0/verdict").asString()).isEqualTo("MISSED");
        assertThat(ask(
                                server,
                                SUPERVISOR,
                                "mutation($post: ID!) { reconsiderForumPost(post: $post, reason: \"是投诉\") " + PAYLOAD
                                        + " }",
                                Map.of("post", id))
                        .at("/forumPost/state")
                        .asString())
                .isEqualTo("NEW");
    }

    @Test
    void badInputChangesNothing(RunningServer server) throws Exception {
        long events = server.eventsOfPeople();
        for (String address :
                List.of("forum.example/t/1", "ftp://forum.example/", "http://u:p@forum.example/", "x".repeat(3000))) {
            assertThat(ask(
                                    server,
                                    WATCHER,
                                    "mutation($post: ForumPostInput!) { findForumPost(centre: \"YH\", post: $post) "
                                            + PAYLOAD + " }",
                                    Map.of("post", post(address, Instant.now())))
                            .at("/userErrors/0/code")
                            .asString())
                    .isEqualTo("ADDRESS_IN_RANGE");
        }
        Map<String, Object> tooLong = new HashMap<>(post(unique(), Instant.now()));
        tooLong.put("text", "长".repeat(5001));
        assertThat(ask(
                                server,
                                WATCHER,
                                "mutation($post: ForumPostInput!) { findForumPost(centre: \"YH\", post: $post) "
                                        + PAYLOAD + " }",
                                Map.of("post", tooLong))
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("TEXT_TOO_LONG");
        assertThat(reply(server, "forum-post " + UUID.randomUUID(), Map.of("text", "已受理", "address", unique()))
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("FORUM_POST_KNOWN");
        assertThat(watch(
                                server,
                                "watchForum(centre: \"NOWHERE\", forum: {name: \"x\", address: \"https://x.example\"})")
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("CENTRE_KNOWN");
        assertThat(ask(
                                server,
                                WATCHER,
                                "mutation { watchForum(centre: \"YH\", forum: {name: \"x\", address: \"https://x.example\"}) { userErrors { code } } }",
                                Map.of())
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("ROLE_NOT_ALLOWED");
        assertThat(server.eventsOfPeople()).isEqualTo(events);
    }

    /** A forum, and nobody to watch it, is an alarm. */
    @Test
    void aForumThatNobodyWatchesIsSeen(RunningServer server) throws Exception {
        String other = "XS";
        JsonNode watched = ask(
                server,
                "admin",
                "mutation { watchForum(centre: \"XS\", forum: {name: \"湖畔论坛\", address: \"https://x.example\"}) { forumWatch { unwatched watchers forums { name } } userErrors { code } } }",
                Map.of());
        assertThat(watched.at("/forumWatch/unwatched").asBoolean()).isTrue();
        assertThat(ask(server, WATCHER, "{ forumWatch(centre: \"" + CENTRE + "\") { unwatched watchers } }", Map.of())
                        .get("watchers")
                        .toString())
                .isEqualTo("[\"luo.tan\"]");
        ask(
                server,
                "admin",
                "mutation { unwatchForum(centre: \"" + other + "\", name: \"湖畔论坛\") { changed } }",
                Map.of());
    }

    private String unique() {
        return "https://forum.example/t/" + UUID.randomUUID();
    }

    private int port() {
        return forum.getAddress().getPort();
    }

    private static String item(String address, String title, Instant at) {
        return "{\"id\":\"%1$s\",\"url\":\"%1$s\",\"title\":\"%2$s\",\"content_text\":\"%2$s\",\"date_published\":\"%3$s\"}"
                .formatted(address, title, at);
    }

    private static String feed(String... items) {
        return "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[" + String.join(",", items) + "]}";
    }

    private static Map<String, Object> post(String address, Instant at) {
        return Map.of("address", address, "author", "匿名", "text", "有人高空抛物", "postedAt", at.toString());
    }

    private static Map<String, Object> complaint() {
        return Map.of(
                "centre",
                CENTRE,
                "channel",
                "FORUM",
                "occurred",
                Map.of("words", "昨晚"),
                "place",
                "三栋",
                "respondent",
                Map.of("department", "security"),
                "course",
                "高空抛物",
                "demand",
                "查明",
                "complainant",
                Map.of("capacity", "OWNER", "method", "FORUM_THREAD", "contact", "论坛"));
    }

    private void watchFeed(RunningServer server, String address) throws Exception {
        assertThat(watch(
                                server,
                                "watchForum(centre: \"YH\", forum: {name: \"%s\", address: \"https://forum.example\", feed: \"%s\"})"
                                        .formatted(name, address))
                        .get("userErrors")
                        .toString())
                .isEqualTo("[]");
    }

    private static JsonNode watch(RunningServer server, String mutation) throws Exception {
        return ask(server, "admin", "mutation { " + mutation + " { userErrors { code } } }", Map.of());
    }

    /** The reading is due now, and has been done when this returns. */
    private void readAgain(RunningServer server) throws Exception {
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        jdbc.update("UPDATE forum_feed SET next_at = 'epoch' WHERE name = ?", name);
        await(() -> server.count("SELECT count(*) FROM forum_feed WHERE name = ? AND next_at > 'epoch'", name) > 0
                ? true
                : null);
    }

    private JsonNode reading(RunningServer server) throws Exception {
        for (JsonNode one : ask(
                        server,
                        SUPERVISOR,
                        "{ forumWatch(centre: \"YH\") { forums { name reading { lastReadAt nextAt failures fault } } } }",
                        Map.of())
                .get("forums")) {
            if (one.get("name").asString().equals(name) && !one.get("reading").isNull()) {
                return one.get("reading");
            }
        }
        return null;
    }

    private JsonNode failed(RunningServer server) throws Exception {
        JsonNode reading = reading(server);
        return reading != null && reading.get("failures").asInt() > 0 ? reading : null;
    }

    private static JsonNode post(RunningServer server, String address) throws Exception {
        for (JsonNode post : ask(
                        server,
                        WATCHER,
                        "{ forumPosts(centre: \"YH\", order: NEWEST, first: 100) { nodes { " + POST + " } } }",
                        Map.of())
                .get("nodes")) {
            if (post.at("/post/address").asString().equals(address)) {
                return post;
            }
        }
        return null;
    }

    private static boolean seen(RunningServer server, String person, String id) throws Exception {
        return !server.ask(person, "query($id: ID!) { forumPost(id: $id) { state } }", Map.of("id", id))
                .get("forumPost")
                .isNull();
    }

    private static JsonNode reply(RunningServer server, String id, Map<String, Object> reply) throws Exception {
        return ask(
                server,
                WATCHER,
                "mutation($post: ID!, $reply: ForumReplyInput!) { replyOnForum(post: $post, reply: $reply) " + PAYLOAD
                        + " }",
                Map.of("post", id, "reply", reply));
    }

    private static String upload(RunningServer server, String id) throws Exception {
        assertThat(http(server, "POST", id, "", "sun.wei", PICTURE).statusCode())
                .isEqualTo(403);
        HttpResponse<byte[]> uploaded = http(server, "POST", id, "", WATCHER, PICTURE);
        assertThat(uploaded.statusCode()).isEqualTo(200);
        String body = new String(uploaded.body(), StandardCharsets.UTF_8);
        return body.replaceFirst(".*\"sha256\":\"([0-9a-f]{64})\".*", "$1");
    }

    private static HttpResponse<byte[]> http(
            RunningServer server, String method, String id, String path, String person, byte[] body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/forum-posts/"
                                        + id.substring(id.length() - 36) + "/evidence" + path))
                                .header(
                                        "Authorization",
                                        "Bearer " + server.tokens().issue(person))
                                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void replay(RunningServer server) throws Exception {
        JsonNode run = ask(server, "admin", "mutation { replay { running fault } }", Map.of());
        while (run.get("running").asBoolean()) {
            Thread.sleep(50);
            run = ask(server, "admin", "{ replay { running fault } }", Map.of());
        }
        assertThat(run.get("fault").isNull()).isTrue();
    }

    private static List<Map<String, Object>> tables(RunningServer server) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String table : List.of(
                "forum_post ORDER BY id",
                "forum_watch ORDER BY id",
                "statistic_post ORDER BY post, n, from_position")) {
            rows.addAll(server.bean(JdbcTemplate.class)
                    .queryForList("SELECT t::text AS row FROM " + table.replaceFirst(" ", " t ")));
        }
        return rows;
    }

    /** The only root field's answer. */
    private static JsonNode ask(RunningServer server, String person, String document, Map<String, ?> variables)
            throws Exception {
        return server.ask(person, document, variables).iterator().next();
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
