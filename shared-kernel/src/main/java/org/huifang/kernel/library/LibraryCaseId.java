package org.huifang.kernel.library;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names a case of the library for ever; also the name of its stream of events. */
public record LibraryCaseId(UUID value) {
    /** Of its view. */
    public static final String KIND = "library_case";

    public static LibraryCaseId random() {
        return new LibraryCaseId(UUID.randomUUID());
    }

    /** The same request by the same person always means the same case. */
    public static LibraryCaseId derived(String person, String key) {
        return new LibraryCaseId(
                UUID.nameUUIDFromBytes(("library-case\0" + person + "\0" + key).getBytes(StandardCharsets.UTF_8)));
    }

    @JsonCreator
    public static LibraryCaseId parse(String text) {
        return new LibraryCaseId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
