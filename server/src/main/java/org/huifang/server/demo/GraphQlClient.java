package org.huifang.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.huifang.server.LocalTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Talks GraphQL over HTTP to a server in demo mode, as any of its people. */
public final class GraphQlClient {
    /** For an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    /** For a connection. */
    public static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);

    private final Http http;
    private final ObjectMapper json = new ObjectMapper();
    private final List<URI> endpoints;
    private final AtomicInteger turn = new AtomicInteger();
    private final LocalTokens.Issuer tokens;
    private final Map<String, String> issued = new ConcurrentHashMap<>();

    public GraphQlClient(String server, LocalTokens.Issuer tokens) {
        this(List.of(server), tokens);
    }

    /** @param servers of one installation, who are asked by turns */
    public GraphQlClient(List<String> servers, LocalTokens.Issuer tokens) {
        this(servers, tokens, overJdk());
    }

    public GraphQlClient(List<String> servers, LocalTokens.Issuer tokens, Http http) {
        this.http = http;
        this.endpoints =
                servers.stream().map(server -> URI.create(server + "/graphql")).toList();
        this.tokens = tokens;
    }

    /** Posts JSON as the bearer of a token, and gives the answer. */
    @FunctionalInterface
    public interface Http {
        Answer post(URI endpoint, String token, byte[] json) throws IOException, InterruptedException;
    }

    /** @param status 200 where the body is GraphQL's */
    public record Answer(int status, String body) {}

    private static Http overJdk() {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(PATIENCE_TO_CONNECT).build();
        return (endpoint, token, json) -> {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        };
    }

    /** The document of one step: {@code $input}, {@code $act} and, where it has one already, {@code $complaint}. */
    public static String step(String mutation, boolean ofComplaint, String answer) {
        String input = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input!";
        return ofComplaint
                ? "mutation($complaint: ID!, $input: %s, $act: ActInput) { %s(complaint: $complaint, input: $input, act: $act) { %s } }"
                        .formatted(input, mutation, answer)
                : "mutation($input: %s, $act: ActInput) { %s(input: $input, act: $act) { %s } }"
                        .formatted(input, mutation, answer);
    }

    /**
     * The {@code data} of the answer.
     *
     * @throws IOException when the server is not reached, or answers by errors
     */
    public JsonNode ask(String person, String document, Map<String, ?> variables)
            throws IOException, InterruptedException {
        URI endpoint = endpoints.get(Math.floorMod(turn.getAndIncrement(), endpoints.size()));
        Answer response = http.post(
                endpoint,
                issued.computeIfAbsent(person, tokens::issue),
                json.writeValueAsBytes(Map.of("query", document, "variables", variables)));
        if (response.status() != 200) {
            throw new IOException("HTTP " + response.status() + ": " + response.body());
        }
        JsonNode answer = json.readTree(response.body());
        if (answer.has("errors")) {
            throw new IOException(answer.get("errors").toString());
        }
        return answer.get("data");
    }
}
