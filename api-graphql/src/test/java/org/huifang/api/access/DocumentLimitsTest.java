package org.huifang.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DocumentLimitsTest {
    private static final int DEPTH = 3;
    private static final int FIELDS = 6;

    private final Map<String, PreparsedDocumentEntry> parsed = new HashMap<>();
    private final GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser()
                                    .parse("type Query { a: Query b: Int c: Int d: Int e: Int f: Int g: Int }"),
                            RuntimeWiring.newRuntimeWiring()
                                    .type("Query", type -> type.dataFetcher("a", environment -> Map.of()))
                                    .build()))
            .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                    parsed.computeIfAbsent(input.getQuery(), query -> parse.apply(input))))
            .instrumentation(new DocumentLimits(DEPTH, FIELDS, 10))
            .build();

    @Test
    void whatIsWithinIsAnsweredHoweverOftenAndWhatIsBeyondNever() {
        for (int i = 0; i < 3; i++) {
            assertThat(refusal("{ a { a { b } } }", Map.of())).isNull();
            assertThat(refusal("{ a { a { a { b } } } }", Map.of())).contains("depth");
            assertThat(refusal("{ b c d e f g }", Map.of())).isNull();
            assertThat(refusal("{ a { b } b c d e f g }", Map.of())).contains("complexity");
        }
    }

    @Test
    void whereVariablesDecideWhatIsAskedEachIsMeasured() {
        String document = "query($all: Boolean!) { b a @include(if: $all) { b c d e f g } }";
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(document, Map.of("all", false))).isNull();
            assertThat(refusal(document, Map.of("all", true))).contains("complexity");
        }
    }

    @Test
    void ofTwoOperationsInADocumentEachIsMeasured() {
        String document = "query small { b } query large { a { a { a { b } } } }";
        assertThat(refusal(document, "small", Map.of())).isNull();
        assertThat(refusal(document, "large", Map.of())).contains("depth");
        assertThat(refusal(document, "small", Map.of())).isNull();
    }

    private String refusal(String document, Map<String, Object> variables) {
        return refusal(document, null, variables);
    }

    private String refusal(String document, String operation, Map<String, Object> variables) {
        ExecutionResult result = engine.execute(ExecutionInput.newExecutionInput(document)
                .operationName(operation)
                .variables(variables)
                .build());
        return result.getErrors().isEmpty() ? null : result.getErrors().get(0).getMessage();
    }
}
