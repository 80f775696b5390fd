package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.huifang.command.evidence.PostgresEvidenceStore;
import org.huifang.command.owner.KeyedPersonalData;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.EvidenceStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Files as people upload them: streamed in, sealed, attached, read back; and what is refused. */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class EvidenceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void isUploadedAttachedAndReadBack(RunningServer server) throws Exception {
        String id = registered(server);
        byte[] picture = picture();
        JsonNode uploaded = json(upload(server, "wang.fang", id, picture));
        assertThat(uploaded.get("mediaType").asString()).isEqualTo("image/png");
        assertThat(uploaded.get("size").asLong()).isEqualTo(picture.length);
        String sha256 = uploaded.get("sha256").asString();
        // The same bytes twice are one file.
        assertThat(json(upload(server, "li.na", id, picture)).get("sha256").asString())
                .isEqualTo(sha256);
        assertThat(server.count("SELECT count(*) FROM evidence WHERE complaint = ?::uuid", id))
                .isEqualTo(1);
        assertThat(attach(server, "wang.fang", id, "0".repeat(64))).containsExactly("EVIDENCE_UPLOADED");
        assertThat(attach(server, "wang.fang", id, sha256)).isEmpty();
        assertThat(attach(server, "wang.fang", id, sha256)).containsExactly("EVIDENCE_ATTACHED_ONCE");
        JsonNode evidence = server.ask(
                        "wang.fang",
                        "{ complaint(id: \"%s\") { evidence { sha256 mediaType size title by } } }".formatted(id),
                        Map.of())
                .at("/complaint/evidence/0");
        assertThat(evidence.get("title").asString()).isEqualTo("门厅积水");
        long looks = server.count("SELECT count(*) FROM personal_look");
        HttpResponse<byte[]> read = read(server, "wang.fang", id, sha256);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(picture);
        assertThat(read.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(read.headers().firstValue("Content-Security-Policy")).contains("sandbox; default-src 'none'");
        assertThat(server.count("SELECT count(*) FROM personal_look")).isEqualTo(looks + 1);
        // Neither who sees no personal data, nor another centre's people, nor anybody without a token.
        assertThat(read(server, "he.pin", id, sha256).statusCode()).isEqualTo(404);
        assertThat(read(server, "chen.jing", id, sha256).statusCode()).isEqualTo(404);
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(uri(server, id + "/evidence/" + sha256))
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(401);
        // What is attached is kept, whenever it was uploaded; nothing of it stands there in plain.
        for (int i = 0;
                i < 100 && server.count("SELECT count(*) FROM evidence WHERE sha256 = ? AND kept", sha256) == 0;
                i++) {
            Thread.sleep(50);
        }
        server.bean(EvidenceStore.class).collect(Instant.now().plusSeconds(60));
        assertThat(read(server, "wang.fang", id, sha256).statusCode()).isEqualTo(200);
        byte[] marker = Arrays.copyOfRange(picture, 0, 24);
        assertThat(server.count("SELECT count(*) FROM evidence_chunk WHERE position(? IN sealed) > 0", (Object) marker))
                .isZero();
    }

    @Test
    void whatTheLogHasAttachedIsNotCollectedBeforeTheReactionHasComeToIt(RunningServer server) throws Exception {
        String id = registered(server);
        String sha256 =
                json(upload(server, "wang.fang", id, picture())).get("sha256").asString();
        assertThat(attach(server, "wang.fang", id, sha256)).isEmpty();
        try (Connection connection = Objects.requireNonNull(
                        server.bean(JdbcTemplate.class).getDataSource())
                .getConnection()) {
            connection.setAutoCommit(false);
            JdbcTemplate behind = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            behind.update("UPDATE token_entry SET token = convert_to('{\"globalIndex\":1}', 'UTF8')"
                    + " WHERE processor_name = 'reactions'");
            behind.update("UPDATE evidence SET kept = false WHERE complaint = ?::uuid", id);
            EvidenceStore store = new PostgresEvidenceStore(behind, server.bean(KeyedPersonalData.class));
            assertThat(store.collect(Instant.now().plusSeconds(60))).isZero();
            behind.update("UPDATE token_entry SET token = convert_to('{\"globalIndex\":' || position || '}', 'UTF8')"
                    + " FROM event_head WHERE processor_name = 'reactions'");
            assertThat(store.collect(Instant.now().plusSeconds(60))).isPositive();
            connection.rollback();
        }
    }

    @Test
    void aChunkThatWasSwappedCutOrGoneIsFoundOut(RunningServer server) throws Exception {
        String id = registered(server);
        EvidenceStore store = server.bean(EvidenceStore.class);
        ComplaintId complaint = ComplaintId.parse(id);
        String sha256 = store.store(complaint, film(MEBIBYTE)).sha256();
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        String ours = " upload = (SELECT upload FROM evidence WHERE sha256 = '" + sha256 + "')";
        jdbc.update("UPDATE evidence_chunk SET n = n + 100 WHERE" + ours);
        jdbc.update(
                "UPDATE evidence_chunk SET n = CASE n WHEN 100 THEN 1 WHEN 101 THEN 0 ELSE n - 100 END WHERE" + ours);
        assertThat(fails(store, complaint, sha256)).isTrue();
        jdbc.update("UPDATE evidence_chunk SET n = n + 100 WHERE" + ours);
        jdbc.update(
                "UPDATE evidence_chunk SET n = CASE n WHEN 100 THEN 1 WHEN 101 THEN 0 ELSE n - 100 END WHERE" + ours);
        assertThat(fails(store, complaint, sha256)).isFalse();
        jdbc.update("DELETE FROM evidence_chunk WHERE" + ours + " AND n = (SELECT max(n) FROM evidence_chunk WHERE"
                + ours + ")");
        assertThat(fails(store, complaint, sha256)).isTrue();
        // And nothing opens without the key, once it is remembered no more.
        String whole = store.store(complaint, film(MEBIBYTE / 2)).sha256();
        jdbc.update(
                "UPDATE personal_key SET wrapped = NULL WHERE key_id = (SELECT key_id FROM evidence WHERE sha256 = ?)",
                whole);
        EvidenceStore elsewhere = new PostgresEvidenceStore(
                jdbc, new KeyedPersonalData(jdbc, server.bean(DataFolder.class).key("master.key")));
        assertThat(elsewhere.write(complaint, whole, new ByteArrayOutputStream()))
                .isFalse();
    }

    @Test
    @Tag("long")
    void onceTheOwnersKeyIsDestroyedItIsGone(RunningServer server) throws Exception {
        String id = registered(server);
        String sha256 =
                json(upload(server, "wang.fang", id, picture())).get("sha256").asString();
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        String key = jdbc.queryForObject(
                "SELECT key_id FROM evidence WHERE sha256 = ? AND complaint = ?::uuid", String.class, sha256, id);
        jdbc.update("UPDATE personal_key SET wrapped = NULL WHERE key_id = ?", key);
        // An opened key is remembered for a minute.
        assertThat(server.count("SELECT count(*) FROM personal_key WHERE key_id = ? AND wrapped IS NULL", key))
                .isEqualTo(1);
        int status = 200;
        for (int i = 0; i < 75 && status != 410; i++) {
            Thread.sleep(1_000);
            status = read(server, "wang.fang", id, sha256).statusCode();
        }
        assertThat(status).isEqualTo(410);
    }

    @Test
    void whatIsNoEvidenceIsRefused(RunningServer server) throws Exception {
        String id = registered(server);
        assertThat(refusal(upload(server, "wang.fang", id, new byte[0]))).isEqualTo("400 EVIDENCE_NOT_EMPTY");
        assertThat(refusal(upload(
                        server,
                        "wang.fang",
                        id,
                        "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("415 EVIDENCE_TYPE_ALLOWED");
        assertThat(refusal(upload(
                        server,
                        "wang.fang",
                        id,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("415 EVIDENCE_TYPE_ALLOWED");
        byte[] program = new byte[4_096];
        program[0] = 'M';
        program[1] = 'Z';
        assertThat(refusal(upload(server, "wang.fang", id, program))).isEqualTo("415 EVIDENCE_TYPE_ALLOWED");
        assertThat(refusal(upload(server, "chen.jing", id, picture()))).isEqualTo("404 EVIDENCE_KNOWN");
        assertThat(refusal(upload(server, "wang.fang", "no-id", picture()))).isEqualTo("404 EVIDENCE_KNOWN");
        assertThat(refusal(upload(server, "he.pin", id, picture()))).isEqualTo("403 ROLE_NOT_ALLOWED");
        assertThat(refusal(streamed(server, id, film(21 * MEBIBYTE)))).isEqualTo("413 EVIDENCE_TOO_LARGE");
        assertThat(server.count("SELECT count(*) FROM evidence WHERE complaint = ?::uuid", id))
                .isZero();
    }

    @Test
    void aLargeFileIsStreamedAndABrokenUploadLeavesNothing(RunningServer server) throws Exception {
        String id = registered(server);
        JsonNode film = json(streamed(server, id, film(19 * MEBIBYTE)));
        assertThat(film.get("size").asLong()).isEqualTo(19L * MEBIBYTE);
        assertThat(film.get("mediaType").asString()).isEqualTo("video/mp4");
        HttpResponse<byte[]> back =
                read(server, "wang.fang", id, film.get("sha256").asString());
        assertThat(back.body()).isEqualTo(film(19 * MEBIBYTE).readAllBytes());
        // Enough that waits to be attached: no more for now.
        for (int i = 1; i <= 3; i++) {
            json(streamed(server, id, film(19 * MEBIBYTE - i)));
        }
        assertThat(refusal(streamed(server, id, film(MEBIBYTE)))).isEqualTo("429 EVIDENCE_WAITING");

        String other = registered(server);
        URI address = uri(server, other + "/evidence");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + address.getPath() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + server.tokens().issue("wang.fang") + "\r\nContent-Length: 5000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(film(MEBIBYTE).readAllBytes());
            out.flush();
            Thread.sleep(500);
        }
        for (int i = 0;
                i < 300 && server.count("SELECT count(*) FROM evidence WHERE complaint = ?::uuid", other) > 0;
                i++) {
            Thread.sleep(100);
        }
        assertThat(server.count("SELECT count(*) FROM evidence WHERE complaint = ?::uuid", other))
                .isZero();
        server.bean(EvidenceStore.class).collect(Instant.now().plusSeconds(60));
        assertThat(server.count("SELECT count(*) FROM evidence WHERE complaint = ?::uuid", id))
                .isZero();
        assertThat(server.count(
                        "SELECT count(*) FROM evidence_chunk WHERE upload NOT IN (SELECT upload FROM evidence)"))
                .isZero();
    }

    private static boolean fails(EvidenceStore store, ComplaintId complaint, String sha256) throws IOException {
        try {
            return !store.write(complaint, sha256, new ByteArrayOutputStream());
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Film, as far as its beginning tells; the rest is noise, the same each time. */
    private static InputStream film(int size) {
        byte[] beginning = {
            0, 0, 0, 24, 'f', 't', 'y', 'p', 'm', 'p', '4', '2', 0, 0, 0, 0, 'm', 'p', '4', '2', 'i', 's', 'o', 'm'
        };
        byte[] noise = new byte[size - beginning.length];
        new Random(size).nextBytes(noise);
        return new SequenceInputStream(new ByteArrayInputStream(beginning), new ByteArrayInputStream(noise));
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static HttpResponse<String> upload(RunningServer server, String person, String id, byte[] file)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(server, id + "/evidence"))
                        .header("Authorization", "Bearer " + server.tokens().issue(person))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> streamed(RunningServer server, String id, InputStream file) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(server, id + "/evidence"))
                        .header("Authorization", "Bearer " + server.tokens().issue("wang.fang"))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> read(RunningServer server, String person, String id, String sha256)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(server, id + "/evidence/" + sha256))
                        .header("Authorization", "Bearer " + server.tokens().issue(person))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(RunningServer server, String rest) {
        return URI.create(server.address() + "/complaints/" + rest);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static String refusal(HttpResponse<String> answer) {
        JsonNode error = new ObjectMapper().readTree(answer.body());
        assertThat(error.get("messageZh").asString()).isNotBlank();
        assertThat(error.get("clause").asString()).startsWith("KF02-02 §");
        return answer.statusCode() + " " + error.get("code").asString();
    }

    private static List<String> attach(RunningServer server, String person, String id, String sha256) throws Exception {
        List<String> codes = new ArrayList<>();
        server.step(person, id, "attachEvidence", Map.of("sha256", sha256, "title", "门厅积水"))
                .get("userErrors")
                .forEach(error -> codes.add(error.get("code").asString()));
        return codes;
    }

    private static String registered(RunningServer server) throws Exception {
        return server.register("wang.fang", ServerTest.input("YH"))
                .at("/complaint/id")
                .asString();
    }
}
