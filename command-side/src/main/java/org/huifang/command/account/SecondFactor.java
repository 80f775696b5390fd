package org.huifang.command.account;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.jdbc.core.JdbcTemplate;

/** Codes of people's authenticator apps (RFC 6238), each good once, and for a step before and after its own. */
final class SecondFactor {
    private static final int SECRET_BYTES = 20;
    private static final int DRIFT_STEPS = 1;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base32 BASE32 = new Base32();

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;
    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();

    SecondFactor(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    boolean inForce(String person) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM account WHERE person = ? AND totp_confirmed)", Boolean.class, person));
    }

    String begin(String person) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = BASE32.encodeToString(bytes).replace("=", "");
        String keyId = personalData.keyFor(new NoticeSettingsId(person).keeper());
        jdbc.update(
                "UPDATE account SET totp = ?, totp_confirmed = false, totp_step = 0 WHERE person = ?",
                personalData.seal(keyId, secret).toString(),
                person);
        return secret;
    }

    boolean confirm(String person, String code, Instant now) {
        return accepts(person, code, now)
                && jdbc.update("UPDATE account SET totp_confirmed = true WHERE person = ?", person) > 0;
    }

    void drop(String person) {
        jdbc.update("UPDATE account SET totp = NULL, totp_confirmed = false WHERE person = ?", person);
    }

    /** Uses the code up: of two who show it at once, one is refused. */
    boolean accepts(String person, String code, Instant now) {
        Optional<String> secret = jdbc
                .queryForList("SELECT totp FROM account WHERE person = ? AND totp IS NOT NULL", String.class, person)
                .stream()
                .findFirst()
                .flatMap(text -> personalData.open(Personal.parse(text)));
        if (secret.isEmpty()) {
            return false;
        }
        long seconds = codes.getTimeStep().toSeconds();
        long step = now.getEpochSecond() / seconds;
        for (long at = step - DRIFT_STEPS; at <= step + DRIFT_STEPS; at++) {
            if (code(secret.get(), Instant.ofEpochSecond(at * seconds)).equals(code.strip())) {
                return jdbc.update(
                                "UPDATE account SET totp_step = ? WHERE person = ? AND totp_step < ?", at, person, at)
                        > 0;
            }
        }
        return false;
    }

    private String code(String secret, Instant at) {
        try {
            return codes.generateOneTimePasswordString(
                    new SecretKeySpec(BASE32.decode(secret), codes.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
