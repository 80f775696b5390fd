package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.huifang.command.store.EventNames;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.kernel.EventName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Events as they were once stored are read, and written again, to the same JSON; each event that there is has one. */
class EventGoldenTest {
    private final EventNames names = Foundation.knownEventNames();
    private final LogicalNameSerializer serializer = new LogicalNameSerializer(names);
    private final ObjectMapper json = new ObjectMapper();

    /** In today's revision to the letter; what earlier ones left to be said is said today, and means the same. */
    @TestFactory
    Stream<DynamicTest> readsEveryRevisionEverStored() {
        return golden().map(event -> DynamicTest.dynamicTest(name(event), () -> {
            Object read = read(
                    json.writeValueAsBytes(event.get("payload")),
                    event.get("name").asString(),
                    event.get("revision").asString());
            var written = serializer.serialize(read, byte[].class);
            assertThat(written.getType().getName()).isEqualTo(event.get("name").asString());
            if (written.getType().getRevision().equals(event.get("revision").asString())) {
                assertThat(json.readTree(written.getData())).isEqualTo(event.get("payload"));
            }
            assertThat(read(
                            written.getData(),
                            written.getType().getName(),
                            written.getType().getRevision()))
                    .isEqualTo(read);
        }));
    }

    private Object read(byte[] stored, String name, String revision) {
        return serializer.deserialize(new SimpleSerializedObject<>(stored, byte[].class, name, revision));
    }

    @TestFactory
    Stream<DynamicTest> everyEventHasAGoldenOneOfItsRevision() {
        Set<String> stored = new HashSet<>();
        golden().forEach(event -> stored.add(name(event)));
        return names.all().entrySet().stream().map(event -> {
            String current = event.getKey() + " "
                    + event.getValue().getAnnotation(EventName.class).revision();
            return DynamicTest.dynamicTest(current, () -> assertThat(stored).contains(current));
        });
    }

    private static String name(JsonNode event) {
        return event.get("name").asString() + " " + event.get("revision").asString();
    }

    private Stream<JsonNode> golden() {
        return new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(getClass().getResourceAsStream("/golden/events.jsonl")),
                        StandardCharsets.UTF_8))
                .lines()
                .map(json::readTree);
    }
}
