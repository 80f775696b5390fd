package org.huifang.server;

import static org.instancio.Select.all;
import static org.instancio.Select.fields;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.huifang.kernel.owner.Personal;
import org.instancio.Instancio;
import org.instancio.InstancioApi;
import org.instancio.Selector;
import org.instancio.settings.Keys;
import org.instancio.settings.Settings;
import org.instancio.settings.StringType;
import org.jspecify.annotations.Nullable;

/** Values of a type, the same in every run: with everything absent, with everything there, and with something of both. */
final class Samples {
    private static final int MIXED = 8;
    private static final int FULL = 3;

    private static final Selector ABSENT_AT_TIMES =
            fields(field -> field.getAnnotatedType().isAnnotationPresent(Nullable.class));

    private static final Settings THERE = Settings.create()
            .set(Keys.COLLECTION_MIN_SIZE, 1)
            .set(Keys.COLLECTION_MAX_SIZE, 3)
            .set(Keys.MAP_MIN_SIZE, 1)
            .set(Keys.MAP_MAX_SIZE, 3)
            .set(Keys.LONG_MIN, Long.MIN_VALUE)
            .set(Keys.LONG_MAX, Long.MAX_VALUE)
            .set(Keys.DOUBLE_MIN, -Double.MAX_VALUE / 4)
            .set(Keys.DOUBLE_MAX, Double.MAX_VALUE / 4)
            .set(Keys.MAX_DEPTH, 16)
            .set(Keys.FAIL_ON_MAX_DEPTH_REACHED, true)
            .set(Keys.FAIL_ON_ERROR, true)
            .lock();

    private static final Settings AT_TIMES = THERE.merge(Settings.create()
            .set(Keys.COLLECTION_MIN_SIZE, 0)
            .set(Keys.MAP_MIN_SIZE, 0)
            .set(Keys.STRING_ALLOW_EMPTY, true)
            .set(Keys.STRING_TYPE, StringType.UNICODE));

    private static final Settings NOTHING = THERE.merge(Settings.create()
            .set(Keys.COLLECTION_MIN_SIZE, 0)
            .set(Keys.COLLECTION_MAX_SIZE, 0)
            .set(Keys.MAP_MIN_SIZE, 0)
            .set(Keys.MAP_MAX_SIZE, 0));

    private static final Map<Class<?>, List<Sample>> MADE = new ConcurrentHashMap<>();

    private Samples() {}

    /** @param how it was made; with the seed, the same is made again */
    record Sample(String how, Object value) {
        @Override
        public String toString() {
            return how + ": " + value;
        }
    }

    static List<Sample> of(Class<?> type) {
        return MADE.computeIfAbsent(type, Samples::make);
    }

    private static List<Sample> make(Class<?> type) {
        List<Sample> samples = new ArrayList<>();
        samples.add(sample("bare", 0, values(type, NOTHING).ignore(ABSENT_AT_TIMES)));
        LongStream.range(0, FULL).forEach(seed -> samples.add(sample("full", seed, values(type, THERE))));
        LongStream.range(0, MIXED)
                .forEach(seed ->
                        samples.add(sample("mixed", seed, values(type, AT_TIMES).withNullable(ABSENT_AT_TIMES))));
        sealedIn(type, new HashSet<>()).forEach(within -> MessageTypes.concrete(within)
                .forEach(one -> samples.add(sample(
                        "with " + one.getSimpleName(), 0, values(type, THERE).subtype(all(within), one)))));
        return samples;
    }

    private static Sample sample(String how, long seed, InstancioApi<?> values) {
        return new Sample(how + ", seed " + seed, values.withSeed(seed).create());
    }

    private static InstancioApi<?> values(Class<?> type, Settings settings) {
        return Instancio.of(type)
                .withSettings(settings)
                .lenient()
                .supply(all(Personal.class), random -> new Personal(random.alphanumeric(22), random.alphanumeric(40)))
                // Sets in an order of their own, maps in that of their keys, which those by enums are always in.
                .subtype(all(Set.class), LinkedHashSet.class)
                .subtype(all(Map.class), TreeMap.class)
                // Rates have four decimals, also where the last of them are noughts.
                .supply(all(BigDecimal.class), random -> BigDecimal.valueOf(random.longRange(0, 100) * 100, 4));
    }

    /** Sealed types that a value has somewhere in it. */
    private static Stream<Class<?>> sealedIn(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return Stream.empty();
        }
        if (type instanceof ParameterizedType holder) {
            return Stream.of(holder.getActualTypeArguments()).flatMap(held -> sealedIn(held, seen));
        }
        if (!(type instanceof Class<?> plain)) {
            return Stream.empty();
        }
        if (plain.isSealed()) {
            return Stream.concat(Stream.of(plain), MessageTypes.concrete(plain).flatMap(one -> sealedIn(one, seen)));
        }
        return plain.isRecord()
                ? Stream.of(plain.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .flatMap(component -> sealedIn(component, seen))
                : Stream.empty();
    }
}
