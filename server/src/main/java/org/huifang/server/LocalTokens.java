package org.huifang.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.huifang.kernel.operations.Replay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Bearer tokens that this installation signs itself: for who operates it, by the data folder's key and for minutes; and
 * for demo people, issued and believed only where the data folder was begun as a demo.
 */
@Configuration(proxyBeanMethods = false)
public class LocalTokens {
    static final String DEMO_KEY = "demo-token.key";
    static final String OPERATOR_KEY = "operator-token.key";
    private static final Duration DEMO_VALID = Duration.ofDays(30);
    private static final Duration OPERATOR_VALID = Duration.ofMinutes(5);
    private static final int TOKENS_REMEMBERED = 10_000;

    @Bean
    JwtDecoder jwtDecoder(DataFolder folder) throws IOException {
        JwtDecoder operator = decoder(folder, OPERATOR_KEY);
        JwtDecoder demo = folder.demo() ? decoder(folder, DEMO_KEY) : null;
        return remembering(token -> {
            if (demo != null) {
                try {
                    return demo.decode(token);
                } catch (BadJwtException e) {
                    // Signed by the other key, or by none.
                }
            }
            Jwt found = operator.decode(token);
            if (!Replay.OPERATOR.equals(found.getSubject())) {
                throw new BadJwtException("not an operator's");
            }
            return found;
        });
    }

    /** A token comes with every request of its holder, and is the same until it expires. */
    private static JwtDecoder remembering(JwtDecoder decoder) {
        Cache<String, Jwt> known = Caffeine.newBuilder()
                .maximumSize(TOKENS_REMEMBERED)
                .executor(Runnable::run)
                .build();
        return token -> {
            Jwt found = known.getIfPresent(token);
            Instant expires = found == null ? null : found.getExpiresAt();
            if (found != null && expires != null && expires.isAfter(Instant.now())) {
                return found;
            }
            Jwt decoded = decoder.decode(token);
            known.put(token, decoded);
            return decoded;
        };
    }

    private static JwtDecoder decoder(DataFolder folder, String key) throws IOException {
        return NimbusJwtDecoder.withSecretKey(key(folder, key))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
    }

    /** Tokens of demo people. */
    public static Issuer demo(DataFolder folder) throws IOException {
        if (!folder.demo()) {
            throw new StartRefused("只有示例模式才能签发令牌 / tokens are issued in demo mode only (start --demo)");
        }
        SecretKey key = key(folder, DEMO_KEY);
        return person -> sign(key, "huifang-demo", person, DEMO_VALID);
    }

    /** Tokens of who operates the machine, whatever person is asked for. */
    static Issuer operator(DataFolder folder) throws IOException {
        SecretKey key = key(folder, OPERATOR_KEY);
        return person -> sign(key, "huifang-operator", Replay.OPERATOR, OPERATOR_VALID);
    }

    /** Issues tokens by which the API knows a person. */
    @FunctionalInterface
    public interface Issuer {
        String issue(String person);
    }

    private static String sign(SecretKey key, String issuer, String subject, Duration valid) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(valid))
                .build();
        return new NimbusJwtEncoder(new ImmutableSecret<>(key))
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    private static SecretKey key(DataFolder folder, String name) throws IOException {
        return new SecretKeySpec(folder.key(name), "HmacSHA256");
    }
}
