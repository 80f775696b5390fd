package org.huifang.kernel.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names a training for ever; also the name of its stream of events. */
public record TrainingId(UUID value) {
    /** Of its view. */
    public static final String KIND = "training";

    public static TrainingId random() {
        return new TrainingId(UUID.randomUUID());
    }

    /** The same request by the same person always means the same training. */
    public static TrainingId derived(String person, String key) {
        return new TrainingId(
                UUID.nameUUIDFromBytes(("training\0" + person + "\0" + key).getBytes(StandardCharsets.UTF_8)));
    }

    @JsonCreator
    public static TrainingId parse(String text) {
        return new TrainingId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
