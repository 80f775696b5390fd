package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huifang.kernel.EventName;
import org.huifang.kernel.archive.ArchivePackage;
import org.huifang.kernel.archive.ArchivePackage.Line;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of events as a JSON Schema that stands checked in, and goes into every archive package: it is the one that the
 * classes have, and every event ever stored keeps to it. After a wanted change, run with {@code -Dschema.write} and commit.
 */
class EventSchemaTest {
    private static final Path FILE =
            Path.of("..", "shared-kernel", "src", "main", "resources").resolve("." + ArchivePackage.SCHEMA_RESOURCE);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void isTheOneThatIsCheckedIn() throws Exception {
        String generated = json.writerWithDefaultPrettyPrinter().writeValueAsString(generate()) + "\n";
        if (System.getProperty("schema.write") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE))
                .as("the events' shapes have changed: write the schema anew with -Dschema.write")
                .isEqualTo(generated);
    }

    @TestFactory
    Stream<DynamicTest> everyGoldenEventKeepsToIt() throws Exception {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        JsonNode schema = generate();
        return new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(getClass().getResourceAsStream("/golden/events.jsonl")),
                        StandardCharsets.UTF_8))
                .lines()
                .map(json::readTree)
                .map(event -> DynamicTest.dynamicTest(event.get("name").asString(), () -> {
                    Schema of = registry.getSchema(
                            pointing(schema, event.get("name").asString()));
                    assertThat(of.validate(event.get("payload")))
                            .extracting(Error::getMessage)
                            .isEmpty();
                    ObjectNode wrong = event.get("payload").deepCopy().asObject();
                    wrong.put(
                            wrong.propertyNames().iterator().next(), List.of(1).size() + 0.5);
                    assertThat(of.validate(wrong)).isNotEmpty();
                }));
    }

    /** The same definitions, asked for one event. */
    private JsonNode pointing(JsonNode schema, String event) {
        ObjectNode one = json.createObjectNode();
        one.set("$defs", schema.get("$defs"));
        one.put("$ref", schema.at("/events/" + event + "/payload/$ref").asString());
        return one;
    }

    private ObjectNode generate() {
        SchemaBuilder builder = new SchemaGenerator(configuration().build()).buildMultipleSchemaDefinitions();
        ObjectNode line = builder.createSchemaReference(Line.class);
        ObjectNode events = json.createObjectNode();
        Map<String, Class<?>> names = new TreeMap<>(Foundation.knownEventNames().all());
        names.forEach((name, type) -> events.putObject(name)
                .put("revision", type.getAnnotation(EventName.class).revision())
                .set("payload", builder.createSchemaReference(type)));
        ObjectNode schema = json.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Huifang events");
        schema.put(
                "description",
                "A line of events.jsonl, and by an event's name the shape of its payload in this and every earlier revision. Personal texts are sealed: \"<key id>.<box>\", both in base64url; the box is nonce (12 bytes), AES-256-GCM ciphertext and tag, the key id authenticated with it.");
        schema.setAll(line);
        schema.set("events", events);
        schema.set("$defs", builder.collectDefinitions("$defs"));
        return schema;
    }

    private static SchemaGeneratorConfigBuilder configuration() {
        SchemaGeneratorConfigBuilder configuration = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .with(new JacksonSchemaModule());
        configuration.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            Class<?> erased = type.getErasedType();
            if (erased == YearMonth.class || erased == LocalTime.class || ZoneId.class.isAssignableFrom(erased)) {
                return new CustomDefinition(
                        context.getGeneratorConfig().createObjectNode().put("type", "string"), true);
            }
            return written(erased)
                    .map(value -> new CustomDefinition(
                            context.createDefinition(context.getTypeContext().resolve(value.getGenericReturnType())),
                            true))
                    .orElse(null);
        });
        configuration.forFields().withRequiredCheck(EventSchemaTest::alwaysThere);
        return configuration;
    }

    /** What stands for a value of this type. */
    private static Optional<Method> written(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst();
    }

    private static boolean alwaysThere(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
