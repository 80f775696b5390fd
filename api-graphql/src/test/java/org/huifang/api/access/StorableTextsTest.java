package org.huifang.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StorableTextsTest {
    private final GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser()
                                    .parse(
                                            "input In { text: String, tags: [ID!] } type Query { said(in: In): String }"),
                            RuntimeWiring.newRuntimeWiring()
                                    .type("Query", type -> type.dataFetcher("said", environment -> "said"))
                                    .build()))
            .preparsedDocumentProvider(
                    (input, parse) -> CompletableFuture.completedFuture(StorableTexts.checked(parse.apply(input))))
            .instrumentation(new StorableTexts())
            .build();

    @Test
    void whatCannotBeStoredIsRefusedWhereverItStands() {
        for (String text : List.of("a\u0000", "\u0007", "\u001b[1m", "\ud83d", "\ude00a", "\ude00\ud83d")) {
            assertThat(asked("query($in: In) { said(in: $in) }", Map.of("in", Map.of("text", text))))
                    .containsEntry("field", "in.text")
                    .containsEntry("code", "TEXT_READABLE");
            assertThat(asked("query($in: In) { said(in: $in) }", Map.of("in", Map.of("tags", List.of("a", text)))))
                    .containsEntry("field", "in.tags");
            assertThat(asked("query($of: ID!) { said(in: {tags: [$of]}) }", Map.of("of", text)))
                    .containsEntry("field", "of");
        }
        for (String document : List.of(
                "{ said(in: {text: \"a\\u0000\"}) }",
                "{ said(in: {tags: [\"a\", \"\\u001b\"]}) }",
                "query($of: String = \"\\u0007\") { said(in: {text: $of}) }")) {
            assertThat(asked(document, Map.of())).as(document).containsEntry("code", "TEXT_READABLE");
        }
    }

    @Test
    void linesTabsAndRareCharactersAreText() {
        String text = "一行\r\n\t二行\u00a0𠮷😀\u200b";
        assertThat(asked("query($in: In) { said(in: $in) }", Map.of("in", Map.of("text", text, "tags", List.of("a")))))
                .isEmpty();
        assertThat(asked("{ said(in: {text: \"𠮷\\n\\t\"}) }", Map.of())).isEmpty();
    }

    /** What stands beside its error; nothing where there is none. */
    private Map<String, Object> asked(String document, Map<String, Object> variables) {
        ExecutionResult result = engine.execute(
                ExecutionInput.newExecutionInput(document).variables(variables).build());
        if (result.getErrors().isEmpty()) {
            assertThat(result.<Map<String, Object>>getData()).containsEntry("said", "said");
            return Map.of();
        }
        assertThat(result.isDataPresent()).isFalse();
        return result.getErrors().get(0).getExtensions();
    }
}
