package org.huifang.kernel.owner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names an owner of the registry for ever; also the name of the owner's stream of events. */
public record OwnerId(UUID value) {

    public static OwnerId random() {
        return new OwnerId(UUID.randomUUID());
    }

    /** The same request by the same person always means the same owner. */
    public static OwnerId derived(String person, String key) {
        return named("owner\0person\0" + person + "\0" + key);
    }

    /** The same row of a centre's other system always means the same owner. */
    public static OwnerId imported(String centre, String externalKey) {
        return named("owner\0import\0" + centre + "\0" + externalKey);
    }

    private static OwnerId named(String name) {
        return new OwnerId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    @JsonCreator
    public static OwnerId parse(String text) {
        return new OwnerId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
