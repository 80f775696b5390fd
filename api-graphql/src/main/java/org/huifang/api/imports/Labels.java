package org.huifang.api.imports;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

/** What constants are called, in Chinese and English, as the schema says it: {@code §4.3.1 有效投诉 / valid complaint}. */
@Component
public class Labels {
    private static final Pattern DESCRIPTION = Pattern.compile("(?:§\\S+ (?:[a-c] )?)?(.+?) / (.+)");

    private final ObjectProvider<GraphQlSource> schema;
    private final Map<Class<?>, List<Label>> known = new ConcurrentHashMap<>();

    Labels(ObjectProvider<GraphQlSource> schema) {
        this.schema = schema;
    }

    record Label(String constant, String zh, String en) {
        boolean is(String text) {
            return constant.equalsIgnoreCase(text) || zh.equals(text) || en.equalsIgnoreCase(text);
        }
    }

    /** In the schema's order. */
    List<Label> of(Class<? extends Enum<?>> type) {
        return known.computeIfAbsent(type, this::read);
    }

    private List<Label> read(Class<?> type) {
        GraphQLEnumType described = Objects.requireNonNull(
                (GraphQLEnumType) schema.getObject().schema().getType(type.getSimpleName()));
        return described.getValues().stream().map(Labels::label).toList();
    }

    private static Label label(GraphQLEnumValueDefinition value) {
        Matcher said = DESCRIPTION.matcher(String.valueOf(value.getDescription()));
        return said.matches()
                ? new Label(value.getName(), said.group(1), said.group(2))
                : new Label(value.getName(), value.getName(), value.getName());
    }

    /** All there are, in Chinese, for people to choose from. */
    public String choices(Class<? extends Enum<?>> type) {
        return String.join("、", of(type).stream().map(Label::zh).toList());
    }
}
