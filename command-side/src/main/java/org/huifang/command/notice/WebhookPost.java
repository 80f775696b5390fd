package org.huifang.command.notice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.huifang.command.notice.Delivering.Due;
import org.huifang.command.outside.Outside;
import org.huifang.kernel.notice.Notice;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * Sends notices to webhooks. {@code Huifang-Signature: t=<seconds>,v1=<hex>} holds the HMAC-SHA256, under the webhook's
 * secret, of {@code <seconds>.<body>}; {@code Huifang-Delivery} is the same however often a notice is tried.
 */
final class WebhookPost {
    static final String SIGNATURE = "Huifang-Signature";
    static final String DELIVERY = "Huifang-Delivery";
    private static final String HMAC = "HmacSHA256";
    private static final int OK = 200;
    private static final int NOT_OK = 300;

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final Outside outside;
    private final PersonalData personalData;

    WebhookPost(JdbcTemplate jdbc, ObjectMapper json, Outside outside, PersonalData personalData) {
        this.jdbc = jdbc;
        this.json = json;
        this.outside = outside;
        this.personalData = personalData;
    }

    private record Hook(String address, String secret) {}

    void send(Due due, Instant now) throws IOException {
        Hook hook = hook(due.target());
        byte[] body = json.writeValueAsBytes(body(due.notice()));
        HttpPost request = new HttpPost(hook.address());
        // What is signed goes where it was registered for, and nowhere else.
        request.setConfig(Outside.WITHOUT_REDIRECTS);
        request.setHeader(DELIVERY, due.id().toString());
        request.setHeader(SIGNATURE, signature(hook.secret(), now.getEpochSecond(), body));
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        int status = outside.ask(request, response -> response.getCode());
        if (status < OK || status >= NOT_OK) {
            throw new IOException("HTTP " + status);
        }
    }

    private static Map<String, Object> body(Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", notice.id());
        body.put("kind", notice.kind());
        body.put("occasion", notice.occasion());
        body.put("at", notice.at());
        body.put("centre", notice.centre());
        body.put("subject", notice.subject());
        body.put("promise", notice.promise());
        body.put("due", notice.due());
        body.put("level", notice.level());
        body.put("zh", notice.zh());
        body.put("en", notice.en());
        return body;
    }

    private Hook hook(String name) throws IOException {
        try {
            return jdbc.queryForObject(
                    "SELECT address, secret FROM webhook WHERE name = ?",
                    (row, n) -> new Hook(
                            row.getString(1),
                            personalData
                                    .open(Personal.parse(row.getString(2)))
                                    .orElseThrow(() -> new IllegalStateException("its secret is there no more"))),
                    name);
        } catch (EmptyResultDataAccessException e) {
            throw new IOException("the webhook has been removed", e);
        }
    }

    static String signature(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
