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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Events as they were once stored are read, and written again, to the same JSON; each event that there is has one. */
class EventGoldenTest {
    private final EventNames names = new CommandSide().eventNames();
    private final LogicalNameSerializer serializer = new LogicalNameSerializer(names);
    private final ObjectMapper json = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> readsEveryRevisionEverStored() {
        return golden().map(event -> DynamicTest.dynamicTest(event.get("name").asString(), () -> {
            byte[] stored = json.writeValueAsBytes(event.get("payload"));
            Object read = serializer.deserialize(new SimpleSerializedObject<>(
                    stored,
                    byte[].class,
                    event.get("name").asString(),
                    event.get("revision").asString()));
            var written = serializer.serialize(read, byte[].class);
            assertThat(json.readTree(written.getData())).isEqualTo(event.get("payload"));
            assertThat(written.getType().getName()).isEqualTo(event.get("name").asString());
            assertThat(written.getType().getRevision())
                    .isEqualTo(event.get("revision").asString());
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyEventHasAGoldenOne() {
        Set<String> stored = new HashSet<>();
        golden().forEach(event -> stored.add(event.get("name").asString()));
        return names.all().keySet().stream()
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> assertThat(stored).contains(name)));
    }

    private Stream<JsonNode> golden() {
        return new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(getClass().getResourceAsStream("/golden/events.jsonl")),
                        StandardCharsets.UTF_8))
                .lines()
                .map(json::readTree);
    }
}
