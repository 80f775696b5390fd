package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.huifang.kernel.account.AccessTokens;
import org.huifang.kernel.account.AccessTokens.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a Prometheus is told, and who may ask. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class MetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Every series has it. */
    private static final Pattern ROLE = Pattern.compile(",role=\"\\w+\"|role=\"\\w+\",|\\{role=\"\\w+\"\\}");

    @Test
    void strangersAndStaffAreRefused(RunningServer server) throws Exception {
        assertThat(scrape(server, null).statusCode()).isEqualTo(401);
        assertThat(scrape(server, "Bearer hf_guessed").statusCode()).isEqualTo(401);
        assertThat(scrape(server, "Receipt guessed").statusCode()).isEqualTo(401);
        assertThat(scrape(server, "Bearer " + server.tokens().issue("wang.fang"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(scrape(server, "Bearer " + token(server, "wang.fang")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenOfAnAdministratorThatOnlyReadsIsEnough(RunningServer server) throws Exception {
        HttpResponse<String> response = scrape(server, "Bearer " + token(server, "admin"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body())
                .contains("# HELP huifang_log_events Events in the log")
                .contains("huifang_log_events{role=\"")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void countsCommandsByOutcomeAndFollowersCatchUp(RunningServer server) throws Exception {
        Map<String, Double> before = figures(server);
        assertThat(server.register("wang.fang", Registrations.input())
                        .get("userErrors")
                        .isEmpty())
                .isTrue();
        Map<String, Object> foreign = new HashMap<>(Registrations.input());
        foreign.put("centre", "LH");
        assertThat(server.register("wang.fang", foreign).get("userErrors").isEmpty())
                .isFalse();
        Map<String, Double> after = figures(server);
        for (String outcome : new String[] {"done", "refused"}) {
            String series = "huifang_commands_seconds_count{name=\"RegisterComplaint\",outcome=\"" + outcome + "\"}";
            assertThat(after.getOrDefault(series, 0.0) - before.getOrDefault(series, 0.0))
                    .as(series)
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(after)
                .containsKeys(
                        "huifang_commits_seconds_count",
                        "huifang_commit_events_sum",
                        "huifang_view_lag_seconds_bucket{le=\"0.25\"}",
                        "huifang_queries_seconds_count{name=\"AwaitComplaint\",outcome=\"done\"}",
                        "huifang_subscriptions_open",
                        "huifang_requests_busy_total",
                        "huifang_clocks_overdue",
                        "huifang_clocks_overdue_age_seconds",
                        "huifang_dead_letters");
        for (String follower : new String[] {"read-tables", "reactions", "notices"}) {
            awaitZero(server, "huifang_follower_lag_events{follower=\"" + follower + "\"}");
        }
    }

    private static void awaitZero(RunningServer server, String series) throws Exception {
        Instant until = Instant.now().plus(PATIENCE);
        double value;
        do {
            value = figures(server).getOrDefault(series, Double.NaN);
            if (value == 0) {
                return;
            }
            Thread.sleep(500);
        } while (Instant.now().isBefore(until));
        assertThat(value).as(series).isZero();
    }

    /** Of all processes together. */
    private static Map<String, Double> figures(RunningServer server) throws Exception {
        Map<String, Double> figures = new HashMap<>();
        for (String address : server.addresses()) {
            scrape(address, "Bearer " + server.tokens().issue("admin"))
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> figures.merge(
                            ROLE.matcher(line.substring(0, line.lastIndexOf(' ')))
                                    .replaceAll(""),
                            Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                            Double::sum));
        }
        return figures;
    }

    private static String token(RunningServer server, String person) {
        Instant now = server.bean(Clock.class).instant();
        return server.bean(AccessTokens.class)
                .make(person, "prometheus", Scope.READ, now.plus(Duration.ofDays(1)), now)
                .token();
    }

    private static HttpResponse<String> scrape(RunningServer server, @Nullable String authorization) throws Exception {
        return scrape(server.address(), authorization);
    }

    private static HttpResponse<String> scrape(String address, @Nullable String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/actuator/prometheus"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
