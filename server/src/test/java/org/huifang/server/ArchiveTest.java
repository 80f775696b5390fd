package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.huifang.command.archive.OpenedPackage;
import org.huifang.command.archive.OpenedPackage.BadPackageException;
import org.huifang.command.archive.OpenedPackage.Events;
import org.huifang.kernel.archive.ArchivePackage;
import org.huifang.kernel.archive.ArchivePackage.Line;
import org.huifang.kernel.archive.ArchivePackage.PackedComplaint;
import org.huifang.kernel.archive.ArchivePackage.PackedFile;
import org.huifang.server.demo.DemoPlayer;
import org.huifang.server.demo.GraphQlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A month's archived records leave as a package, are proved whole, and come back into an empty system as they were. */
@Tag("server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveTest {
    private static final String PASSPHRASE = "correct-horse-battery-staple";
    private static final String QUALITY = "he.pin";
    private static final String COMPLAINT =
            "number state sequence receivedAt reception { course demand complainant { name room contact } }"
                    + " judgement { classification criterion severity } promises { promise due verdict asRecorded }"
                    + " evidence { sha256 mediaType size title } handover { month archivedAt archivedBy }"
                    + " history(first: 100) { nodes { sequence at recordedAt person zh en texts { field text } } }";
    private static final String ARCHIVED =
            "SELECT count(*) = ? FROM complaint WHERE view::jsonb #>> '{view,handover,archivedAt}' IS NOT NULL";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static HuifangServer server;
    private static GraphQlClient client;
    private static String month;
    private static Path packed;
    private static String withEvidence;
    private static byte[] picture;

    @BeforeAll
    static void start() throws Exception {
        month = YearMonth.now(ZoneId.of("Asia/Shanghai")).toString();
        server = HuifangServer.start(new HuifangServer.Options(folder.resolve("data"), "127.0.0.1", 0, true, null));
        client = new GraphQlClient(server.address(), LocalTokens.demo(server.folder()));
        DemoPlayer player = new DemoPlayer(server.address(), server.folder());
        assertThat(player.play(new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                        .failed())
                .isZero();
        packed = folder.resolve("package.zip");
        withEvidence = visitedWithPicture();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void isRefusedUntilThereIsSomethingToKeep() throws Exception {
        assertThat(refusal(export("li.na", "YH", month, PASSPHRASE))).isEqualTo("403 ROLE_NOT_ALLOWED");
        assertThat(refusal(export(QUALITY, "NOWHERE", month, PASSPHRASE))).isEqualTo("404 CENTRE_KNOWN");
        assertThat(refusal(export(QUALITY, "YH", "2026-13", PASSPHRASE))).isEqualTo("404 MONTH_KNOWN");
        assertThat(refusal(export(QUALITY, "YH", month, "x".repeat(19)))).isEqualTo("400 PASSPHRASE_IN_RANGE");
        assertThat(refusal(post(QUALITY, "YH", month, "x".repeat(10_000)))).isEqualTo("400 PASSPHRASE_IN_RANGE");
        assertThat(refusal(export(QUALITY, "YH", month, PASSPHRASE))).isEqualTo("409 HANDED_OVER_BEFORE_EXPORTED");
        take("li.na", "compileStatistics(input: $input)");
        take("li.na", "handOverRecords(input: $input)");
        assertThat(refusal(export(QUALITY, "YH", month, PASSPHRASE))).isEqualTo("409 RECORDS_ARCHIVED_BEFORE_EXPORTED");
        assertThat(archives()).isEmpty();
    }

    @Test
    @Order(2)
    void holdsEveryArchivedRecordAndIsOnRecordItself() throws Exception {
        List<String> handedOver = handedOver();
        assertThat(handedOver).hasSizeGreaterThan(10).contains(withEvidence);
        // Two stay behind.
        List<String> archived = new ArrayList<>(handedOver);
        archived.remove(withEvidence);
        archived = new ArrayList<>(archived.subList(2, archived.size()));
        archived.add(withEvidence);
        for (String complaint : archived) {
            step(QUALITY, complaint, "archiveRecord", "{}");
        }
        long looks = count("SELECT count(*) FROM personal_look WHERE person = ?", QUALITY);
        HttpResponse<byte[]> answer = export(QUALITY, "YH", month, PASSPHRASE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("YH-" + month + "-archive.zip");
        Files.write(packed, answer.body());

        try (OpenedPackage opened = new OpenedPackage(packed, PASSPHRASE)) {
            assertThat(opened.check()).isEqualTo(opened.manifest().files().size());
            assertThat(opened.manifest().complaints())
                    .extracting(one -> one.complaint().toString())
                    .containsExactlyInAnyOrderElementsOf(archived);
            assertThat(opened.manifest().complaints())
                    .extracting(PackedComplaint::erased)
                    .containsOnly(false);
            assertThat(opened.manifest().waiting()).hasSize(2);
            JsonNode recorded = archives();
            assertThat(recorded).hasSize(1);
            assertThat(recorded.at("/0/manifest").asString()).isEqualTo(opened.digest());
            assertThat(recorded.at("/0/complaints").asInt()).isEqualTo(archived.size());
            assertThat(recorded.at("/0/by").asString()).isEqualTo(QUALITY);
            eventsAreTheStoredBytes(opened);
            nothingPersonalIsReadable(opened, archived);
        }
        assertThat(count("SELECT count(*) FROM personal_look WHERE person = ?", QUALITY))
                .isGreaterThanOrEqualTo(looks + archived.size());
    }

    private static void eventsAreTheStoredBytes(OpenedPackage opened) throws Exception {
        int lines = 0;
        try (Events events = opened.events()) {
            while (events.hasNext()) {
                Line line = events.next();
                assertThat(count(
                                "SELECT count(*) FROM event WHERE position = ? AND stream = ? AND sequence = ? AND payload = ? AND metadata = ?",
                                line.position(),
                                line.stream(),
                                line.sequence(),
                                line.payload().getBytes(StandardCharsets.UTF_8),
                                line.metadata().getBytes(StandardCharsets.UTF_8)))
                        .as(line.stream() + " #" + line.sequence())
                        .isEqualTo(1);
                lines++;
            }
        }
        assertThat(lines)
                .isGreaterThan(opened.manifest().complaints().stream()
                        .mapToInt(PackedComplaint::events)
                        .sum());
    }

    /** Texts stand in encrypted files alone, and there they do stand. */
    private static void nothingPersonalIsReadable(OpenedPackage opened, List<String> archived) throws Exception {
        List<String> texts = new ArrayList<>();
        for (String complaint : archived) {
            JsonNode reception = complaint(client, complaint).get("reception");
            texts.add(reception.get("course").asString());
            texts.add(reception.at("/complainant/contact").asString("13800000000"));
        }
        int named = 0;
        for (PackedFile file : opened.manifest().files()) {
            if (file.name().endsWith(".pdf")) {
                continue;
            }
            String content;
            try (InputStream in = opened.stream(file.name())) {
                content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (file.encrypted()) {
                named += texts.stream().anyMatch(content::contains) ? 1 : 0;
            } else {
                assertThat(texts).as(file.name()).noneMatch(content::contains);
            }
        }
        assertThat(named).isGreaterThanOrEqualTo(archived.size());
    }

    @Test
    @Order(3)
    void whatWasAlteredOrIsNotOnesOwnIsFoundOut() throws Exception {
        try (OpenedPackage opened = new OpenedPackage(packed, null)) {
            assertThat(opened.check()).isEqualTo((int) opened.manifest().files().stream()
                    .filter(file -> !file.encrypted())
                    .count());
        }
        try (OpenedPackage opened = new OpenedPackage(packed, "another-passphrase-altogether")) {
            assertThatThrownBy(opened::check).isInstanceOf(BadPackageException.class);
        }
        byte[] bytes = Files.readAllBytes(packed);
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 200));
        assertThatThrownBy(() -> new OpenedPackage(cut, PASSPHRASE).close()).isInstanceOf(BadPackageException.class);
        for (int i = 1; i <= 20; i++) {
            byte[] altered = bytes.clone();
            altered[(int) ((long) bytes.length * i / 21)] ^= 1;
            Path file = Files.write(folder.resolve("altered.zip"), altered);
            assertThatThrownBy(() -> {
                        try (OpenedPackage opened = new OpenedPackage(file, PASSPHRASE)) {
                            opened.check();
                        }
                    })
                    .as("byte " + i + "/21")
                    .isInstanceOf(BadPackageException.class);
        }
    }

    @Test
    @Order(4)
    void comesBackIntoAnEmptySystemAsItWas() throws Exception {
        Path secret = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Path data = folder.resolve("read");
        // Twice the same package is the same package once.
        assertThat(read(data, secret, packed, packed)).isZero();
        assertThat(read(data, secret, packed)).as("no longer empty").isEqualTo(1);
        try (HuifangServer again = HuifangServer.start(new HuifangServer.Options(data, "127.0.0.1", 0, true, null));
                OpenedPackage opened = new OpenedPackage(packed, PASSPHRASE)) {
            GraphQlClient there = new GraphQlClient(again.address(), LocalTokens.demo(again.folder()));
            JdbcTemplate jdbc = again.context().getBean(JdbcTemplate.class);
            for (int i = 0;
                    i < 200
                            && !Boolean.TRUE.equals(jdbc.queryForObject(
                                    ARCHIVED,
                                    Boolean.class,
                                    opened.manifest().complaints().size()));
                    i++) {
                Thread.sleep(100);
            }
            for (PackedComplaint one : opened.manifest().complaints()) {
                String id = one.complaint().toString();
                assertThat(complaint(there, id)).as(one.number().value()).isEqualTo(complaint(client, id));
            }
            HttpResponse<byte[]> form =
                    get(again, QUALITY, "/documents/complaints/" + withEvidence + "/handling-record.pdf");
            assertThat(form.statusCode()).isEqualTo(200);
            HttpResponse<byte[]> evidence =
                    get(again, QUALITY, "/complaints/" + withEvidence + "/evidence/" + sha256(picture));
            assertThat(evidence.body()).isEqualTo(picture);
            // And it goes on from there: the day's next number is free.
            JsonNode registered = there.ask(
                            "wang.fang",
                            "mutation($input: RegisterComplaintInput!) { registerComplaint(input: $input) { complaint { number } userErrors { code } } }",
                            Map.of("input", registration()))
                    .get("registerComplaint");
            assertThat(registered.get("userErrors")).isEmpty();
            assertThat(jdbc.queryForObject("SELECT count(*) FROM dead_letter", Long.class))
                    .isZero();
            assertThat(jdbc.queryForObject("SELECT count(*) = max(position) FROM event", Boolean.class))
                    .isTrue();
        }
    }

    /** Erased between two exports, an owner stays erased, whatever the older package still holds. */
    @Test
    @Order(5)
    void whoWasErasedStaysErased() throws Exception {
        Path secret = folder.resolve("passphrase");
        Path later = Files.copy(packed, folder.resolve("later.zip"));
        String erased = erase(later);
        Path data = folder.resolve("erased");
        assertThat(read(data, secret, packed, later)).isZero();
        try (HuifangServer again = HuifangServer.start(new HuifangServer.Options(data, "127.0.0.1", 0, true, null))) {
            GraphQlClient there = new GraphQlClient(again.address(), LocalTokens.demo(again.folder()));
            JdbcTemplate jdbc = again.context().getBean(JdbcTemplate.class);
            for (int i = 0; i < 200 && jdbc.queryForObject("SELECT count(*) FROM complaint", Integer.class) < 36; i++) {
                Thread.sleep(100);
            }
            JsonNode read = complaint(there, erased);
            assertThat(read.get("state")).isEqualTo(complaint(client, erased).get("state"));
            assertThat(read.at("/reception/course").isNull()).isTrue();
            assertThat(jdbc.queryForObject(
                            "SELECT count(*) FROM personal_key WHERE wrapped IS NULL AND destroyed_at IS NOT NULL",
                            Integer.class))
                    .isEqualTo(1);
        }
    }

    /** As it would have been exported once the first complaint's key was destroyed. */
    private static String erase(Path archive) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode manifest;
        ArrayNode keys;
        try (OpenedPackage opened = new OpenedPackage(archive, PASSPHRASE);
                InputStream listed = opened.stream(ArchivePackage.MANIFEST);
                InputStream held = opened.stream(ArchivePackage.KEYS)) {
            manifest = (ObjectNode) json.readTree(listed.readAllBytes());
            keys = (ArrayNode) json.readTree(held.readAllBytes());
        }
        ((ObjectNode) keys.get(0)).putNull("key");
        byte[] changed = json.writeValueAsBytes(keys);
        for (JsonNode file : manifest.get("files")) {
            if (file.get("name").asString().equals(ArchivePackage.KEYS)) {
                ((ObjectNode) file).put("sha256", sha256(changed)).put("bytes", changed.length);
            }
        }
        try (ZipFile zip = new ZipFile(archive.toFile(), PASSPHRASE.toCharArray())) {
            ZipParameters encrypted = new ZipParameters();
            encrypted.setFileNameInZip(ArchivePackage.KEYS);
            encrypted.setEncryptFiles(true);
            encrypted.setEncryptionMethod(EncryptionMethod.AES);
            zip.removeFile(ArchivePackage.KEYS);
            zip.addStream(new ByteArrayInputStream(changed), encrypted);
            ZipParameters plain = new ZipParameters();
            plain.setFileNameInZip(ArchivePackage.MANIFEST);
            zip.removeFile(ArchivePackage.MANIFEST);
            zip.addStream(new ByteArrayInputStream(json.writeValueAsBytes(manifest)), plain);
        }
        return keys.get(0).get("complaint").asString();
    }

    private static int read(Path data, Path secret, Path... packages) {
        List<String> arguments = new ArrayList<>(List.of("archive", "read"));
        for (Path one : packages) {
            arguments.add(one.toString());
        }
        arguments.addAll(List.of("--data", data.toString(), "--demo", "--passphrase-file", secret.toString()));
        return Launcher.commandLine().execute(arguments.toArray(String[]::new));
    }

    private static String visitedWithPicture() throws Exception {
        String id = client.ask(
                        "wang.fang",
                        "mutation($input: RegisterComplaintInput!) { registerComplaint(input: $input) { complaint { id } } }",
                        Map.of("input", registration()))
                .at("/registerComplaint/complaint/id")
                .asString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
        picture = bytes.toByteArray();
        HTTP.send(
                request(server, "wang.fang", "/complaints/" + id + "/evidence")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        step("wang.fang", id, "attachEvidence", "{sha256: \"" + sha256(picture) + "\", title: \"门厅积水\"}");
        step("wang.fang", id, "withdrawComplaint", "{reason: \"已自行处理\"}");
        step("li.na", id, "arrangeReturnVisit", "{}");
        step(
                "wang.fang",
                id,
                "recordReturnVisit",
                "{means: {kind: PHONE}, reached: true, satisfaction: 4, words: \"已说明\"}");
        return id;
    }

    private static Map<String, Object> registration() {
        return ServerTest.input("YH");
    }

    private static JsonNode complaint(GraphQlClient from, String id) throws Exception {
        return from.ask(QUALITY, "query($id: ID!) { complaint(id: $id) { " + COMPLAINT + " } }", Map.of("id", id))
                .get("complaint");
    }

    private static List<String> handedOver() {
        return server.context()
                .getBean(JdbcTemplate.class)
                .queryForList(
                        "SELECT complaint::text FROM statistic_fact WHERE kind = 'HANDED_OVER' ORDER BY 1",
                        String.class);
    }

    private static void step(String person, String complaint, String mutation, String input) throws Exception {
        JsonNode payload = client.ask(
                        person,
                        "mutation($id: ID!) { %s(complaint: $id, input: %s) { userErrors { code } } }"
                                .formatted(mutation, input),
                        Map.of("id", complaint))
                .get(mutation);
        assertThat(payload.get("userErrors")).as(mutation).isEmpty();
    }

    private static void take(String person, String mutation) throws Exception {
        client.ask(
                person,
                "mutation($input: MonthEndInput!) { " + mutation + " { userErrors { code } } }",
                Map.of("input", Map.of("centre", "YH", "month", month)));
    }

    private static JsonNode archives() throws Exception {
        return client.ask(
                        QUALITY,
                        "{ monthEnd(centre: \"YH\", month: \"%s\") { archives { manifest complaints at by } } }"
                                .formatted(month),
                        Map.of())
                .at("/monthEnd/archives");
    }

    private static long count(String query, Object... arguments) {
        return Objects.requireNonNull(
                server.context().getBean(JdbcTemplate.class).queryForObject(query, Long.class, arguments));
    }

    private static String refusal(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " "
                + new ObjectMapper().readTree(answer.body()).get("code").asString();
    }

    private static HttpResponse<byte[]> export(String person, String centre, String of, String passphrase)
            throws Exception {
        return post(person, centre, of, "{\"passphrase\": \"" + passphrase + "\"}");
    }

    private static HttpResponse<byte[]> post(String person, String centre, String of, String body) throws Exception {
        return HTTP.send(
                request(server, person, "/archives/" + centre + "/" + of)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(HuifangServer from, String person, String path) throws Exception {
        return HTTP.send(request(from, person, path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(HuifangServer to, String person, String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(to.address() + path))
                .header(
                        "Authorization",
                        "Bearer " + LocalTokens.demo(to.folder()).issue(person));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
