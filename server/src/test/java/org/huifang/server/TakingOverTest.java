package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.huifang.command.store.LogSource;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Two processes of each role over a real Axon Server: one after the other is killed, and Axon Server goes away and comes back. */
@Tag("server")
@ExtendWith(RunningServer.Away.class)
class TakingOverTest {
    private static final int CLIENTS = 6;
    /** The connection is broken, and known to be; six clients ask at the same time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
    private Relay axonServer;
    private String database;
    private JdbcTemplate jdbc;

    @BeforeEach
    void start() throws Exception {
        String address = AxonServerUnderTest.address().orElse(null);
        Assumptions.assumeTrue(address != null, AxonServerUnderTest.HOW);
        EmbeddedPostgres postgres = Installation.postgres();
        opened.push(postgres);
        database = postgres.getJdbcUrl("postgres", "postgres");
        jdbc = Crowd.tables(database);
        axonServer = new Relay(AxonServerUnderTest.socketAddress(address));
        opened.push(axonServer);
        Installation.keys(folder);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void whoeverDiesAnotherTakesOver() throws Exception {
        ServerProcess firstToDecide = process(ProcessRole.COMMAND, "command-1");
        process(ProcessRole.COMMAND, "command-2");
        ServerProcess firstToAnswer = process(ProcessRole.QUERY, "query-1");
        process(ProcessRole.QUERY, "query-2");
        ServerProcess firstDoor = process(ProcessRole.API, "api-1");
        Relay ofDoor = new Relay(
                AxonServerUnderTest.socketAddress(AxonServerUnderTest.address().orElseThrow()));
        opened.push(ofDoor);
        ServerProcess door = process(ProcessRole.API, "api-2", ofDoor);
        LocalTokens.Issuer tokens =
                LocalTokens.demo(DataFolder.existing(folder.resolve("api-2"), folder.resolve("keys")));
        new DemoPlayer(door.address(), DataFolder.existing(folder.resolve("api-2"), folder.resolve("keys"))).organise();
        GraphQlClient client = new GraphQlClient(door.address(), tokens);
        LinkedBlockingQueue<JsonNode> heard = LifeTest.sse(
                door.address(),
                tokens.issue("wang.fang"),
                "subscription { queueChanged(centre: \"YH\") { complaint state } }");
        toldWhenItIsBack(ofDoor, heard, new GraphQlClient(firstDoor.address(), tokens));
        Crowd crowd = new Crowd(CLIENTS, new GraphQlClient(List.of(firstDoor.address(), door.address()), tokens));
        TimeUnit.SECONDS.sleep(5);

        List<String> owed = new ArrayList<>();
        for (ServerProcess victim : List.of(firstToDecide, firstToAnswer, firstDoor)) {
            victim.process().destroyForcibly().waitFor();
            Instant died = Instant.now();
            Crowd.await("a registration is shown", died, () -> Crowd.shown(client));
            Instant due = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
            String complaint = Crowd.owed(client, due);
            owed.add(complaint);
            Crowd.await("its promises are observed", due, () -> Crowd.missed(client, complaint));
        }
        heard.clear();
        Crowd.await("news comes again", Instant.now(), () -> {
            Crowd.shown(client);
            return heard.poll(1, TimeUnit.SECONDS) != null;
        });

        axonServer.cut();
        ofDoor.cut();
        refusesAtOnce(
                door,
                tokens,
                Map.of(
                        "query",
                        GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                        "variables",
                        ServerTest.variables("YH", UUID.randomUUID().toString())));
        refusesAtOnce(door, tokens, Map.of("query", "{ complaint(id: \"" + owed.get(0) + "\") { state } }"));
        TimeUnit.SECONDS.sleep(5);
        axonServer.lay();
        ofDoor.lay();
        Instant back = Instant.now();
        Crowd.await("a registration is shown", back, () -> Crowd.shown(client));
        heard.clear();
        Crowd.await("news comes again, once commands are carried out", Instant.now(), () -> {
            Crowd.shown(client);
            return heard.poll(1, TimeUnit.SECONDS) != null;
        });

        crowd.goHome(jdbc, owed);
    }

    /** What changes while the way of one door is cut, and others go on. */
    private static void toldWhenItIsBack(Relay way, LinkedBlockingQueue<JsonNode> heard, GraphQlClient elsewhere)
            throws Exception {
        Instant begun = Instant.now();
        Crowd.await("the subscription is there", begun, () -> {
            Crowd.shown(elsewhere);
            return heard.poll(1, TimeUnit.SECONDS) != null;
        });
        way.cut();
        TimeUnit.SECONDS.sleep(2);
        heard.clear();
        String missed = Crowd.owed(elsewhere, Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS));
        way.lay();
        Instant back = Instant.now();
        Crowd.await("what was missed is told", back, () -> {
            JsonNode news = heard.poll(1, TimeUnit.SECONDS);
            return news != null && news.toString().contains(missed);
        });
    }

    private static void refusesAtOnce(ServerProcess door, LocalTokens.Issuer tokens, Map<String, ?> asked)
            throws Exception {
        HttpResponse<String> refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(door.address() + "/graphql"))
                                .timeout(AT_ONCE)
                                .header("Authorization", "Bearer " + tokens.issue("wang.fang"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(asked)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("TRY_AGAIN");
    }

    private ServerProcess process(ProcessRole role, String name) throws Exception {
        return process(role, name, axonServer);
    }

    private ServerProcess process(ProcessRole role, String name, Relay way) throws Exception {
        ServerProcess process = ServerProcess.start(folder, role, name, database, way.address(), LogSource.POSTGRESQL);
        opened.push(process);
        return process;
    }
}
