package org.huifang.api.owner;

import graphql.schema.DataFetchingEnvironment;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.owner.KeyDestroyedException;
import org.huifang.kernel.owner.OwnerCommand;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.Particulars;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The way of a command about an owner: stamped, sealed under the owner's key, sent. */
@Component
class OwnerSteps {
    /** Somebody else's command came between: decided again on what is there now. */
    private static final int ATTEMPTS = 5;

    private static final int KEY_AT_MOST = 100;
    /** Equal requests give equal bytes, in whatever order a client wrote the fields. */
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final CommandGateway commands;
    private final PersonalData personalData;
    private final Clock clock;

    OwnerSteps(CommandGateway commands, PersonalData personalData, Clock clock) {
        this.commands = commands;
        this.personalData = personalData;
        this.clock = clock;
    }

    static OwnerId known(String id) {
        try {
            return OwnerId.parse(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    static Optional<OwnerId> parse(String id) {
        try {
            return Optional.of(OwnerId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException unknown() {
        return refused("OWNER_KNOWN", "owner", "没有这位业户", "There is no such owner");
    }

    static void requireKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > KEY_AT_MOST)) {
            throw refused("KEY_IN_RANGE", "key", "幂等键须为 1 到 100 个字符", "A key has 1 to 100 characters");
        }
    }

    /** The digest of a request dies with the owner's key, as all else that was made from their particulars. */
    Act act(
            String person,
            OwnerId owner,
            @Nullable String key,
            @Nullable Long expectedSequence,
            DataFetchingEnvironment environment) {
        String request = key == null ? null : withKey(owner, keyId -> personalData.mark(keyId, bytes(environment)));
        return new Act(person, null, null, clock.instant(), Source.API, key, request, expectedSequence, null);
    }

    private static byte[] bytes(DataFetchingEnvironment environment) {
        return CANONICAL.writeValueAsBytes(
                Map.of("mutation", environment.getField().getName(), "arguments", environment.getArguments()));
    }

    Act importing(String person) {
        return new Act(person, null, null, clock.instant(), Source.IMPORT, null, null, null, null);
    }

    /** @throws RefusedException when the particulars cannot be taken as they were stated */
    Particulars sealed(OwnerId owner, Stated stated) {
        var refusals = stated.refusals();
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        return withKey(owner, keyId -> stated.sealed(personalData, keyId));
    }

    private <T> T withKey(OwnerId owner, Function<String, T> made) {
        try {
            return made.apply(personalData.keyFor(owner));
        } catch (KeyDestroyedException e) {
            throw refused(
                    "OWNER_NOT_ERASED",
                    "owner",
                    "该业户的个人资料已依法删除,不能再登记",
                    "This owner's personal data has been erased; nothing can be recorded under it");
        }
    }

    Accepted send(OwnerCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (AggregateNotFoundException e) {
                throw unknown();
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§4.5.1", field, zh, en));
    }
}
