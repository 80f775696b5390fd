package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A centre's months' ends on the real server, over the demo's complaints: figures against a second count of the log's own
 * events, figures behind figures, what was known then and what is known now, records handed over and archived.
 */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(RunningServer.Away.class)
class MonthEndTest {
    private static final String CENTRE = "YH";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String RECEPTIONIST = "wang.fang";
    private static final String SUPERVISOR = "li.na";
    private static final String MANAGER = "liu.gang";
    private static final String QUALITY = "he.pin";

    private static final String FLOW =
            "flow { openAtStart received imported transferredIn reopened closed withdrawn merged voided transferredOut openAtEnd }";
    private static final String FIGURES = "after upTo knownAt " + FLOW
            + " byClassification { key count } byCriterion { key count } bySeverity { key count } byDepartment { key count }"
            + " byChannel { key count } promises { promise met missed rate metAsRecorded missedAsRecorded }"
            + " handlingTime { completed medianSeconds p90Seconds } raisedAgain satisfaction { answers mean scores }"
            + " visits { ended visited waived rate owed } commonIssues { complaints received } receivedPerThousandHouseholds";
    private static final String MONTH = "month state figures cutOff { position } analysis { analysis { causes } }"
            + " submitted { by } returned { reason } approved { by } handover { records owed } promises { promise verdict }";
    private static final String PAYLOAD = "monthEnd { " + MONTH + " } current changed userErrors { code }";

    @TempDir
    static Path folder;

    private static Installation installation;
    private static HuifangServer server;
    private static GraphQlClient client;
    private static JdbcTemplate jdbc;
    private static YearMonth current;
    private static YearMonth earlier;

    @BeforeAll
    static void start() throws Exception {
        installation = Installation.start(folder);
        server = installation.door();
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        current = YearMonth.now(ZONE);
        earlier = current.minusMonths(1);
        jdbc = installation.bean(JdbcTemplate.class);
        var summary = new DemoPlayer(server.address(), server.folder())
                .play(new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        assertThat(summary.failed()).isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        installation.close();
    }

    @Test
    @Order(1)
    void compilesWhatWasRecordedAndCountsItAsASecondCountDoes() throws Exception {
        JsonNode compiled = take("compileStatistics", SUPERVISOR, earlier);
        assertThat(compiled.at("/monthEnd/state").asString()).isEqualTo("COMPILED");
        assertThat(compiled.get("current").asBoolean()).isTrue();

        JsonNode figures = report(earlier, "asKnownThen").get("figures");
        SecondCount count = SecondCount.upTo(figures.get("upTo").asLong());
        JsonNode flow = figures.get("flow");
        assertThat(flow.get("openAtStart").asInt()).isZero();
        assertThat(flow.get("received").asInt()).isPositive().isEqualTo(count.of("complaint.registered"));
        assertThat(flow.get("imported").asInt()).isEqualTo(count.of("complaint.imported"));
        assertThat(flow.get("closed").asInt()).isPositive().isEqualTo(count.of("complaint.closed"));
        assertThat(flow.get("withdrawn").asInt()).isEqualTo(count.of("complaint.withdrawn"));
        assertThat(flow.get("merged").asInt()).isEqualTo(count.of("complaint.merged"));
        assertThat(flow.get("voided").asInt()).isEqualTo(count.of("complaint.voided"));
        assertThat(flow.get("transferredOut").asInt()).isEqualTo(count.of("complaint.transferred"));
        assertThat(flow.get("reopened").asInt()).isEqualTo(count.reopenedAfterEnd);
        assertThat(flow.get("openAtEnd").asInt()).isPositive().isEqualTo(count.open());
        assertThat(counts(figures.get("byClassification"))).isEqualTo(count.classes());
        assertThat(figures.at("/satisfaction/answers").asInt()).isEqualTo(count.scores.size());
        assertThat(figures.at("/satisfaction/mean").asDouble())
                .isCloseTo(
                        count.scores.stream()
                                .mapToInt(Integer::intValue)
                                .average()
                                .orElseThrow(),
                        Offset.offset(0.005));
        for (String breakdown : List.of("byClassification", "byCriterion", "bySeverity", "byDepartment", "byChannel")) {
            assertThat(counts(figures.get(breakdown)).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as(breakdown)
                    .isEqualTo(flow.get("received").asInt());
        }
        assertThat(figures.get("receivedPerThousandHouseholds").asDouble())
                .isCloseTo(flow.get("received").asInt() * 1000.0 / 1260, Offset.offset(0.005));
    }

    /** Every figure opens down to as many complaints and events as it says. */
    @Test
    @Order(2)
    void everyFigureShowsWhatIsBehindIt() throws Exception {
        JsonNode figures = report(earlier, "asKnownThen").get("figures");
        JsonNode flow = figures.get("flow");
        for (String figure : flow.propertyNames()) {
            String name = figure.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            assertThat(behind(earlier, name, null))
                    .as(name)
                    .hasSize(flow.get(figure).asInt());
        }
        for (JsonNode count : figures.get("byClassification")) {
            assertThat(behind(earlier, "BY_CLASSIFICATION", count.get("key").asString(null)))
                    .hasSize(count.get("count").asInt());
        }
        for (JsonNode count : figures.get("byDepartment")) {
            assertThat(behind(earlier, "BY_DEPARTMENT", count.get("key").asString(null)))
                    .hasSize(count.get("count").asInt());
        }
        for (JsonNode rate : figures.get("promises")) {
            String promise = rate.get("promise").asString();
            assertThat(behind(earlier, "PROMISES_MET", promise))
                    .hasSize(rate.get("met").asInt());
            assertThat(behind(earlier, "PROMISES_MISSED", promise))
                    .hasSize(rate.get("missed").asInt());
        }
        assertThat(behind(earlier, "COMPLETED", null))
                .hasSize(figures.at("/handlingTime/completed").asInt());
        assertThat(behind(earlier, "ENDED", null))
                .hasSize(figures.at("/visits/ended").asInt());
        assertThat(behind(earlier, "VISITED", null))
                .hasSize(figures.at("/visits/visited").asInt());
        assertThat(behind(earlier, "WAIVED", null))
                .hasSize(figures.at("/visits/waived").asInt());
        assertThat(behind(earlier, "VISITS_OWED", null))
                .hasSize(figures.at("/visits/owed").asInt());
        assertThat(behind(earlier, "RAISED_AGAIN", null))
                .hasSize(figures.get("raisedAgain").asInt());
        List<String> rated = new ArrayList<>();
        for (String score : List.of("1", "2", "3", "4", "5")) {
            rated.addAll(behind(earlier, "SATISFACTION", score));
        }
        assertThat(behind(earlier, "SATISFACTION", null))
                .hasSize(figures.at("/satisfaction/answers").asInt())
                .containsExactlyInAnyOrderElementsOf(rated);
        assertThatThrownBy(() -> behind(earlier, "SATISFACTION", "x")).hasMessageContaining("SCORE_IN_RANGE");
    }

    /** §4.6.6: complaints of one criterion and department, of one building where they are, each named once a group. */
    @Test
    @Order(3)
    void suggestsWhatMayHaveACommonCause() throws Exception {
        JsonNode issues = monthEnd(earlier, "suggestedIssues { criterion department building complaints }")
                .get("suggestedIssues");
        assertThat(issues).isNotEmpty().allSatisfy(issue -> {
            List<String> ids = new ArrayList<>();
            issue.get("complaints").forEach(id -> ids.add(id.asString()));
            assertThat(ids).hasSizeGreaterThan(1).doesNotHaveDuplicates();
            assertThat(jdbc.queryForList(
                            "SELECT DISTINCT criterion FROM statistic_version WHERE complaint = ANY(?::uuid[]) AND to_position = ?",
                            String.class,
                            ids.toArray(String[]::new),
                            Long.MAX_VALUE))
                    .containsExactly(issue.get("criterion").asString());
        });
    }

    @Test
    @Order(3)
    void isAnalysedSubmittedReturnedAndApproved() throws Exception {
        assertThat(codes(take("submitStatistics", SUPERVISOR, earlier))).containsExactly("ANALYSED_BEFORE_SUBMITTED");
        analyse(earlier);
        JsonNode submitted = take("submitStatistics", SUPERVISOR, earlier);
        assertThat(submitted.at("/monthEnd/state").asString()).isEqualTo("SUBMITTED");
        assertThat(submitted.at("/monthEnd/figures").asString())
                .isEqualTo(report(earlier, "asKnownThen").get("digest").asString());
        assertThat(codes(take("approveStatistics", SUPERVISOR, earlier))).containsExactly("ROLE_NOT_ALLOWED");
        JsonNode returned = client.ask(
                        MANAGER,
                        "mutation($input: MonthEndInput!) { returnStatistics(input: $input, reason: \"请补充同比\") { "
                                + PAYLOAD + " } }",
                        Map.of("input", of(earlier)))
                .get("returnStatistics");
        assertThat(returned.at("/monthEnd/returned/reason").asString()).isEqualTo("请补充同比");
        take("submitStatistics", SUPERVISOR, earlier);
        assertThat(take("approveStatistics", MANAGER, earlier)
                        .at("/monthEnd/state")
                        .asString())
                .isEqualTo("APPROVED");
        assertThat(codes(take("compileStatistics", SUPERVISOR, earlier)))
                .containsExactly("STATISTICS_NOT_SUBMITTED_YET");
    }

    /** Later facts, a late record, a judgement changed and a policy adopted leave the old month as it was then. */
    @Test
    @Order(4)
    void whatWasKnownThenStaysAndWhatIsKnownNowFollows() throws Exception {
        JsonNode then = report(earlier, "asKnownThen");
        long before = then.at("/figures/knownAt").asLong();
        String judged = jdbc.queryForObject(
                "SELECT complaint FROM statistic_version WHERE centre = ? AND open AND to_position = ? AND classification = 'COORDINATION_WORK' LIMIT 1",
                String.class,
                CENTRE,
                Long.MAX_VALUE);
        ask(
                SUPERVISOR,
                "mutation($complaint: ID!) { reclassifyComplaint(complaint: $complaint, input: {classification: SERVICE_REQUEST, reason: \"经核实为报事\"}) { userErrors { code } } }",
                Map.of("complaint", judged));
        ask(
                "admin",
                "mutation { adoptPolicy(input: {promises: {record: \"PT20M\"}, from: \"%s\", reason: \"试行\"}) { userErrors { code } } }"
                        .formatted(Instant.now().plusSeconds(5)),
                Map.of());
        String fresh = register();
        assertThat(take("compileStatistics", SUPERVISOR, current)
                        .at("/monthEnd/state")
                        .asString())
                .isEqualTo("COMPILED");

        JsonNode again = report(earlier, "asKnownThen");
        assertThat(again.get("figures")).isEqualTo(then.get("figures"));
        assertThat(again.get("digest")).isEqualTo(then.get("digest"));
        assertThat(monthEnd(earlier, MONTH).get("figures").asString())
                .isEqualTo(again.get("digest").asString());
        JsonNode now = report(earlier, "asKnownNow").get("figures");
        assertThat(now.get("knownAt").asLong()).isGreaterThan(before);
        assertThat(now.get("flow")).isEqualTo(then.at("/figures/flow"));
        Map<String, Integer> classesNow = counts(now.get("byClassification"));
        Map<String, Integer> classesThen = counts(then.at("/figures/byClassification"));
        assertThat(classesNow.get("COORDINATION_WORK")).isEqualTo(classesThen.get("COORDINATION_WORK") - 1);
        assertThat(classesNow.get("SERVICE_REQUEST")).isEqualTo(classesThen.getOrDefault("SERVICE_REQUEST", 0) + 1);

        JsonNode next = report(current, "asKnownThen");
        assertThat(next.at("/figures/after")).isEqualTo(then.at("/figures/upTo"));
        assertThat(next.at("/figures/flow/received").asInt()).isEqualTo(1);
        assertThat(next.at("/figures/flow/openAtStart")).isEqualTo(then.at("/figures/flow/openAtEnd"));
        assertThat(next.get("monthBefore")).isEqualTo(then.get("figures"));
        assertThat(behind(current, "RECEIVED", null)).containsExactly(fresh);
    }

    @Test
    @Order(5)
    void recordsGoToTheQualityDepartmentAndAreKept() throws Exception {
        long due = count("DUE");
        long owed = count("OWED");
        assertThat(due).isPositive();
        assertThat(codes(handOver("lin.xia", current))).containsExactly("ROLE_NOT_ALLOWED");
        JsonNode sheet = handOver(SUPERVISOR, current);
        assertThat(sheet.get("userErrors")).isEmpty();
        assertThat(sheet.get("handedOver").asLong()).isEqualTo(due);
        assertThat(sheet.get("remaining").asInt()).isZero();
        assertThat(sheet.at("/monthEnd/handover/records").asLong()).isEqualTo(due);
        assertThat(sheet.at("/monthEnd/handover/owed").asLong()).isEqualTo(owed);
        assertThat(count("DUE")).isZero();

        String closed = jdbc.queryForObject(
                "SELECT complaint FROM statistic_version WHERE centre = ? AND record = 'HANDED_OVER' AND to_position = ? LIMIT 1",
                String.class,
                CENTRE,
                Long.MAX_VALUE);
        JsonNode read = ask(
                        QUALITY,
                        "query($id: ID!) { complaint(id: $id) { reception { course } handover { month archivedAt } } }",
                        Map.of("id", closed))
                .get("complaint");
        assertThat(read.at("/handover/month").asString()).isEqualTo(current.toString());
        assertThat(read.at("/reception/course").asString("")).isNotBlank();
        assertThat(codes(step(QUALITY, closed, "archiveRecord", "{}"))).isEmpty();
        assertThat(codes(step(SUPERVISOR, closed, "reopenComplaint", "{reason: OTHER, explanation: \"再查\"}")))
                .containsExactly("RECORD_NOT_ARCHIVED");
        assertThat(codes(step(QUALITY, closed, "correctArchivedRecord", "{correction: \"楼栋应为 3 栋\"}")))
                .isEmpty();
        JsonNode corrected = ask(
                        QUALITY,
                        "query($id: ID!) { complaint(id: $id) { handover { archivedBy } corrections { correction by } } }",
                        Map.of("id", closed))
                .get("complaint");
        assertThat(corrected.at("/handover/archivedBy").asString()).isEqualTo(QUALITY);
        assertThat(corrected.at("/corrections/0/correction").asString()).isEqualTo("楼栋应为 3 栋");
    }

    @Test
    @Order(6)
    void chartsTellHowOftenSomethingHappened() throws Exception {
        LocalDate today = LocalDate.now(ZONE);
        Map<String, Object> span = new HashMap<>();
        span.put("from", today.minusDays(40).toString());
        span.put("until", today.plusDays(1).toString());
        String query =
                "query($from: Date!, $until: Date!) { complaintSeries(centre: \"YH\", measure: RECEIVED, step: %s, by: %s, from: $from, until: $until) { start key count } }";
        int received = 0;
        for (String by : List.of("NOTHING", "CLASSIFICATION", "DEPARTMENT", "SEVERITY", "CRITERION")) {
            int sum = 0;
            for (JsonNode point :
                    ask(SUPERVISOR, query.formatted("DAY", by), span).get("complaintSeries")) {
                sum += point.get("count").asInt();
            }
            assertThat(sum).as(by).isPositive();
            assertThat(received == 0 || received == sum).as(by).isTrue();
            received = sum;
        }
        assertThat(ask(SUPERVISOR, query.formatted("MONTH", "NOTHING"), span).get("complaintSeries"))
                .allSatisfy(point -> assertThat(point.get("start").asString()).endsWith("-01"));
        assertThat(ask("zhao.lei", query.formatted("DAY", "NOTHING"), span).get("complaintSeries"))
                .as("a supervisor of another centre")
                .isEmpty();
    }

    /** The same verdicts that a month's rates are made of, only sorted by who had the complaint. */
    @Test
    @Order(6)
    void departmentsAreToldHowTheyKeepPromises() throws Exception {
        LocalDate today = LocalDate.now(ZONE);
        String query =
                "query($from: Date!, $until: Date!) { punctuality(centre: \"YH\", from: $from, until: $until) { department promise met missed missedOnes } }";
        Map<String, Object> everything =
                Map.of("from", "2020-01-01", "until", today.plusDays(1).toString());
        JsonNode told = ask(MANAGER, query, everything).get("punctuality");
        Map<String, Integer> byPromise = new TreeMap<>();
        Set<String> departments = new HashSet<>();
        for (JsonNode one : told) {
            departments.add(one.get("department").asString());
            byPromise.merge(
                    one.get("promise").asString(),
                    one.get("met").asInt() + one.get("missed").asInt(),
                    Integer::sum);
            assertThat(one.get("missedOnes"))
                    .hasSizeLessThanOrEqualTo(one.get("missed").asInt());
            assertThat(one.get("missedOnes").isEmpty())
                    .isEqualTo(one.get("missed").asInt() == 0);
        }
        assertThat(departments).contains("engineering", "customer-service");
        Map<String, Integer> counted = new TreeMap<>();
        jdbc.query(
                "SELECT promise, count(*) FROM statistic_promise WHERE centre = 'YH' AND verdict IN ('MET', 'MISSED')"
                        + " AND to_position = 9223372036854775807 GROUP BY promise",
                row -> {
                    counted.put(row.getString(1), row.getInt(2));
                });
        assertThat(byPromise).isNotEmpty().isEqualTo(counted);
        assertThat(ask(MANAGER, query, Map.of("from", "2020-01-01", "until", "2020-02-01"))
                        .get("punctuality"))
                .as("before anything was recorded")
                .isEmpty();
        assertThat(ask("zhao.lei", query, everything).get("punctuality"))
                .as("a supervisor of another centre")
                .isEmpty();
    }

    @Test
    @Order(7)
    void whoMayNotReadStatisticsSeesNone() throws Exception {
        for (String person : List.of("zhao.lei", "sun.wei", "xu.xue")) {
            assertThat(ask(person, "{ monthEnd(centre: \"YH\", month: \"%s\") { month } }".formatted(earlier), Map.of())
                            .get("monthEnd")
                            .isNull())
                    .as(person)
                    .isTrue();
        }
    }

    /** §4.6.6: a name, phone or room of a complainant, however it is written, holds a report up. */
    @Test
    @Order(8)
    void theServiceReportTellsOfNobodyAndIsCorrectedNotOverwritten() throws Exception {
        String complaint = jdbc.queryForObject(
                "SELECT id::text FROM complaint WHERE centre = ? AND view LIKE '%\"HOME_VISIT\"%' ORDER BY received_at LIMIT 1",
                String.class, CENTRE);
        JsonNode complainant = ask(
                        RECEPTIONIST,
                        "query($id: ID!) { complaint(id: $id) { reception { complainant { name room contact } } } }",
                        Map.of("id", complaint))
                .at("/complaint/reception/complainant");
        for (String leak : List.of(
                complainant.get("name").asString(),
                complainant.get("name").asString().charAt(0) + "女士",
                complainant.get("room").asString(),
                complainant.get("contact").asString(),
                "浙A·12345")) {
            assertThat(codes(draft(complaint, "感谢" + leak + "的反映", null)))
                    .as(leak)
                    .contains("TEXT_FREE_OF_PERSONAL_DATA");
        }
        // Who may not draft finds out nothing by asking.
        for (String stranger : List.of("zhao.lei", "xu.xue", RECEPTIONIST)) {
            assertThat(codes(draft(
                            stranger, complaint, "感谢" + complainant.get("name").asString(), null)))
                    .as(stranger)
                    .containsExactly("ROLE_NOT_ALLOWED");
        }
        assertThat(http("/reports/YH/" + current).statusCode()).isEqualTo(404);
        assertThat(codes(draft(complaint, "本月电梯停运共 3 次", null))).isEmpty();
        assertThat(http("/reports/YH/" + current).statusCode()).as("a draft").isEqualTo(404);
        assertThat(codes(take("publishServiceReport", SUPERVISOR, current))).containsExactly("REPORT_APPROVED");
        assertThat(codes(take("approveServiceReport", MANAGER, current))).isEmpty();
        assertThat(codes(take("publishServiceReport", SUPERVISOR, current))).isEmpty();
        var page = http("/reports/YH/" + current);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.body()).contains("本月电梯停运共 3 次").doesNotContain(complaint);

        assertThat(codes(draft(complaint, "本月电梯停运共 4 次", "次数有误"))).isEmpty();
        assertThat(codes(take("approveServiceReport", MANAGER, current))).isEmpty();
        assertThat(codes(take("publishServiceReport", SUPERVISOR, current))).isEmpty();
        assertThat(http("/reports/YH/" + current).body())
                .contains("本月电梯停运共 4 次")
                .contains("更正:次数有误");
        assertThat(http("/reports/YH/" + current + "?version=1").body())
                .contains("本月电梯停运共 3 次")
                .contains("已由后来的更正取代");
    }

    /** Forms and reports come as PDF to whom they are for, and to nobody else; they are kept to be looked at. */
    @Test
    @Order(9)
    void documentsArePrintedForWhomTheyAre() throws Exception {
        String closed = jdbc.queryForObject(
                "SELECT complaint::text FROM statistic_version WHERE centre = ? AND record = 'HANDED_OVER' AND to_position = ? ORDER BY complaint LIMIT 1",
                String.class,
                CENTRE,
                Long.MAX_VALUE);
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("service-request-record", "/documents/complaints/" + closed + "/service-request-record.pdf");
        documents.put("handling-record", "/documents/complaints/" + closed + "/handling-record.pdf");
        documents.put("statistics", "/documents/statistics/YH/" + earlier + ".pdf");
        Path screens = Files.createDirectories(Path.of("target", "screens"));
        for (Map.Entry<String, String> document : documents.entrySet()) {
            byte[] pdf = document(SUPERVISOR, document.getValue(), 200);
            assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
            Files.write(screens.resolve(document.getKey() + ".pdf"), pdf);
            document("zhao.lei", document.getValue(), 404);
            document(null, document.getValue(), 401);
        }
        byte[] report = document(null, "/reports/YH/" + current + ".pdf", 200);
        Files.write(screens.resolve("service-report.pdf"), report);
        Files.writeString(
                screens.resolve("service-report.html"),
                http("/reports/YH/" + current).body());
        document(null, "/reports/YH/1999-01.pdf", 404);
        document(null, "/reports/YH/nonsense", 404);
        document(SUPERVISOR, "/documents/complaints/" + closed + "/nonsense.pdf", 404);
        LocalDate today = LocalDate.now(ZONE);
        String list = "/documents/complaints.xlsx?from=" + today.minusYears(1) + "&until=" + today.plusDays(1);
        byte[] all = document("shen.ji", list, 200);
        byte[] ours = document(SUPERVISOR, list, 200);
        assertThat(all.length).as("an auditor sees more").isGreaterThan(ours.length);
        assertThat(document("xu.xue", list, 200).length)
                .as("a trainee sees none")
                .isLessThan(ours.length);
        Files.write(screens.resolve("complaints.xlsx"), ours);
        Files.write(
                screens.resolve("statistics.xlsx"),
                document(SUPERVISOR, "/documents/statistics/YH/" + earlier + ".xlsx", 200));
        document("zhao.lei", "/documents/statistics/YH/" + earlier + ".xlsx", 404);
        Files.write(screens.resolve("queue.xlsx"), document(SUPERVISOR, "/documents/queue.xlsx?centre=YH", 200));
        Long looks = jdbc.queryForObject("SELECT count(*) FROM personal_look WHERE person = ?", Long.class, SUPERVISOR);
        assertThat(looks).isPositive();
    }

    private static JsonNode draft(String complaint, String opening, String correction) throws Exception {
        return draft(SUPERVISOR, complaint, opening, correction);
    }

    private static JsonNode draft(String person, String complaint, String opening, String correction) throws Exception {
        Map<String, Object> report = new HashMap<>();
        report.put("title", "月度服务报告");
        report.put("opening", opening);
        report.put("correction", correction);
        report.put(
                "issues",
                List.of(Map.of(
                        "title", "电梯停运",
                        "raised", "多位业主反映电梯停运",
                        "result", "已更换门机,维保频次加倍",
                        "complaints", List.of(complaint))));
        return ask(
                        person,
                        "mutation($input: MonthEndInput!, $report: ServiceReportInput!) { draftServiceReport(input: $input, report: $report) { "
                                + PAYLOAD + " } }",
                        Map.of("input", of(current), "report", report))
                .get("draftServiceReport");
    }

    private static HttpResponse<String> http(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] document(String person, String path, int status) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (person != null) {
            request.header(
                    "Authorization",
                    "Bearer " + LocalTokens.demo(server.folder()).issue(person));
        }
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(path + " for " + person).isEqualTo(status);
        return response.body();
    }

    /** §4.6.4, §4.6.6: what the centre promised for its month counts where it was kept, as what it promised owners does. */
    @Test
    @Order(10)
    void whatIsPromisedForTheMonthIsCountedToo() throws Exception {
        take("compileStatistics", SUPERVISOR, current);

        JsonNode promises = report(current, "asKnownThen").at("/figures/promises");
        JsonNode published = null;
        for (JsonNode rate : promises) {
            published = rate.get("promise").asString().equals("PUBLISH_SERVICE_REPORT") ? rate : published;
        }
        assertThat(published).as(promises.toString()).isNotNull();
        assertThat(published.get("met").asInt()).isEqualTo(1);
        JsonNode kept = months("PROMISES_MET");
        assertThat(kept).hasSize(1);
        assertThat(kept.at("/0/month").asString()).isEqualTo(current.toString());
        assertThat(kept.at("/0/complaint").isNull()).isTrue();
        assertThat(kept.at("/0/forumPost").isNull()).isTrue();
        assertThat(months("PROMISES_MISSED"))
                .hasSize(published.get("missed").asInt())
                .allSatisfy(
                        missed -> assertThat(YearMonth.parse(missed.get("month").asString()))
                                .isBefore(current));
    }

    /** Those whose service report counts so. */
    private static JsonNode months(String figure) throws Exception {
        return monthEnd(
                        current,
                        "behind(figure: %s, key: \"PUBLISH_SERVICE_REPORT\") { nodes { complaint number forumPost month position } }"
                                .formatted(figure))
                .at("/behind/nodes");
    }

    /** The read tables made anew by a replay give the same figures. */
    @Test
    @Order(11)
    void aReplayGivesTheSameFigures() throws Exception {
        JsonNode before = report(earlier, "asKnownThen");
        JsonNode beforeThis = report(current, "asKnownThen");
        ask("admin", "mutation { replay { running } }", Map.of());
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (ask("admin", "{ replay { running } }", Map.of())
                .at("/replay/running")
                .asBoolean()) {
            assertThat(System.nanoTime()).isLessThan(patience);
            Thread.sleep(100);
        }
        assertThat(report(earlier, "asKnownThen")).isEqualTo(before);
        assertThat(report(current, "asKnownThen")).isEqualTo(beforeThis);
        assertThat(monthEnd(current, MONTH).at("/handover/records").asInt()).isPositive();
    }

    private static String register() throws Exception {
        JsonNode payload = ask(
                        RECEPTIONIST,
                        "mutation($input: RegisterComplaintInput!) { registerComplaint(input: $input) { complaint { id } userErrors { code } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "centre",
                                        CENTRE,
                                        "channel",
                                        "PHONE",
                                        "occurred",
                                        Map.of("words", "今早"),
                                        "place",
                                        "大堂",
                                        "respondent",
                                        Map.of("department", "cleaning"),
                                        "course",
                                        "大堂地面积水无人处理",
                                        "demand",
                                        "请尽快清理",
                                        "complainant",
                                        Map.of(
                                                "capacity", "OWNER",
                                                "name", "周敏",
                                                "method", "PHONE",
                                                "contact", "13800001234"))))
                .get("registerComplaint");
        assertThat(payload.get("userErrors")).isEmpty();
        return payload.at("/complaint/id").asString();
    }

    private static JsonNode step(String person, String complaint, String mutation, String input) throws Exception {
        return ask(
                        person,
                        "mutation($complaint: ID!) { %s(complaint: $complaint, input: %s) { userErrors { code } } }"
                                .formatted(mutation, input),
                        Map.of("complaint", complaint))
                .get(mutation);
    }

    private static JsonNode handOver(String person, YearMonth month) throws Exception {
        return ask(
                        person,
                        "mutation($input: MonthEndInput!) { handOverRecords(input: $input) { monthEnd { " + MONTH
                                + " } handedOver remaining owed userErrors { code } } }",
                        Map.of("input", of(month)))
                .get("handOverRecords");
    }

    private static void analyse(YearMonth month) throws Exception {
        JsonNode payload = ask(
                        SUPERVISOR,
                        "mutation($input: MonthEndInput!) { analyseStatistics(input: $input, analysis: {causes: \"电梯老化\", trend: \"下降\", proposals: \"更换门机\"}) { "
                                + PAYLOAD + " } }",
                        Map.of("input", of(month)))
                .get("analyseStatistics");
        assertThat(payload.get("userErrors")).isEmpty();
    }

    private static JsonNode take(String mutation, String person, YearMonth month) throws Exception {
        return ask(
                        person,
                        "mutation($input: MonthEndInput!) { %s(input: $input) { %s } }".formatted(mutation, PAYLOAD),
                        Map.of("input", of(month)))
                .get(mutation);
    }

    private static Map<String, String> of(YearMonth month) {
        return Map.of("centre", CENTRE, "month", month.toString());
    }

    private static JsonNode monthEnd(YearMonth month, String fields) throws Exception {
        return ask(
                        SUPERVISOR,
                        "query($centre: String!, $month: YearMonth!) { monthEnd(centre: $centre, month: $month) { "
                                + fields + " } }",
                        Map.of("centre", CENTRE, "month", month.toString()))
                .get("monthEnd");
    }

    private static JsonNode report(YearMonth month, String known) throws Exception {
        return monthEnd(
                        month,
                        known + " { digest figures { " + FIGURES + " } monthBefore { " + FIGURES
                                + " } yearBefore { after } }")
                .get(known);
    }

    /** Ids of all pages. */
    private static List<String> behind(YearMonth month, String figure, String key) throws Exception {
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            Map<String, Object> variables = new HashMap<>(of(month));
            variables.put("key", key);
            variables.put("after", after);
            JsonNode page = ask(
                            SUPERVISOR,
                            "query($centre: String!, $month: YearMonth!, $key: String, $after: String) { monthEnd(centre: $centre, month: $month) { behind(figure: "
                                    + figure
                                    + ", key: $key, first: 7, after: $after) { nodes { complaint number } pageInfo { hasNextPage endCursor } } } }",
                            variables)
                    .at("/monthEnd/behind");
            page.get("nodes").forEach(node -> ids.add(node.get("complaint").asString()));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asString()
                    : null;
        } while (after != null);
        return ids;
    }

    private static Map<String, Integer> counts(JsonNode breakdown) {
        Map<String, Integer> counts = new TreeMap<>();
        breakdown.forEach(count ->
                counts.put(count.get("key").asString(""), count.get("count").asInt()));
        return counts;
    }

    private static List<String> codes(JsonNode payload) {
        List<String> codes = new ArrayList<>();
        payload.get("userErrors").forEach(error -> codes.add(error.get("code").asString()));
        return codes;
    }

    private static long count(String record) {
        Long count = jdbc.queryForObject(
                "SELECT count(*) FROM statistic_version WHERE centre = ? AND record = ? AND to_position = ?",
                Long.class,
                CENTRE,
                record,
                Long.MAX_VALUE);
        return count == null ? 0 : count;
    }

    private static JsonNode ask(String person, String document, Map<String, ?> variables) throws Exception {
        return client.ask(person, document, variables);
    }

    /** The log's own events of the centre, told one by one; it knows nothing of the read tables. */
    private static final class SecondCount {
        private final Map<String, Integer> events = new HashMap<>();
        private final Set<String> open = new HashSet<>();
        private final Set<String> ours = new HashSet<>();
        private final Map<String, String> classes = new HashMap<>();
        private final Set<String> received = new HashSet<>();
        private final Set<String> recordAccepted = new HashSet<>();
        private final List<Integer> scores = new ArrayList<>();
        private int reopenedAfterEnd;

        static SecondCount upTo(long position) {
            SecondCount count = new SecondCount();
            ObjectMapper json = new ObjectMapper();
            jdbc.query(
                    "SELECT stream, name, payload FROM event WHERE position <= ? AND name LIKE 'complaint.%' ORDER BY position",
                    row -> {
                        count.take(row.getString(1), row.getString(2), json.readTree(row.getBytes(3)));
                    },
                    position);
            return count;
        }

        private void take(String complaint, String name, JsonNode event) {
            if (name.equals("complaint.registered")
                    && event.at("/stamp/centre").asString().equals(CENTRE)) {
                ours.add(complaint);
                received.add(complaint);
                classes.put(complaint, "");
                open.add(complaint);
            }
            if (name.equals("complaint.transferred")
                    && event.get("centre").asString().equals(CENTRE)) {
                ours.add(complaint);
                open.add(complaint);
                return;
            }
            if (!ours.contains(complaint)) {
                return;
            }
            events.merge(name, 1, Integer::sum);
            switch (name) {
                case "complaint.classified", "complaint.reclassified" ->
                    classes.put(complaint, event.get("classification").asString());
                case "complaint.closed", "complaint.withdrawn", "complaint.merged", "complaint.voided" ->
                    open.remove(complaint);
                case "complaint.reopened" -> {
                    reopenedAfterEnd += open.add(complaint) ? 1 : 0;
                    recordAccepted.remove(complaint);
                }
                case "complaint.handling-record-accepted" -> recordAccepted.add(complaint);
                case "complaint.return-visit-made" ->
                    scores.add(event.get("satisfaction").asInt());
                case "complaint.owner-rated" -> {
                    if (classes.get(complaint).equals("SERVICE_REQUEST") && recordAccepted.contains(complaint)) {
                        scores.add(event.get("satisfaction").asInt());
                    }
                }
                case "complaint.transferred" -> {
                    open.remove(complaint);
                    ours.remove(complaint);
                }
                default -> {}
            }
        }

        int of(String name) {
            return events.getOrDefault(name, 0);
        }

        int open() {
            return open.size();
        }

        Map<String, Integer> classes() {
            Map<String, Integer> counts = new TreeMap<>();
            received.stream().map(classes::get).forEach(of -> counts.merge(of, 1, Integer::sum));
            return counts;
        }
    }
}
