package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.huifang.server.SessionTest.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What is asked over a socket is asked by somebody who may still ask, and from a page of this server. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class SocketTest {
    private static final String ME = "{ me { id } }";
    private static final String NEWS = "subscription { queueChanged { complaint } }";

    /** One that was let in. */
    private static final class Socket implements AutoCloseable, WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        /** @param headers name and value, one after the other */
        Socket(RunningServer server, String payload, String... headers) throws Exception {
            WebSocket.Builder builder =
                    HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("graphql-transport-ws");
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            socket = builder.buildAsync(URI.create(server.address().replace("http", "ws") + "/graphql"), this)
                    .get(10, TimeUnit.SECONDS);
            send("{\"type\":\"connection_init\",\"payload\":" + payload + "}");
            assertThat(next().get("type").asString()).isEqualTo("connection_ack");
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        void ask(String id, String query) {
            send("{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"%s\"}}".formatted(id, query));
        }

        /** The answer to a question, and that it is complete. */
        String answer(String id, String query) throws Exception {
            ask(id, query);
            String answer = next().toString();
            assertThat(next().get("type").asString()).isEqualTo("complete");
            return answer;
        }

        JsonNode next() throws Exception {
            JsonNode message = heard.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("something is said").isNotNull();
            return message;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new ObjectMapper().readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    @Test
    void whoHasSignedOutAsksNoMoreAndIsToldNoMore(RunningServer server) throws Exception {
        SessionTest.appoint(server, "temp.socket");
        SessionTest.open(server, "temp.socket");
        Browser browser = new Browser(server);
        browser.signIn("temp.socket", SessionTest.PASSWORD);
        String cookie = "HUIFANG=" + browser.cookie("HUIFANG").getValue();
        try (Socket socket = new Socket(server, "{}", "Cookie", cookie, "Origin", server.address())) {
            assertThat(socket.answer("1", ME)).contains("\"temp.socket\"");
            socket.ask("2", NEWS);
            browser.send("DELETE", "/session", "");
            assertThat(socket.answer("3", ME)).contains("SIGNED_OUT").doesNotContain("temp.socket");
            JsonNode end = socket.next();
            assertThat(end.get("type").asString()).isEqualTo("complete");
            assertThat(end.get("id").asString()).isEqualTo("2");
        }
    }

    @Test
    void aTokenThatWasTakenBackAsksNoMore(RunningServer server) throws Exception {
        SessionTest.appoint(server, "temp.program");
        JsonNode made = server.ask(
                        "temp.program",
                        "mutation($until: DateTime!) { makeAccessToken(name: \"t\", scope: WRITE, until: $until) { token } }",
                        Map.of("until", Instant.now().plusSeconds(3_600).toString()))
                .get("makeAccessToken");
        String bearer = "Bearer " + made.get("token").asString();
        try (Socket socket = new Socket(server, "{}", "Authorization", bearer)) {
            assertThat(socket.answer("1", ME)).contains("\"temp.program\"");
            String id = server.ask("temp.program", "{ accessTokens { id } }", Map.of())
                    .at("/accessTokens/0/id")
                    .asString();
            server.ask(
                    "temp.program", "mutation($id: ID!) { revokeAccessToken(id: $id) { revoked } }", Map.of("id", id));
            assertThat(socket.answer("2", ME)).contains("SIGNED_OUT");
        }
    }

    @Test
    void nobodyAsksByASocket(RunningServer server) throws Exception {
        try (Socket socket = new Socket(server, "{}")) {
            assertThat(socket.answer("1", "{ __typename }")).contains("SIGNED_OUT");
        }
    }

    @Test
    void aPageOfAnotherOriginOpensNone(RunningServer server) {
        assertThatThrownBy(() -> new Socket(server, "{}", "Origin", "http://127.0.0.1:1"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void onePersonListensToSoMuchAndNoMore(RunningServer server) throws Exception {
        SessionTest.appoint(server, "temp.many");
        String payload = "{\"Authorization\":\"Bearer " + server.tokens().issue("temp.many") + "\"}";
        try (Socket socket = new Socket(server, payload)) {
            for (int i = 0; i < 50; i++) {
                socket.ask("news" + i, NEWS);
            }
            socket.ask("more", NEWS);
            assertThat(socket.next().toString()).contains("\"more\"", "SUBSCRIPTIONS_AT_MOST");
            socket.send("{\"id\":\"news1\",\"type\":\"complete\"}");
            socket.ask("again", NEWS);
            socket.ask("still", NEWS);
            assertThat(socket.next().toString()).contains("\"still\"", "SUBSCRIPTIONS_AT_MOST");
        }
    }
}
