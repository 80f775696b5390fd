package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no account is answered at a pace; who works is not held up by it. */
@Tag("server")
class PaceTest {
    @TempDir
    Path folder;

    @Test
    void strangersAreSlowedDownAndStaffAreNot() throws Exception {
        System.setProperty("huifang.public.requests-per-minute", "5");
        try (HuifangServer server =
                HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null))) {
            for (int i = 0; i < 5; i++) {
                assertThat(byReceipt(server).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> refused = byReceipt(server);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("TOO_MANY_REQUESTS");
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(signIn(server, "/session").statusCode()).isEqualTo(429);
            assertThat(signIn(server, "/%73ession").statusCode())
                    .as("however it is spelt")
                    .isEqualTo(429);
            GraphQlClient client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
            for (int i = 0; i < 20; i++) {
                assertThat(client.ask("admin", "{ me { id } }", Map.of())
                                .at("/me/id")
                                .asString())
                        .isEqualTo("admin");
            }
        } finally {
            System.clearProperty("huifang.public.requests-per-minute");
        }
    }

    private static HttpResponse<String> signIn(HuifangServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> byReceipt(HuifangServer server) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                                .header("Authorization", "Receipt guessed")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ receipt { state } }\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
