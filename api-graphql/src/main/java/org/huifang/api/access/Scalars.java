package org.huifang.api.access;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.Function;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** The scalars that the schema adds to GraphQL's own. */
public final class Scalars {
    private Scalars() {}

    public static GraphQLScalarType dateTime() {
        return GraphQLScalarType.newScalar()
                .name("DateTime")
                .coercing(new DateTimeCoercing())
                .build();
    }

    public static GraphQLScalarType longNumber() {
        return GraphQLScalarType.newScalar()
                .name("Long")
                .coercing(new LongCoercing())
                .build();
    }

    public static GraphQLScalarType duration() {
        return GraphQLScalarType.newScalar()
                .name("Duration")
                .coercing(new TextCoercing<>(Duration.class, Duration::parse, "not a span of time like PT15M or P3D"))
                .build();
    }

    public static GraphQLScalarType yearMonth() {
        return GraphQLScalarType.newScalar()
                .name("YearMonth")
                .coercing(new TextCoercing<>(
                        YearMonth.class, text -> within(YearMonth.parse(text)), "not a month like 2026-11"))
                .build();
    }

    public static GraphQLScalarType date() {
        return GraphQLScalarType.newScalar()
                .name("Date")
                .coercing(new TextCoercing<>(
                        LocalDate.class, text -> within(LocalDate.parse(text)), "not a date like 2026-11-23"))
                .build();
    }

    public static GraphQLScalarType personalText() {
        return GraphQLScalarType.newScalar()
                .name("PersonalText")
                .coercing(new PersonalTextCoercing())
                .build();
    }

    private static final class DateTimeCoercing implements Coercing<Instant, String> {
        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
            if (input instanceof Instant instant) {
                return instant;
            }
            try {
                return within(OffsetDateTime.parse(input.toString()).toInstant());
            } catch (DateTimeException e) {
                throw new CoercingParseValueException("not an instant like 2026-11-23T10:42:00+08:00");
            }
        }

        @Override
        public Instant parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                try {
                    return within(OffsetDateTime.parse(text.getValue()).toInstant());
                } catch (DateTimeException e) {
                    throw new CoercingParseLiteralException("not an instant like 2026-11-23T10:42:00+08:00");
                }
            }
            throw new CoercingParseLiteralException("not an instant like 2026-11-23T10:42:00+08:00");
        }
    }

    /**
     * What the tables can hold, and people can mean.
     *
     * @throws DateTimeException where it is outside
     */
    public static Instant within(Instant instant) {
        if (instant.isBefore(Instant.parse("1900-01-01T00:00:00Z"))
                || instant.isAfter(Instant.parse("2999-12-31T23:59:59Z"))) {
            throw new DateTimeException("outside 1900 to 2999");
        }
        return instant;
    }

    /** A scalar that is written as text, and read by one rule from variables and literals alike. */
    private record TextCoercing<T>(Class<T> type, Function<String, T> read, String wrong)
            implements Coercing<T, String> {
        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public T parseValue(Object input, GraphQLContext context, Locale locale) {
            if (type.isInstance(input)) {
                return type.cast(input);
            }
            try {
                return read.apply(input.toString());
            } catch (DateTimeException e) {
                throw new CoercingParseValueException(wrong);
            }
        }

        @Override
        public T parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            try {
                if (input instanceof StringValue text) {
                    return read.apply(text.getValue());
                }
            } catch (DateTimeException e) {
                throw new CoercingParseLiteralException(wrong);
            }
            throw new CoercingParseLiteralException(wrong);
        }
    }

    /** What the tables can hold, and people can mean. */
    private static <T extends TemporalAccessor> T within(T date) {
        int year = date.get(ChronoField.YEAR);
        if (year < 1900 || year > 2999) {
            throw new DateTimeException("outside 1900 to 2999");
        }
        return date;
    }

    private static final class LongCoercing implements Coercing<Long, Long> {
        @Override
        public Long serialize(Object value, GraphQLContext context, Locale locale) {
            return ((Number) value).longValue();
        }

        @Override
        public Long parseValue(Object input, GraphQLContext context, Locale locale) {
            try {
                return new BigInteger(input.toString()).longValueExact();
            } catch (NumberFormatException e) {
                throw new CoercingParseValueException("not a whole number");
            } catch (ArithmeticException e) {
                throw new CoercingParseValueException("more than 64 bits");
            }
        }

        @Override
        public Long parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof IntValue number) {
                try {
                    return number.getValue().longValueExact();
                } catch (ArithmeticException e) {
                    throw new CoercingParseLiteralException("more than 64 bits");
                }
            }
            throw new CoercingParseLiteralException("not a whole number");
        }
    }

    /** Opened on the way out, for the person that {@link Asking} found. */
    private static final class PersonalTextCoercing implements Coercing<Personal, String> {
        @Override
        public @Nullable String serialize(Object value, GraphQLContext context, Locale locale) {
            PersonalReader reader = context.get(PersonalReader.class);
            if (reader == null || !(value instanceof Personal sealed)) {
                throw new CoercingSerializeException("a personal text without somebody who asks");
            }
            return reader.open(sealed);
        }

        @Override
        public Personal parseValue(Object input, GraphQLContext context, Locale locale) {
            throw new CoercingParseValueException("personal texts are given as plain strings");
        }
    }
}
