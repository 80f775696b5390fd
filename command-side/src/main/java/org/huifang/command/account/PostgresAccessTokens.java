package org.huifang.command.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.account.AccessTokens;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tokens in the database, each known by its digest; one that was revoked is forgotten here within seconds. */
public final class PostgresAccessTokens implements AccessTokens {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final Cache<String, Optional<Known>> remembered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    public PostgresAccessTokens(JdbcTemplate jdbc, CompanyDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    @Override
    public Made make(String person, String name, Scope scope, Instant until, Instant now) {
        if (name.isBlank() || name.length() > NAME_AT_MOST) {
            throw refused("NAME_IN_RANGE", "name", "名称须为 1 到 100 个字", "A name has 1 to 100 characters");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(VALID_AT_MOST))) {
            throw refused("TOKEN_UNTIL_IN_RANGE", "until", "有效期须晚于现在,最多一年", "A token is good for a year at most");
        }
        if (of(person, now).size() >= OF_A_PERSON_AT_MOST) {
            throw refused("TOKENS_AT_MOST", null, "最多 20 个令牌,请先撤销不用的", "At most 20 tokens; revoke some first");
        }
        String token = PREFIX + Secrets.random();
        UUID id = UUID.randomUUID();
        jdbc.update(
                "INSERT INTO access_token (id, person, name, secret, scope, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                person,
                name.strip(),
                Secrets.digest(token),
                scope.name(),
                Timestamp.from(now),
                Timestamp.from(until));
        return new Made(id, token, until);
    }

    @Override
    public Optional<Known> known(String token, Instant now) {
        return remembered
                .get(token, secret -> look(secret, now))
                .filter(known -> directory.acting(known.person()).isPresent());
    }

    private Optional<Known> look(String token, Instant now) {
        return jdbc
                .query(
                        "UPDATE access_token SET last_used_at = ? WHERE secret = ? AND expires_at > ? RETURNING person, scope",
                        (row, n) -> new Known(row.getString(1), Scope.valueOf(row.getString(2))),
                        Timestamp.from(now),
                        Secrets.digest(token),
                        Timestamp.from(now))
                .stream()
                .findFirst();
    }

    @Override
    public List<Listed> of(String person, Instant now) {
        return jdbc.query(
                "SELECT id, name, scope, created_at, expires_at, last_used_at FROM access_token WHERE person = ? AND expires_at > ?"
                        + " ORDER BY created_at DESC",
                (row, n) -> new Listed(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Scope.valueOf(row.getString(3)),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant(),
                        row.getTimestamp(6) == null ? null : row.getTimestamp(6).toInstant()),
                person,
                Timestamp.from(now));
    }

    @Override
    public boolean revoke(String person, UUID id) {
        int revoked = jdbc.update("DELETE FROM access_token WHERE person = ? AND id = ?", person, id);
        remembered.invalidateAll();
        return revoked > 0;
    }

    private static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§2", field, zh, en));
    }
}
