package org.huifang.kernel.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/** Tokens by which a person's programs ask as that person, until they expire or are revoked. */
public interface AccessTokens {
    /** What every token begins with, so that it is known for one wherever it turns up. */
    String PREFIX = "hf_";

    Duration VALID_AT_MOST = Duration.ofDays(366);
    int NAME_AT_MOST = 100;
    int OF_A_PERSON_AT_MOST = 20;

    enum Scope {
        /** Asks, and changes nothing. */
        READ,
        WRITE
    }

    /** @param token shown once */
    record Made(UUID id, String token, Instant until) {}

    record Known(String person, Scope scope) {}

    record Listed(
            UUID id,
            String name,
            Scope scope,
            Instant createdAt,
            Instant until,
            @Nullable Instant lastUsedAt) {}

    /** @throws RefusedException when it has no name, lasts too long, or there are too many */
    Made make(String person, String name, Scope scope, Instant until, Instant now);

    /** Whose it is, while it is good and they are of the company. */
    Optional<Known> known(String token, Instant now);

    /** Those that are good, the newest first. */
    List<Listed> of(String person, Instant now);

    /** @return false where the person has no such token */
    boolean revoke(String person, UUID id);
}
