package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.graphql.execution.GraphQlSource;

/**
 * What clients build on: the schema as printed stands in docs/schema.graphqls, so that every change of it is seen; and
 * it explains itself. After a wanted change, run the tests with {@code -Dschema.write} and commit the file.
 */
@Tag("server")
@ExtendWith(RunningServer.Provided.class)
class SchemaTest {
    private static final Path FILE = Path.of("..", "docs", "schema.graphqls");

    @Test
    void isTheOneThatIsCheckedIn(RunningServer server) throws Exception {
        String printed = new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeDirectiveDefinitions(false)
                        .includeScalarTypes(true))
                .print(schema(server));
        if (System.getProperty("schema.write") != null) {
            Files.writeString(FILE, printed);
        }
        assertThat(Files.readString(FILE))
                .as("the schema has changed: write it anew with -Dschema.write")
                .isEqualTo(printed);
    }

    /** Every value of every enum in both languages; every type and every field with what it is for. */
    @Test
    void explainsItself(RunningServer server) {
        List<String> silent = new ArrayList<>();
        for (GraphQLNamedType type : schema(server).getAllTypesAsList()) {
            if (type.getName().startsWith("__") || type instanceof GraphQLScalarType) {
                continue;
            }
            if (type.getDescription() == null) {
                silent.add(type.getName());
            }
            if (type instanceof GraphQLEnumType values) {
                values.getValues().stream()
                        .filter(value -> value.getDescription() == null
                                || !value.getDescription().contains(" / "))
                        .forEach(value -> silent.add(type.getName() + "." + value.getName()));
            } else if (type instanceof GraphQLObjectType object) {
                silent(object.getFieldDefinitions(), type, silent);
            } else if (type instanceof GraphQLInputObjectType input) {
                silent(input.getFieldDefinitions(), type, silent);
            }
        }
        assertThat(silent).isEmpty();
    }

    private static void silent(
            List<? extends GraphQLNamedSchemaElement> fields, GraphQLNamedType of, List<String> silent) {
        fields.stream()
                .filter(field -> field.getDescription() == null)
                .forEach(field -> silent.add(of.getName() + "." + field.getName()));
    }

    /** Each command of the instruction names its clause. */
    @Test
    void mutationsNameTheirClause(RunningServer server) {
        GraphQLObjectType mutation = schema(server).getMutationType();
        assertThat(mutation.getFieldDefinitions().stream()
                        .filter(field -> field.getArgument("act") != null)
                        .filter(field -> !String.valueOf(field.getDescription()).startsWith("§"))
                        .map(GraphQLFieldDefinition::getName))
                .isEmpty();
        assertThat(schema(server).getType("StepInput")).isInstanceOf(GraphQLInputObjectType.class);
    }

    /** A field that nothing answers would be null for ever. */
    @Test
    void everyOperationIsAnswered(RunningServer server) {
        GraphQLSchema schema = schema(server);
        for (GraphQLObjectType root :
                List.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())) {
            assertThat(root.getFieldDefinitions().stream()
                            .filter(field ->
                                    !schema.getCodeRegistry().hasDataFetcher(FieldCoordinates.coordinates(root, field)))
                            .map(GraphQLFieldDefinition::getName))
                    .isEmpty();
        }
    }

    private static GraphQLSchema schema(RunningServer server) {
        return server.bean(GraphQlSource.class).schema();
    }
}
