package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.huifang.kernel.complaint.ComplaintId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Lists from elsewhere on the real server: checked cell by cell with nothing kept, then taken once, whatever comes between. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class ImportTest {
    private static final String IMPORTER = "old.system";
    private static final String HEAD =
            "原编号,服务中心,受理方式,受理时间,受理人,发生时间,发生地点,被投诉部门,投诉内容,诉求,投诉人身份,联系方式,联系号码,类别,判定依据,级别,级别依据,责任部门,部门负责人,纠正措施,预防措施,办结时间,处理结果,回访时间,满意度,客服部主管,结案时间\n";

    @Test
    void aListOfComplaintsIsCheckedThenTakenOnce(RunningServer server) throws Exception {
        String run = UUID.randomUUID().toString();
        String good = closed(run + "-1") + closed(run + "-2") + open(run + "-3");
        String faulty = HEAD
                + good
                + open(run + "-4").replace("电话,2026", "飞鸽,2026")
                + open(run + "-5").replace("2026-02-03 09:00", "前天")
                // Closed without a return visit: the guards refuse it, as they would any complaint.
                + closed(run + "-6").replace("2026-02-05 10:00,4", ",")
                // Closed, and never completed: not taken as an open one.
                + closed(run + "-7").replace("2026-02-04 16:00", "");
        long events = server.eventsOfPeople();
        long keys = server.count("SELECT count(*) FROM personal_key");
        JsonNode checked =
                await(server, open(server, IMPORTER, "complaints", faulty.getBytes(StandardCharsets.UTF_8)), "CHECKED");
        assertThat(checked.get("file").asString()).isEqualTo("老投诉.csv");
        assertThat(checked.get("rows").asInt()).isEqualTo(7);
        assertThat(checked.get("rejected").asInt()).isEqualTo(4);
        assertThat(checked.get("faults").toString())
                .contains("{\"row\":5,\"column\":\"受理方式\",\"code\":\"CHOICE_KNOWN\"}")
                .contains("{\"row\":6,\"column\":\"受理时间\",\"code\":\"TIME_READABLE\"}")
                .contains("{\"row\":7,\"column\":null,\"code\":\"RETURN_VISIT_MADE\"}")
                .contains("{\"row\":8,\"column\":\"办结时间\",\"code\":\"FIELD_REQUIRED\"}");
        assertThat(server.eventsOfPeople()).as("a dry run").isEqualTo(events);
        assertThat(server.count("SELECT count(*) FROM personal_key")).isLessThanOrEqualTo(keys + 2);
        String id = checked.get("id").asString();
        assertThat(start(server, id, false).at("/userErrors/0/code").asString()).isEqualTo("IMPORT_CHECKED");
        assertThat(start(server, id, true).get("userErrors").toString()).isEqualTo("[]");
        JsonNode done = await(server, id, "DONE");
        assertThat(done.get("changed").asInt()).isEqualTo(3);
        assertThat(done.get("rejected").asInt()).isEqualTo(4);
        JsonNode taken = server.ask(
                        "shen.ji",
                        "{ complaint(id: \"%s\") { state formerNumber receivedAt } }"
                                .formatted(ComplaintId.imported("YH", run + "-1")),
                        Map.of())
                .get("complaint");
        assertThat(taken.get("state").asString()).isEqualTo("CLOSED");
        assertThat(taken.get("receivedAt").asString()).isEqualTo("2026-02-03T01:00:00Z");

        // The same again: nothing is new. One row differs: it stays as it is, and says so.
        long after = server.eventsOfPeople();
        String again = HEAD + good.replace("大堂,engineering", "电梯厅,engineering").replaceFirst("电梯厅", "大堂");
        JsonNode second = taken(server, again);
        assertThat(second.get("changed").asInt()).isZero();
        assertThat(second.get("unchanged").asInt()).isEqualTo(1);
        assertThat(second.get("rejected").asInt()).isEqualTo(2);
        assertThat(second.get("faults").toString())
                .contains("{\"row\":3,\"column\":\"原编号\",\"code\":\"IMPORTED_OTHERWISE\"}");
        assertThat(server.eventsOfPeople()).isEqualTo(after);
        assertThat(server.count("SELECT count(*) FROM import_job WHERE state = 'DONE' AND content IS NOT NULL"))
                .as("what was taken is not kept beside")
                .isZero();
    }

    /** Excel in China writes GB 18030, semicolons in some places; an XLSX has dates that are numbers. */
    @Test
    void readsWhatSpreadsheetsWrite(RunningServer server) throws Exception {
        String run = UUID.randomUUID().toString();
        byte[] gb = (HEAD + open(run + "-𠮷")).getBytes(Charset.forName("GB18030"));
        assertThat(await(server, open(server, IMPORTER, "complaints", gb), "CHECKED")
                        .get("rejected")
                        .asInt())
                .isZero();
        byte[] tabs = ("\uFEFF" + HEAD + open(run + "-t")).replace(',', '\t').getBytes(StandardCharsets.UTF_8);
        assertThat(await(server, open(server, IMPORTER, "complaints", tabs), "CHECKED")
                        .get("rejected")
                        .asInt())
                .isZero();

        ByteArrayOutputStream xlsx = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(xlsx, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("x");
            List<String> head = List.of(HEAD.strip().split(",", -1));
            List<String> cells = List.of(open(run + "-x").strip().split(",", -1));
            for (int i = 0; i < head.size(); i++) {
                sheet.value(0, i, head.get(i) + (i < 3 ? "*" : ""));
                if (head.get(i).equals("受理时间")) {
                    sheet.value(1, i, LocalDateTime.of(2026, 2, 3, 9, 0));
                    sheet.style(1, i).format("yyyy-mm-dd hh:mm").set();
                } else {
                    sheet.value(1, i, cells.get(i));
                }
            }
        }
        JsonNode checked = await(server, open(server, IMPORTER, "complaints", xlsx.toByteArray()), "CHECKED");
        assertThat(checked.get("faults").toString()).isEqualTo("[]");
        assertThat(checked.get("rows").asInt()).isEqualTo(1);

        String headless = open(server, IMPORTER, "complaints", open(run + "-h").getBytes(StandardCharsets.UTF_8));
        assertThat(await(server, headless, "FAILED").get("fault").asString())
                .contains("2, 3, 4")
                .doesNotContain("13800002101")
                .doesNotContain("wang.fang");

        for (String broken : List.of("", "原编号,不认识的列\n1,2\n", "服务中心\nYH\n", "PK\u0003\u0004 no zip")) {
            HttpResponse<String> opened = post(server, IMPORTER, "complaints", broken.getBytes(StandardCharsets.UTF_8));
            if (opened.statusCode() == 200) {
                JsonNode failed = await(server, id(opened), "FAILED");
                assertThat(failed.get("fault").asString()).as(broken).isNotBlank();
            } else {
                assertThat(opened.statusCode()).isEqualTo(400);
            }
        }
    }

    /** The template's own example is good, for each kind of lists. */
    @Test
    void templatesAreTakenAsTheyAre(RunningServer server) throws Exception {
        for (var kind : Map.of("complaints", IMPORTER, "owners", "wang.fang", "people", "admin")
                .entrySet()) {
            byte[] template = template(server, kind.getKey(), kind.getValue());
            try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(template))) {
                assertThat(workbook.getSheets().map(sheet -> sheet.getName())).containsExactly("导入", "填写说明");
            }
            JsonNode checked =
                    await(server, open(server, kind.getValue(), kind.getKey(), template), kind.getValue(), "CHECKED");
            assertThat(checked.get("faults").toString()).as(kind.getKey()).isEqualTo("[]");
            assertThat(checked.get("rows").asInt()).isEqualTo(1);
        }
    }

    @Test
    void ownersAndPeopleAreTakenByWhoMayAndOnlyOnce(RunningServer server) throws Exception {
        String run = UUID.randomUUID().toString();
        String owners =
                "服务中心,外部编号,身份,姓名,房号,电话\nYH,%1$s,业主,林秀英,3-2-1101;3-2-1102,13800002101\nXS,%1$s,租户,别处,1-1,1380000210\n"
                        .formatted(run);
        JsonNode checked = await(
                server,
                open(server, "wang.fang", "owners", owners.getBytes(StandardCharsets.UTF_8)),
                "wang.fang",
                "CHECKED");
        assertThat(checked.get("faults").toString())
                .contains("{\"row\":3,\"column\":\"服务中心\",\"code\":\"ROLE_NOT_ALLOWED\"}");
        start(server, "wang.fang", checked.get("id").asString(), true);
        assertThat(await(server, checked.get("id").asString(), "wang.fang", "DONE")
                        .get("changed")
                        .asInt())
                .isEqualTo(1);

        String people = "人员编号,姓名,任职\np-%1$s,新人,客服人员@YH;部门员工@YH/engineering\nq-%1$s,新人,客服人员@MOON\nr-%1$s,新人,部门负责人@YH\n"
                .formatted(run);
        assertThat(post(server, "wang.fang", "people", people.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(403);
        JsonNode staff = await(
                server, open(server, "admin", "people", people.getBytes(StandardCharsets.UTF_8)), "admin", "CHECKED");
        assertThat(staff.get("faults").toString())
                .contains("{\"row\":3,\"column\":\"任职\",\"code\":\"APPOINTED_TO_KNOWN_PLACE\"}")
                .contains("{\"row\":4,\"column\":\"任职\",\"code\":\"APPOINTED_TO_KNOWN_PLACE\"}");
        start(server, "admin", staff.get("id").asString(), true);
        assertThat(await(server, staff.get("id").asString(), "admin", "DONE")
                        .get("changed")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.ask("p-" + run, "{ me { name appointments { role } } }", Map.of())
                        .at("/me/appointments")
                        .size())
                .isEqualTo(2);
        // Whose import it is not, does not see it.
        assertThat(server.ask(
                                "wang.fang",
                                "{ import(id: \"%s\") { rows } }"
                                        .formatted(staff.get("id").asString()),
                                Map.of())
                        .get("import")
                        .isNull())
                .isTrue();
    }

    /** As it stands where a process died in the middle: another goes on with it, and takes no row twice. */
    @Test
    void whatWasInterruptedGoesOn(RunningServer server) throws Exception {
        String run = UUID.randomUUID().toString();
        StringBuilder rows = new StringBuilder(HEAD);
        for (int i = 0; i < 450; i++) {
            rows.append(open(run + "-" + i));
        }
        String id = open(server, IMPORTER, "complaints", rows.toString().getBytes(StandardCharsets.UTF_8));
        await(server, id, "CHECKED");
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        // Somebody else has it, and says nothing more; 200 rows of it are written down.
        jdbc.update(
                "UPDATE import_job SET state = 'RUNNING', done = 200, changed = 200, claimed_by = gen_random_uuid(), claimed_until = now() + interval '4 s' WHERE id = ?",
                UUID.fromString(id));
        long before = server.count("SELECT count(*) FROM event WHERE name = 'complaint.imported'");
        JsonNode done = await(server, id, "DONE");
        assertThat(done.get("done").asInt()).isEqualTo(450);
        assertThat(done.get("changed").asInt()).isEqualTo(450);
        assertThat(server.count("SELECT count(*) FROM event WHERE name = 'complaint.imported'"))
                .isEqualTo(before + 250);
        assertThat(server.ask(
                                IMPORTER,
                                "mutation { cancelImport(id: \"%s\") { userErrors { code } } }".formatted(id),
                                Map.of())
                        .at("/cancelImport/userErrors/0/code")
                        .asString())
                .isEqualTo("IMPORT_GOES_ON");
    }

    private static String open(String number) {
        return number
                + ",YH,电话,2026-02-03 09:00,wang.fang,昨晚,大堂,engineering,灯不亮,修好,业主,电话,13800002101,报事,,,,,,,,,,,,,\n";
    }

    private static String closed(String number) {
        return number
                + ",YH,电话,2026-02-03 09:00,wang.fang,昨晚,大堂,engineering,灯不亮,修好,业主,电话,13800002101,有效投诉,没有履行物业服务合同中规定的义务,轻微,服务水平有限造成的轻微不便,engineering,sun.wei,换灯,巡检,2026-02-04 16:00,已换,2026-02-05 10:00,4,li.na,2026-02-05 11:00\n";
    }

    private static JsonNode taken(RunningServer server, String list) throws Exception {
        String id = open(server, IMPORTER, "complaints", list.getBytes(StandardCharsets.UTF_8));
        await(server, id, "CHECKED");
        start(server, id, true);
        return await(server, id, "DONE");
    }

    private static String open(RunningServer server, String person, String kind, byte[] file) throws Exception {
        HttpResponse<String> opened = post(server, person, kind, file);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        return id(opened);
    }

    private static String id(HttpResponse<String> opened) {
        return opened.body().replaceFirst(".*\"id\":\"([0-9a-f-]{36})\".*", "$1");
    }

    private static HttpResponse<String> post(RunningServer server, String person, String kind, byte[] file)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/imports/" + kind
                                        + "?name=%E8%80%81%E6%8A%95%E8%AF%89.csv"))
                                .header(
                                        "Authorization",
                                        "Bearer " + server.tokens().issue(person))
                                // As curl says when nobody says otherwise.
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] template(RunningServer server, String kind, String person) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/imports/" + kind + "/template.xlsx"))
                                .header(
                                        "Authorization",
                                        "Bearer " + server.tokens().issue(person))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static JsonNode start(RunningServer server, String id, boolean skip) throws Exception {
        return start(server, IMPORTER, id, skip);
    }

    private static JsonNode start(RunningServer server, String person, String id, boolean skip) throws Exception {
        return server.ask(
                        person,
                        "mutation { startImport(id: \"%s\", skipFaulty: %s) { dataImport { state } userErrors { code } } }"
                                .formatted(id, skip),
                        Map.of())
                .get("startImport");
    }

    private static JsonNode await(RunningServer server, String id, String state) throws Exception {
        return await(server, id, IMPORTER, state);
    }

    private static JsonNode await(RunningServer server, String id, String person, String state) throws Exception {
        JsonNode found = null;
        for (int i = 0; i < 600; i++) {
            found = server.ask(
                            person,
                            "{ import(id: \"%s\") { id file state rows done changed unchanged rejected fault faults(first: 100) { row column code } } }"
                                    .formatted(id),
                            Map.of())
                    .get("import");
            if (found.get("state").asString().equals(state)) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("waited for a minute: " + found);
    }
}
