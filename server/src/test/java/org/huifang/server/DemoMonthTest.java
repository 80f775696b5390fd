package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The demo month from its first complaint to its published report, as the README's first command plays it; twice. */
@Tag("server")
class DemoMonthTest {
    @TempDir
    Path folder;

    @Test
    void isClosedReportedPublishedAndTrainedOnce() throws Exception {
        try (HuifangServer server =
                HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null))) {
            GraphQlClient client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
            JdbcTemplate jdbc = server.context().getBean(JdbcTemplate.class);
            play(server);
            Long events = jdbc.queryForObject("SELECT count(*) FROM event", Long.class);
            assertThat(play(server)).contains("/reports/YH/");
            assertThat(jdbc.queryForObject("SELECT count(*) FROM event", Long.class))
                    .as("played again")
                    .isEqualTo(events);

            String month = YearMonth.now(ZoneId.of("Asia/Shanghai")).toString();
            JsonNode played = client.ask(
                    "liu.gang",
                    "{ monthEnd(centre: \"YH\", month: \"%s\") { state handover { records owed } publicReport asKnownThen { figures { flow { received closed } promises { promise met missed } } } } forumPosts(centre: \"YH\", order: NEWEST) { nodes { state reply { text } } } }"
                            .formatted(month),
                    Map.of());
            assertThat(played.at("/forumPosts/nodes"))
                    .extracting(post -> post.get("state").asString())
                    .containsExactly("NEW", "REPLIED", "NO_COMPLAINT", "DONE");
            JsonNode closed = played.get("monthEnd");
            assertThat(closed.at("/asKnownThen/figures/promises").toString())
                    .contains("{\"promise\":\"REPLY_ON_FORUM\",\"met\":2,\"missed\":0}");
            assertThat(closed.get("state").asString()).isEqualTo("APPROVED");
            assertThat(closed.at("/handover/records").asInt()).isGreaterThan(20);
            String page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.address()
                                            + closed.get("publicReport").asString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(page).contains("电梯停运与警铃无人应答");
            JsonNode learnt = client.ask(
                    "he.pin",
                    "{ libraryCases(filter: {state: PUBLISHED}) { count } trainings { state people { person passed } } }",
                    Map.of());
            assertThat(learnt.at("/libraryCases/count").asInt()).isEqualTo(3);
            assertThat(learnt.at("/trainings/0/people"))
                    .filteredOn(person -> person.get("passed").asBoolean())
                    .hasSize(1);
            listsShowWhatTheirReaderMaySee(server);
        }
    }

    /** Each list has its rows for who may, none for who may not, and words where the code has constants. */
    private static void listsShowWhatTheirReaderMaySee(HuifangServer server) throws Exception {
        Map<String, List<String>> readers = Map.of(
                "queue", List.of("li.na", "xu.xue"),
                "return-visits-owed", List.of("liu.gang", "xu.xue"),
                "promises", List.of("liu.gang", "xu.xue"),
                "forum-posts", List.of("liu.gang", "xu.xue"),
                "library-cases", List.of("xu.xue", "system"),
                "trainings", List.of("he.pin", "system"),
                "owners", List.of("wang.fang", "liu.gang"),
                "people", List.of("admin", "system"));
        new GraphQlClient(server.address(), LocalTokens.demo(server.folder()))
                .ask(
                        "wang.fang",
                        "mutation { registerOwner(input: {centre: \"YH\", capacity: OWNER, name: \"林秀英\", rooms: [\"3-2-1101\"], phones: [\"13800002101\"]}) { userErrors { code } } }",
                        Map.of());
        for (var list : readers.entrySet()) {
            List<String> seen = list(server, list.getValue().get(0), list.getKey());
            assertThat(seen).as(list.getKey()).hasSizeGreaterThan(1);
            assertThat(seen.stream().flatMap(row -> Arrays.stream(row.split(",", -1))))
                    .as(list.getKey())
                    .noneMatch(cell -> cell.matches("[A-Z]+(_[A-Z]+)+|[A-Z]{3,}"));
            assertThat(list(server, list.getValue().get(1), list.getKey()))
                    .as(list.getKey() + " " + list.getValue().get(1))
                    .hasSizeLessThan(2);
        }
        assertThat(list(server, "wang.fang", "owners").get(1)).contains("林秀英", "3-2-1101", "13800002101");
        assertThat(server.context()
                        .getBean(JdbcTemplate.class)
                        .queryForObject(
                                "SELECT count(*) FROM personal_look l JOIN personal_key_of_owner o USING (key_id) WHERE l.person = 'wang.fang'",
                                Long.class))
                .isEqualTo(2);
    }

    private static List<String> list(HuifangServer server, String person, String list) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/documents/" + list + ".csv"))
                                .header(
                                        "Authorization",
                                        "Bearer "
                                                + LocalTokens.demo(server.folder())
                                                        .issue(person))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body().lines().toList() : List.of();
    }

    private static String play(HuifangServer server) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        DemoPlayer player = new DemoPlayer(server.address(), server.folder());
        assertThat(player.play(out).failed()).isZero();
        player.watchForum(out);
        player.closeMonth(out);
        return told.toString(StandardCharsets.UTF_8);
    }
}
