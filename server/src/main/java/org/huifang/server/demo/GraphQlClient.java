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
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
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
        this.endpoints =
                servers.stream().map(server -> URI.create(server + "/graphql")).toList();
        this.tokens = tokens;
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
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + issued.computeIfAbsent(person, tokens::issue))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        json.writeValueAsBytes(Map.of("query", document, "variables", variables))))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
        }
        JsonNode answer = json.readTree(response.body());
        if (answer.has("errors")) {
            throw new IOException(answer.get("errors").toString());
        }
        return answer.get("data");
    }
}
