package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of fifty asks the database no more often than a list of five, and each of its statements can be answered along an
 * index, without reading a table from end to end or sorting it: what is quick among a hundred cases stays so among a million.
 */
@Tag("server")
class StatementsTest {
    private static final String PERSON = "li.na";
    private static final String COMPANY_WIDE = "huang.zong";
    private static final int MANY = 50;
    private static final int FEW = 5;

    private static final Map<String, Asked> LISTS = new LinkedHashMap<>();

    /** @param document with a place for how many are asked for */
    private record Asked(String person, String document) {}

    private static void list(String name, String document) {
        LISTS.put(name, new Asked(PERSON, document));
    }

    private static void companyWide(String name, String document) {
        LISTS.put(name, new Asked(COMPANY_WIDE, document));
    }

    /** Of which there are few, and which are sorted as they are asked for. */
    private static final Set<String> SORTED = Set.of("forum posts");

    static {
        String listed =
                "nodes { id number state centre receivedAt dueNext judgement { classification severity } routing { department }"
                        + " promises { promise verdict } reception { course complainant { name } } } pageInfo { endCursor hasNextPage }";
        String todo =
                "nodes { complaint number action promise due missed state department } pageInfo { endCursor hasNextPage }";
        list("complaints", "complaints(first: %d) { " + listed + " }");
        list("complaints of a centre", "complaints(filter: {centre: \"YH\"}, first: %d) { " + listed + " }");
        list("complaints in a state", "complaints(filter: {state: RECEIVED}, first: %d) { " + listed + " }");
        list("open complaints", "complaints(filter: {open: true}, first: %d) { " + listed + " }");
        list("queue", "queue(first: %d) { " + todo + " }");
        list("queue of a centre", "queue(filter: {centre: \"YH\"}, first: %d) { " + todo + " }");
        list("queue by severity", "queue(order: SEVERITY, first: %d) { " + todo + " }");
        list("my queue", "myQueue(first: %d) { " + todo + " }");
        list("promises missed", "promises(filter: {group: MISSED}, first: %d) { nodes { number promise due } }");
        list("promises due", "promises(filter: {group: DUE}, first: %d) { nodes { number promise due } }");
        list("return visits owed", "returnVisitsOwed(first: %d) { nodes { id number state reception { course } } }");
        list("forum posts", "forumPosts(first: %d) { nodes { id state post { title text } } }");
        list("library cases", "libraryCases(first: %d) { nodes { id text { text { title } } } }");
        list("notices", "notices(first: %d) { nodes { id readAt } }");
        companyWide("the company's complaints", "complaints(first: %d) { " + listed + " }");
        companyWide("the company's open complaints", "complaints(filter: {open: true}, first: %d) { " + listed + " }");
        companyWide("the company's queue", "queue(first: %d) { " + todo + " }");
        companyWide(
                "the company's promises missed",
                "promises(filter: {group: MISSED}, first: %d) { nodes { number promise due } }");
        companyWide("the company's return visits owed", "returnVisitsOwed(first: %d) { nodes { id number state } }");
    }

    @TempDir
    static Path folder;

    private static HuifangServer server;
    private static GraphQlClient client;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(WatchedStatements.ASKED, "true");
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        DemoPlayer player = new DemoPlayer(server.address(), server.folder());
        player.organise();
        for (int i = 0; i < MANY + FEW; i++) {
            client.ask(
                    "wang.fang",
                    GraphQlClient.step("registerComplaint", false, "complaint { id } userErrors { code }"),
                    Map.of("input", Registrations.input()));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        System.clearProperty(WatchedStatements.ASKED);
    }

    @Test
    void longListsAskNoMoreOftenThanShortOnes() throws Exception {
        Map<String, String> growing = new LinkedHashMap<>();
        for (var list : LISTS.entrySet()) {
            asked(list.getValue(), FEW);
            List<QueryInfo> few = asked(list.getValue(), FEW);
            List<QueryInfo> many = asked(list.getValue(), MANY);
            if (many.size() > few.size() + 1) {
                growing.put(
                        list.getKey(),
                        few.size() + " → " + many.size() + ": "
                                + many.get(many.size() - 1).getQuery());
            }
        }
        assertThat(growing).isEmpty();
    }

    @Test
    void eachStatementOfAListFollowsAnIndex() throws Exception {
        Map<String, String> reading = new LinkedHashMap<>();
        String url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        try (Connection connection = DriverManager.getConnection(url);
                Statement settings = connection.createStatement()) {
            // With few rows the planner would read them all; where it must not, what is left of that has no index to
            // follow.
            settings.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_incremental_sort = off");
            for (var list : LISTS.entrySet()) {
                if (SORTED.contains(list.getKey())) {
                    continue;
                }
                for (QueryInfo statement : asked(list.getValue(), MANY)) {
                    if (!statement.getQuery().stripLeading().regionMatches(true, 0, "select", 0, "select".length())) {
                        continue;
                    }
                    String plan = plan(connection, statement);
                    if (plan.contains("Seq Scan") || plan.contains("Sort")) {
                        reading.put(list.getKey(), statement.getQuery() + "\n" + plan);
                    }
                }
            }
        }
        assertThat(reading).isEmpty();
    }

    private static List<QueryInfo> asked(Asked list, int first) throws Exception {
        WatchedStatements.seen();
        client.ask(list.person(), "{ " + list.document().formatted(first) + " }", Map.of());
        return WatchedStatements.seen();
    }

    private static String plan(Connection connection, QueryInfo asked) throws Exception {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + asked.getQuery())) {
            for (List<ParameterSetOperation> parameters : asked.getParametersList()) {
                for (ParameterSetOperation parameter : parameters) {
                    parameter.getMethod().invoke(explain, parameter.getArgs());
                }
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
