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
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Locale;
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
                .coercing(new DurationCoercing())
                .build();
    }

    public static GraphQLScalarType yearMonth() {
        return GraphQLScalarType.newScalar()
                .name("YearMonth")
                .coercing(new YearMonthCoercing())
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

        /** What the tables can hold, and people can mean. */
        private static Instant within(Instant instant) {
            if (instant.isBefore(Instant.parse("1900-01-01T00:00:00Z"))
                    || instant.isAfter(Instant.parse("2999-12-31T23:59:59Z"))) {
                throw new DateTimeException("outside 1900 to 2999");
            }
            return instant;
        }
    }

    private static final class YearMonthCoercing implements Coercing<YearMonth, String> {
        private static final String WRONG = "not a month like 2026-11";

        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public YearMonth parseValue(Object input, GraphQLContext context, Locale locale) {
            if (input instanceof YearMonth month) {
                return month;
            }
            try {
                return within(YearMonth.parse(input.toString()));
            } catch (DateTimeException e) {
                throw new CoercingParseValueException(WRONG);
            }
        }

        @Override
        public YearMonth parseLiteral(
                Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            try {
                if (input instanceof StringValue text) {
                    return within(YearMonth.parse(text.getValue()));
                }
            } catch (DateTimeException e) {
                throw new CoercingParseLiteralException(WRONG);
            }
            throw new CoercingParseLiteralException(WRONG);
        }

        private static YearMonth within(YearMonth month) {
            if (month.getYear() < 1900 || month.getYear() > 2999) {
                throw new DateTimeException("outside 1900 to 2999");
            }
            return month;
        }
    }

    private static final class DurationCoercing implements Coercing<Duration, String> {
        private static final String WRONG = "not a span of time like PT15M or P3D";

        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public Duration parseValue(Object input, GraphQLContext context, Locale locale) {
            if (input instanceof Duration duration) {
                return duration;
            }
            try {
                return Duration.parse(input.toString());
            } catch (DateTimeException e) {
                throw new CoercingParseValueException(WRONG);
            }
        }

        @Override
        public Duration parseLiteral(
                Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            try {
                if (input instanceof StringValue text) {
                    return Duration.parse(text.getValue());
                }
            } catch (DateTimeException e) {
                throw new CoercingParseLiteralException(WRONG);
            }
            throw new CoercingParseLiteralException(WRONG);
        }
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
