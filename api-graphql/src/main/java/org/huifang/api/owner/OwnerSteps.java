package org.huifang.api.owner;

import graphql.schema.DataFetchingEnvironment;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.huifang.api.access.Commanding;
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

/** The way of a command about an owner: stamped, sealed under the owner's key, sent. */
@Component
class OwnerSteps {
    private final Commanding commanding;
    private final PersonalData personalData;
    private final Clock clock;

    OwnerSteps(Commanding commanding, PersonalData personalData, Clock clock) {
        this.commanding = commanding;
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

    /** The digest of a request dies with the owner's key, as all else that was made from their particulars. */
    Act act(
            String person,
            OwnerId owner,
            @Nullable String key,
            @Nullable Long expectedSequence,
            DataFetchingEnvironment environment) {
        String request =
                key == null ? null : withKey(owner, keyId -> personalData.mark(keyId, Commanding.request(environment)));
        return new Act(person, null, null, clock.instant(), Source.API, key, request, expectedSequence, null);
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
            throw Commanding.erased("owner");
        }
    }

    Accepted send(OwnerCommand command) {
        return commanding.send(command, OwnerSteps::unknown);
    }

    static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§4.5.1", field, zh, en));
    }
}
