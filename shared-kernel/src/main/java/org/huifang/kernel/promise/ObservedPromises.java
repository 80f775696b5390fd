package org.huifang.kernel.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has been said of a complaint's promises so far; immutable. Says what is to be said next, once. */
public final class ObservedPromises {
    public static final ObservedPromises NONE = new ObservedPromises(Map.of());
    /** Supervisor, manager, leader: there is nobody above. */
    public static final int HIGHEST_LEVEL = 3;

    private final Map<Key, ObservedPromise> said;

    private record Key(PromiseKind promise, int n) {}

    private ObservedPromises(Map<Key, ObservedPromise> said) {
        this.said = said;
    }

    public static ObservedPromises of(List<ObservedPromise> states) {
        Map<Key, ObservedPromise> said = new LinkedHashMap<>();
        states.forEach(state -> said.put(new Key(state.promise(), state.n()), state));
        return new ObservedPromises(said);
    }

    public List<ObservedPromise> states() {
        return List.copyOf(said.values());
    }

    public ObservedPromises after(List<PromiseChange> changes) {
        Map<Key, ObservedPromise> next = new LinkedHashMap<>(said);
        for (PromiseChange change : changes) {
            Key key = new Key(change.promise(), change.n());
            next.put(
                    key,
                    change instanceof PromiseChange.Made made
                            ? ObservedPromise.made(made)
                            : Objects.requireNonNull(next.get(key)).after(change));
        }
        return new ObservedPromises(next);
    }

    /** Everything that can be said of {@code folded} at {@code now} and has not been said yet. */
    public List<PromiseChange> changesTo(Promises folded, Instant now) {
        return changesTo(folded, now, Instant.MIN);
    }

    /**
     * Likewise for a history imported whole, which alarms nobody.
     *
     * @param alarmsAfter when it was imported: warnings and escalations of that instant or before are never said
     */
    public List<PromiseChange> changesTo(Promises folded, Instant now, Instant alarmsAfter) {
        List<PromiseChange> changes = new ArrayList<>();
        Set<Key> known = new HashSet<>();
        for (PromiseState state : folded.states()) {
            Key key = new Key(state.promise(), state.n());
            known.add(key);
            ObservedPromise before = said.get(key);
            if (before == null) {
                var made = new PromiseChange.Made(
                        state.promise(),
                        state.n(),
                        state.clock(),
                        state.due(),
                        state.policy().version());
                changes.add(made);
                before = ObservedPromise.made(made);
            }
            verdict(before, state, changes);
            alarms(before, state, at -> at.isAfter(alarmsAfter) && !at.isAfter(now), changes);
        }
        said.forEach((key, before) -> {
            if (!known.contains(key) && before.verdict() != Verdict.CANCELLED) {
                // A fact recorded late means that this promise was never made.
                changes.add(new PromiseChange.Restated(
                        key.promise(),
                        key.n(),
                        before.clock(),
                        before.due(),
                        Verdict.CANCELLED,
                        now,
                        null,
                        Verdict.CANCELLED));
            }
        });
        return changes;
    }

    /** When {@link #changesTo} may have something more to say, by the passing of time alone. */
    public static Optional<Instant> nextInstant(Promises folded, Instant now) {
        return folded.states().stream()
                .flatMap(ObservedPromises::instants)
                .filter(instant -> instant.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private static void verdict(ObservedPromise before, PromiseState state, List<PromiseChange> changes) {
        boolean sameSpan = before.clock().equals(state.clock());
        ObservedPromise told = before;
        if (sameSpan && told.verdict() == Verdict.OPEN && !told.due().equals(state.due())) {
            var replaced = new PromiseChange.DueReplaced(state.promise(), state.n(), state.due());
            changes.add(replaced);
            told = told.after(replaced);
        }
        if (sameSpan && told.verdict() == Verdict.OPEN && state.verdict() == Verdict.MET) {
            changes.add(new PromiseChange.Met(
                    state.promise(), state.n(), Objects.requireNonNull(state.at()), state.asRecorded()));
        } else if (sameSpan && told.verdict() == Verdict.OPEN && state.verdict() == Verdict.CANCELLED) {
            changes.add(new PromiseChange.Cancelled(state.promise(), state.n(), Objects.requireNonNull(state.at())));
        } else if (sameSpan && told.verdict() == Verdict.OPEN && state.verdict() == Verdict.MISSED) {
            changes.add(new PromiseChange.Missed(state.promise(), state.n()));
            if (state.metLateAt() != null) {
                changes.add(new PromiseChange.Met(state.promise(), state.n(), state.metLateAt(), Verdict.MISSED));
            }
        } else if (sameSpan && sameVerdict(told, state) && told.metLateAt() == null && state.metLateAt() != null) {
            changes.add(new PromiseChange.Met(state.promise(), state.n(), state.metLateAt(), Verdict.MISSED));
        } else if (!sameSpan
                || !sameVerdict(told, state)
                || !Objects.equals(told.metLateAt(), state.metLateAt())
                || told.asRecorded() != state.asRecorded()) {
            changes.add(new PromiseChange.Restated(
                    state.promise(),
                    state.n(),
                    state.clock(),
                    state.due(),
                    state.verdict(),
                    state.at(),
                    state.metLateAt(),
                    state.asRecorded()));
        }
    }

    private static boolean sameVerdict(ObservedPromise told, PromiseState state) {
        return told.verdict() == state.verdict()
                && Objects.equals(told.at(), state.at())
                && told.due().equals(state.due());
    }

    /** Each warning and each level is said, in order, also those that passed while nobody looked. */
    private static void alarms(
            ObservedPromise before, PromiseState state, Predicate<Instant> audible, List<PromiseChange> changes) {
        if (state.verdict() == Verdict.OPEN) {
            state.policy().warningPercents().stream()
                    .filter(percent -> percent > before.warnedPercent())
                    .filter(percent -> ahead(state, percent) && audible.test(warning(state, percent)))
                    .sorted()
                    .forEach(percent -> changes.add(new PromiseChange.Warned(state.promise(), state.n(), percent)));
        } else if (climbs(state)) {
            for (int level = before.escalationLevel() + 1; level <= HIGHEST_LEVEL; level++) {
                if (audible.test(escalation(state, level))) {
                    changes.add(new PromiseChange.Escalated(state.promise(), state.n(), level));
                }
            }
        }
    }

    /** A promise made late in its span gets only the warnings that were still ahead. */
    private static boolean ahead(PromiseState state, int percent) {
        return !warning(state, percent).isBefore(state.madeAt());
    }

    private static boolean climbs(PromiseState state) {
        return state.verdict() == Verdict.MISSED && state.metLateAt() == null && !state.frozen();
    }

    private static Stream<Instant> instants(PromiseState state) {
        if (state.verdict() == Verdict.OPEN) {
            // Times are to the second: an inclusive due has passed a second after it.
            Instant passed =
                    state.promise().strict() ? state.due() : state.due().plusSeconds(1);
            return Stream.concat(
                    Stream.of(passed),
                    state.policy().warningPercents().stream()
                            .filter(percent -> ahead(state, percent))
                            .map(percent -> warning(state, percent)));
        }
        return climbs(state)
                ? Stream.iterate(1, level -> level <= HIGHEST_LEVEL, level -> level + 1)
                        .map(level -> escalation(state, level))
                : Stream.empty();
    }

    private static Instant warning(PromiseState state, int percent) {
        return ceil(state.clock().plus(span(state).multipliedBy(percent).dividedBy(100)));
    }

    /** A promise made after its due climbs from when it was made: nobody could have kept it before. */
    private static Instant escalation(PromiseState state, int level) {
        Instant from = state.due().isBefore(state.madeAt()) ? state.madeAt() : state.due();
        return ceil(from.plus(span(state).multipliedBy(level).dividedBy(2)));
    }

    private static Duration span(PromiseState state) {
        return Duration.between(state.clock(), state.due());
    }

    private static Instant ceil(Instant instant) {
        return instant.getNano() == 0 ? instant : Instant.ofEpochSecond(instant.getEpochSecond() + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObservedPromises o && said.equals(o.said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }
}
