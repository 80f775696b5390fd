package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.account.Accounts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Signing in as a browser does: cookies, forgery, wrong passwords, invitations, sessions that are ended. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class SessionTest {
    static final String PASSWORD = "seven lanterns over water";
    private static final String ME = "{\"query\": \"{ me { id } }\"}";

    /** What a browser keeps, and what its page adds to each request. */
    static final class Browser {
        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();
        private final String server;

        Browser(RunningServer server) throws Exception {
            this.server = server.address();
            send("GET", "/session", "", false);
        }

        HttpResponse<String> send(String method, String path, String body, boolean withToken) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (withToken) {
                request.header("X-XSRF-TOKEN", cookie("XSRF-TOKEN").getValue());
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> send(String method, String path, String body) throws Exception {
            return send(method, path, body, true);
        }

        HttpResponse<String> signIn(String person, String password) throws Exception {
            return send(
                    "POST",
                    "/session",
                    new ObjectMapper().writeValueAsString(Map.of("person", person, "password", password)));
        }

        HttpCookie cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new AssertionError("no cookie " + name));
        }

        String me() throws Exception {
            HttpResponse<String> answer = send("POST", "/graphql", ME);
            return answer.statusCode() == 200
                    ? json(answer).at("/data/me/id").asString("nobody")
                    : String.valueOf(answer.statusCode());
        }
    }

    @Test
    void anInvitationIsChosenOnceAndSignsIn(RunningServer server) throws Exception {
        String secret = invite(server, "zhao.lei");
        Browser browser = new Browser(server);
        assertThat(code(choose(browser, secret, "short"))).isEqualTo("400 PASSWORD_STRONG");
        assertThat(code(choose(browser, secret, "password1234"))).isEqualTo("400 PASSWORD_STRONG");
        assertThat(code(choose(browser, secret, "zhao.lei.zhao.lei"))).isEqualTo("400 PASSWORD_STRONG");
        assertThat(browser.me()).isEqualTo("401");
        assertThat(choose(browser, secret, PASSWORD).statusCode()).isEqualTo(200);
        assertThat(browser.me()).isEqualTo("zhao.lei");
        assertThat(code(choose(new Browser(server), secret, PASSWORD))).isEqualTo("400 INVITATION_VALID");
        assertThat(new Browser(server).signIn("zhao.lei", PASSWORD).statusCode())
                .isEqualTo(200);
        // A new invitation ends what was open, and the one before it.
        String second = invite(server, "zhao.lei");
        String third = invite(server, "zhao.lei");
        assertThat(browser.me()).isEqualTo("401");
        assertThat(code(choose(new Browser(server), second, PASSWORD))).isEqualTo("400 INVITATION_VALID");
        assertThat(choose(new Browser(server), third, PASSWORD + " again").statusCode())
                .isEqualTo(200);
        assertThat(code(new Browser(server).signIn("zhao.lei", PASSWORD))).isEqualTo("401 SIGN_IN_FAILED");
        assertThat(server.count(
                        "SELECT count(*) FROM event WHERE name = 'organisation.person-invited' AND position(? IN payload) > 0",
                        (Object) "zhao.lei".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(3);
        assertThat(invitation(server, "wang.fang", "zhao.lei")).isEqualTo("ROLE_NOT_ALLOWED");
        assertThat(invitation(server, "admin", "no.body")).isEqualTo("PERSON_KNOWN");
    }

    @Test
    void anotherSitesRequestsAreNotHers(RunningServer server) throws Exception {
        open(server, "lin.xia");
        Browser browser = new Browser(server);
        assertThat(browser.send("POST", "/session", "{}", false).statusCode()).isEqualTo(403);
        assertThat(browser.signIn("lin.xia", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(browser.send("POST", "/graphql", ME, false).statusCode()).isEqualTo(403);
        assertThat(browser.me()).isEqualTo("lin.xia");
        HttpResponse<String> page = browser.send("GET", "/session", "", false);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String set = new Browser(server)
                .signIn("lin.xia", PASSWORD).headers().allValues("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith("HUIFANG="))
                        .findFirst()
                        .orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Strict");
    }

    @Test
    void guessingTakesLongerAndLonger(RunningServer server) throws Exception {
        open(server, "sun.wei");
        Browser browser = new Browser(server);
        for (int i = 0; i < 5; i++) {
            assertThat(code(browser.signIn("sun.wei", "wrong " + i))).isEqualTo("401 SIGN_IN_FAILED");
        }
        assertThat(code(browser.signIn("sun.wei", PASSWORD))).isEqualTo("429 SIGN_IN_LATER");
        // Nobody is told who has an account.
        assertThat(code(browser.signIn("no.body", PASSWORD))).isEqualTo("401 SIGN_IN_FAILED");
        assertThat(code(browser.signIn("", ""))).isEqualTo("401 SIGN_IN_FAILED");
        Accounts accounts = server.bean(Accounts.class);
        Instant later = Instant.now().plusSeconds(16);
        assertThat(refused(accounts, "sun.wei", "wrong", later)).isEqualTo("SIGN_IN_FAILED");
        assertThat(refused(accounts, "sun.wei", PASSWORD, later.plusSeconds(25)))
                .isEqualTo("SIGN_IN_LATER");
        assertThat(refused(accounts, "sun.wei", PASSWORD, later.plusSeconds(31)))
                .isEmpty();
        assertThat(refused(accounts, "sun.wei", "wrong", later.plusSeconds(32))).isEqualTo("SIGN_IN_FAILED");
        assertThat(server.count("SELECT count(*) FROM sign_in WHERE person = 'sun.wei' AND outcome = 'FAILED'"))
                .isEqualTo(7);
    }

    @Test
    void sessionsAreSeenAndEnded(RunningServer server) throws Exception {
        open(server, "huang.zong");
        Browser here = new Browser(server);
        Browser there = new Browser(server);
        here.signIn("huang.zong", PASSWORD);
        there.signIn("huang.zong", PASSWORD);
        String list = "{\"query\": \"{ sessions { id current agent address } }\"}";
        JsonNode sessions = json(here.send("POST", "/graphql", list)).at("/data/sessions");
        assertThat(sessions).as("and the one that chose the password").hasSize(3);
        assertThat(sessions)
                .filteredOn(session -> session.get("current").asBoolean())
                .hasSize(1);
        assertThat(sessions)
                .as("nobody signs in by what is listed")
                .noneMatch(session -> server.count(
                                "SELECT count(*) FROM spring_session WHERE session_id = ?",
                                session.get("id").asString())
                        > 0);
        for (JsonNode session : sessions) {
            if (!session.get("current").asBoolean()) {
                here.send(
                        "POST",
                        "/graphql",
                        "{\"query\": \"mutation { endSession(id: \\\"%s\\\") { ended } }\"}"
                                .formatted(session.get("id").asString()));
            }
        }
        assertThat(there.me()).isEqualTo("401");
        assertThat(here.me()).isEqualTo("huang.zong");
        assertThat(code(here.send(
                        "PUT", "/session/password", "{\"old\": \"no\", \"password\": \"%s two\"}".formatted(PASSWORD))))
                .isEqualTo("401 SIGN_IN_FAILED");
        Browser third = new Browser(server);
        third.signIn("huang.zong", PASSWORD);
        assertThat(here.send(
                                "PUT",
                                "/session/password",
                                "{\"old\": \"%s\", \"password\": \"%s two\"}".formatted(PASSWORD, PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(third.me()).as("signed in with the password of before").isEqualTo("401");
        assertThat(here.me()).isEqualTo("huang.zong");
        here.send("DELETE", "/session", "");
        assertThat(here.me()).isEqualTo("401");
        assertThat(here.send("PUT", "/session/password", "{}").statusCode()).isEqualTo(401);
        assertThat(new Browser(server).signIn("huang.zong", PASSWORD + " two").statusCode())
                .isEqualTo(200);
        assertThat(server.count("SELECT count(*) FROM account WHERE password LIKE '%' || ? || '%'", PASSWORD))
                .isZero();
    }

    /** A code beside the password, once it was proved that the person can make them; each code serves once. */
    @Test
    void aSecondFactorIsAskedForOnceItIsInForce(RunningServer server) throws Exception {
        open(server, "zhou.qiang");
        Browser browser = new Browser(server);
        browser.signIn("zhou.qiang", PASSWORD);
        String secret = json(browser.send("POST", "/session/second-factor", "{}"))
                .get("secret")
                .asString();
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(new Browser(server).signIn("zhou.qiang", PASSWORD).statusCode())
                .as("not in force yet")
                .isEqualTo(200);
        assertThat(code(browser.send("PUT", "/session/second-factor", "{\"code\": \"000000\"}")))
                .isEqualTo("401 CODE_RIGHT");
        Instant now = Instant.now();
        assertThat(browser.send("PUT", "/session/second-factor", with(totp(secret, now)))
                        .statusCode())
                .isEqualTo(200);
        Browser other = new Browser(server);
        assertThat(code(other.signIn("zhou.qiang", PASSWORD))).isEqualTo("401 CODE_NEEDED");
        assertThat(code(signIn(other, totp(secret, now)))).as("used before").isEqualTo("401 CODE_RIGHT");
        assertThat(signIn(other, totp(secret, now.plusSeconds(30))).statusCode())
                .isEqualTo(200);
        assertThat(server.count("SELECT count(*) FROM account WHERE totp LIKE '%' || ? || '%'", secret))
                .isZero();
        // Who has lost it is invited anew by an administrator.
        open(server, "zhou.qiang");
        assertThat(new Browser(server).signIn("zhou.qiang", PASSWORD).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> signIn(Browser browser, String code) throws Exception {
        return browser.send(
                "POST",
                "/session",
                new ObjectMapper()
                        .writeValueAsString(Map.of("person", "zhou.qiang", "password", PASSWORD, "code", code)));
    }

    private static String with(String code) {
        return "{\"code\": \"" + code + "\"}";
    }

    private static String totp(String secret, Instant at) throws Exception {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(
                new SecretKeySpec(new Base32().decode(secret), codes.getAlgorithm()), at);
    }

    /** Asks as the person, reads only where it may only read, and is no more once it is taken back. */
    @Test
    void programsAskByATokenUntilItIsTakenBack(RunningServer server) throws Exception {
        String reading = token(server, "READ");
        assertThat(program(server, reading, "{ me { id } }")).contains("\"wang.fang\"");
        String mutation = "mutation { markNoticesRead }";
        assertThat(program(server, reading, mutation)).contains("TOKEN_ONLY_READS");
        assertThat(program(server, token(server, "WRITE"), mutation)).contains("\"markNoticesRead\"");
        assertThat(program(server, "hf_nonsense", "{ me { id } }")).isEqualTo("401");
        assertThat(server.count("SELECT count(*) FROM access_token WHERE secret = ?::bytea", reading))
                .isZero();
        for (JsonNode token : server.ask("wang.fang", "{ accessTokens { id scope lastUsedAt } }", Map.of())
                .get("accessTokens")) {
            server.ask(
                    "wang.fang",
                    "mutation($id: ID!) { revokeAccessToken(id: $id) { revoked } }",
                    Map.of("id", token.get("id").asString()));
        }
        assertThat(program(server, reading, "{ me { id } }")).isEqualTo("401");
        assertThat(made(server, "wang.fang", "READ", Instant.now().plusSeconds(400L * 86_400))
                        .at("/userErrors/0/code")
                        .asString())
                .isEqualTo("TOKEN_UNTIL_IN_RANGE");
    }

    @Test
    void aTokenThatOnlyReadsIsHandedNothingToActBy(RunningServer server) throws Exception {
        String id = server.register("wang.fang", ServerTest.input("YH"))
                .at("/complaint/id")
                .asString();
        String query = "{ complaint(id: \"%s\") { number receipt } }".formatted(id);
        assertThat(program(server, token(server, "READ"), query)).contains("\"receipt\":null", "\"number\":\"KF-YH-");
        assertThat(program(server, token(server, "WRITE"), query)).contains("\"receipt\":\"");
    }

    static String token(RunningServer server, String scope) throws Exception {
        return made(server, "wang.fang", scope, Instant.now().plusSeconds(3_600))
                .get("token")
                .asString();
    }

    private static JsonNode made(RunningServer server, String person, String scope, Instant until) throws Exception {
        return server.ask(
                        person,
                        "mutation($until: DateTime!) { makeAccessToken(name: \"报表\", scope: %s, until: $until) { token userErrors { code } } }"
                                .formatted(scope),
                        Map.of("until", until.toString()))
                .get("makeAccessToken");
    }

    private static String program(RunningServer server, String token, String query) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/graphql"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        new ObjectMapper().writeValueAsString(Map.of("query", query))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
    }

    /** Their password, what they have open, their tokens and their invitation; all come back with an appointment. */
    @Test
    void whoLeavesIsOutEverywhere(RunningServer server) throws Exception {
        appoint(server, "temp.gone");
        open(server, "temp.gone");
        Browser browser = new Browser(server);
        browser.signIn("temp.gone", PASSWORD);
        Instant until = Instant.now().plusSeconds(3_600);
        String token = made(server, "temp.gone", "READ", until).get("token").asString();
        assertThat(browser.me()).isEqualTo("temp.gone");
        assertThat(program(server, token, "{ me { id } }")).contains("\"temp.gone\"");
        String waiting = invite(server, "temp.gone");
        browser.signIn("temp.gone", PASSWORD);
        server.ask(
                "admin",
                "mutation($input: LeaveCompanyInput!) { leaveCompany(input: $input) { userErrors { code } } }",
                Map.of(
                        "input",
                        Map.of(
                                "person",
                                "temp.gone",
                                "leftAt",
                                Instant.now().minusSeconds(1).toString())));
        assertThat(browser.me()).isEqualTo("401");
        assertThat(json(browser.send("GET", "/session", "", false))
                        .get("person")
                        .isNull())
                .isTrue();
        assertThat(code(browser.signIn("temp.gone", PASSWORD))).isEqualTo("401 SIGN_IN_FAILED");
        assertThat(program(server, token, "{ me { id } }")).isEqualTo("401");
        assertThat(code(choose(browser, waiting, PASSWORD))).isEqualTo("400 INVITATION_VALID");
        assertThat(invitation(server, "admin", "temp.gone")).isEqualTo("INVITED_WHILE_OF_COMPANY");
        appoint(server, "temp.gone");
        assertThat(browser.me()).as("that session has ended").isEqualTo("401");
        assertThat(browser.signIn("temp.gone", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(program(server, token, "{ me { id } }")).contains("\"temp.gone\"");
    }

    /** Each waits for a place, and looks again whether it may try at all once it has one. */
    @Test
    void aBurstOfGuessesTriesNoMoreThanOneAfterTheOther(RunningServer server) throws Exception {
        appoint(server, "temp.burst");
        open(server, "temp.burst");
        Accounts accounts = server.bean(Accounts.class);
        Instant now = Instant.now();
        ExecutorService crowd = Executors.newFixedThreadPool(40);
        try {
            List<Future<String>> guesses = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                guesses.add(crowd.submit(() -> refused(accounts, "temp.burst", "wrong", now)));
            }
            List<String> codes = new ArrayList<>();
            for (Future<String> guess : guesses) {
                codes.add(guess.get());
            }
            // Five are free, and of two at work the second may be under way.
            assertThat(codes.stream().filter("SIGN_IN_FAILED"::equals)).hasSizeBetween(5, 6);
        } finally {
            crowd.shutdownNow();
        }
        assertThat(refused(accounts, "temp.burst", PASSWORD, now.plusSeconds(14)))
                .isEqualTo("SIGN_IN_LATER");
        assertThat(refused(accounts, "temp.burst", PASSWORD, now.plusSeconds(31)))
                .isEmpty();
    }

    /** Before anybody is asked who they are, and however the path is spelt. */
    @Test
    void whatIsSaidToSignInIsShort(RunningServer server) throws Exception {
        Browser browser = new Browser(server);
        String password = "x".repeat(20 * 1024);
        assertThat(code(browser.signIn("li.na", password))).isEqualTo("413 BODY_TOO_LARGE");
        assertThat(code(choose(browser, "secret", password))).isEqualTo("413 BODY_TOO_LARGE");
        assertThat(code(browser.send("POST", "/%73ession", "{\"password\": \"" + password + "\"}")))
                .isEqualTo("413 BODY_TOO_LARGE");
        assertThat(code(browser.signIn("no.body", "x".repeat(10 * 1024)))).isEqualTo("401 SIGN_IN_FAILED");
    }

    static void appoint(RunningServer server, String person) throws Exception {
        server.ask(
                "admin",
                "mutation($input: AppointPersonInput!) { appointPerson(input: $input) { userErrors { code } } }",
                Map.of(
                        "input",
                        Map.of(
                                "person",
                                person,
                                "name",
                                person,
                                "appointments",
                                List.of(Map.of("role", "TRAINEE", "centre", "YH")))));
    }

    private static String refused(Accounts accounts, String person, String password, Instant at) {
        List<String> codes = new ArrayList<>();
        try {
            accounts.verify(person, password, null, "", at);
        } catch (RefusedException e) {
            codes.add(e.refusals().get(0).code());
        }
        return String.join(" ", codes);
    }

    static void open(RunningServer server, String person) throws Exception {
        assertThat(choose(new Browser(server), invite(server, person), PASSWORD).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> choose(Browser browser, String secret, String password) throws Exception {
        return browser.send(
                "POST",
                "/session/password",
                new ObjectMapper().writeValueAsString(Map.of("invitation", secret, "password", password)));
    }

    private static String invite(RunningServer server, String person) throws Exception {
        String address = server.ask(
                        "admin",
                        "mutation($person: String!) { invitePerson(person: $person) { address until userErrors { code } } }",
                        Map.of("person", person))
                .at("/invitePerson/address")
                .asString();
        return address.substring(address.indexOf('#') + 1);
    }

    private static String invitation(RunningServer server, String by, String person) throws Exception {
        return server.ask(
                        by,
                        "mutation($person: String!) { invitePerson(person: $person) { userErrors { code } } }",
                        Map.of("person", person))
                .at("/invitePerson/userErrors/0/code")
                .asString();
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + json(answer).get("code").asString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new ObjectMapper().readTree(answer.body());
    }
}
