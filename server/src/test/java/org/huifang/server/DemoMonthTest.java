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
        }
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
