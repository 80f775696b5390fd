package org.huifang.kernel.complaint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names a complaint for ever; also the name of its stream of events. */
public record ComplaintId(UUID value) {

    public static ComplaintId random() {
        return new ComplaintId(UUID.randomUUID());
    }

    /** The same request by the same person always means the same complaint. */
    public static ComplaintId derived(String person, String key) {
        return new ComplaintId(
                UUID.nameUUIDFromBytes(("complaint\0" + person + "\0" + key).getBytes(StandardCharsets.UTF_8)));
    }

    /** The same number of the same centre always means the same complaint. */
    public static ComplaintId imported(String centre, String formerNumber) {
        return derived("import\0" + centre, formerNumber);
    }

    @JsonCreator
    public static ComplaintId parse(String text) {
        return new ComplaintId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
