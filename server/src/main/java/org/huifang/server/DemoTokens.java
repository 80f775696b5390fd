package org.huifang.server;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Bearer tokens of demo people: issued and believed only where the data folder was begun as a demo. */
@Configuration(proxyBeanMethods = false)
public class DemoTokens {
    private static final String KEY = "demo-token.key";
    private static final int DAYS_VALID = 30;

    @Bean
    JwtDecoder jwtDecoder(DataFolder folder) throws IOException {
        if (!folder.demo()) {
            return token -> {
                throw new BadJwtException("there are no demo accounts here");
            };
        }
        return NimbusJwtDecoder.withSecretKey(key(folder))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
    }

    public static Issuer of(DataFolder folder) throws IOException {
        if (!folder.demo()) {
            throw new StartRefused("只有示例模式才能签发令牌 / tokens are issued in demo mode only (start --demo)");
        }
        SecretKey key = key(folder);
        return person -> {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            JwtClaimsSet claims = JwtClaimsSet.builder()
                    .issuer("huifang-demo")
                    .subject(person)
                    .issuedAt(now)
                    .expiresAt(now.plus(DAYS_VALID, ChronoUnit.DAYS))
                    .build();
            return new NimbusJwtEncoder(new ImmutableSecret<>(key))
                    .encode(JwtEncoderParameters.from(
                            JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                    .getTokenValue();
        };
    }

    /** Issues tokens by which the API knows a person. */
    @FunctionalInterface
    public interface Issuer {
        String issue(String person);
    }

    private static SecretKey key(DataFolder folder) throws IOException {
        return new SecretKeySpec(folder.key(KEY), "HmacSHA256");
    }
}
