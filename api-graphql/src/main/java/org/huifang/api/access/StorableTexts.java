package org.huifang.api.access;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.StringValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.Storable;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.ErrorType;

/**
 * No operation is carried out with a text that cannot be stored ({@link Storable}): as a fact it would stop for ever
 * whoever writes it into a table. The schema's own strings cannot be coerced otherwise, so it is looked for in literals
 * when a document is parsed and in variables whenever it is executed.
 */
public final class StorableTexts extends SimplePerformantInstrumentation {
    private static final String LITERAL = "";

    public static Refusal refusal(@Nullable String field) {
        return new Refusal(
                "TEXT_READABLE", "§4.5.1", field, "文字中含有不能保存的字符", "The text has a character that cannot be stored");
    }

    /** The same, or what is wrong with its literals. */
    static PreparsedDocumentEntry checked(PreparsedDocumentEntry parsed) {
        Document document = parsed.getDocument();
        return document == null || storable(document) ? parsed : new PreparsedDocumentEntry(error(LITERAL));
    }

    private static boolean storable(Node<?> node) {
        return node instanceof StringValue text
                ? Storable.is(text.getValue())
                : node.getChildren().stream().allMatch(StorableTexts::storable);
    }

    /** @throws AbortExecutionException where a variable holds such a text */
    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        unstorable("", parameters.getExecutionContext().getCoercedVariables().toMap())
                .ifPresent(path -> {
                    throw new AbortExecutionException(List.of(error(path)));
                });
        return SimpleInstrumentationContext.noOp();
    }

    /** Where it stands. */
    private static Optional<String> unstorable(String path, @Nullable Object value) {
        if (value instanceof String text) {
            return Storable.is(text) ? Optional.empty() : Optional.of(path);
        }
        if (value instanceof Map<?, ?> fields) {
            return first(fields.entrySet().stream()
                    .map(field -> unstorable(
                            path.isEmpty() ? String.valueOf(field.getKey()) : path + "." + field.getKey(),
                            field.getValue())));
        }
        return value instanceof Collection<?> list
                ? first(list.stream().map(item -> unstorable(path, item)))
                : Optional.empty();
    }

    private static Optional<String> first(Stream<Optional<String>> found) {
        return found.flatMap(Optional::stream).findFirst();
    }

    private static GraphQLError error(String path) {
        Refusal refusal = refusal(path);
        return GraphqlErrorBuilder.newError()
                .errorType(ErrorType.BAD_REQUEST)
                .message("%s", refusal.zh() + " / " + refusal.en())
                .extensions(
                        path.equals(LITERAL)
                                ? Map.of("code", refusal.code())
                                : Map.of("code", refusal.code(), "field", path))
                .build();
    }
}
