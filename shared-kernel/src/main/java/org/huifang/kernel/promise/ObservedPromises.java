package org.huifang.kernel.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been said of a complaint's promises so far; immutable. Says what is to be said next, once. */
public final class ObservedPromises {
    public static final ObservedPromises NONE = new ObservedPromises(List.of());
    /** Supervisor, manager, leader: there is nobody above. */
    public static final int HIGHEST_LEVEL = 3;

    private static final long NANOS_OF_A_SECOND = 1_000_000_000;

    /** In the order in which they were first spoken of; a complaint has a dozen. */
    private final List<ObservedPromise> said;

    private ObservedPromises(List<ObservedPromise> said) {
        this.said = said;
    }

    public static ObservedPromises of(List<ObservedPromise> states) {
        return new ObservedPromises(List.copyOf(states));
    }

    public List<ObservedPromise> states() {
        return Collections.unmodifiableList(said);
    }

    public ObservedPromises after(List<PromiseChange> changes) {
        List<ObservedPromise> next = new ArrayList<>(said);
        for (PromiseChange change : changes) {
            int at = find(next, change.promise(), change.n());
            if (!(change instanceof PromiseChange.Made made)) {
                next.set(at, next.get(at).after(change));
            } else if (at < 0) {
                next.add(ObservedPromise.made(made));
            } else {
                next.set(at, ObservedPromise.made(made));
            }
        }
        return new ObservedPromises(next);
    }

    /** @return where it stands, or -1 */
    private static int find(List<ObservedPromise> said, PromiseKind promise, int n) {
        for (int i = 0; i < said.size(); i++) {
            ObservedPromise state = said.get(i);
            if (state.promise() == promise && state.n() == n) {
                return i;
            }
        }
        return -1;
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
        int found = 0;
        for (PromiseState state : folded.states()) {
            int at = find(said, state.promise(), state.n());
            ObservedPromise before = at < 0 ? null : said.get(at);
            if (before == null) {
                var made = new PromiseChange.Made(
                        state.promise(),
                        state.n(),
                        state.clock(),
                        state.due(),
                        state.policy().version());
                changes.add(made);
                before = ObservedPromise.made(made);
            } else {
                found++;
            }
            verdict(before, state, changes);
            alarms(before, state, alarmsAfter, now, changes);
        }
        if (found < said.size()) {
            undone(folded, now, changes);
        }
        return changes;
    }

    /** A fact recorded late means that a promise was never made. */
    private void undone(Promises folded, Instant now, List<PromiseChange> changes) {
        for (ObservedPromise before : said) {
            boolean made = folded.states().stream()
                    .anyMatch(state -> state.promise() == before.promise() && state.n() == before.n());
            if (!made && before.verdict() != Verdict.CANCELLED) {
                changes.add(new PromiseChange.Restated(
                        before.promise(),
                        before.n(),
                        before.clock(),
                        before.due(),
                        Verdict.CANCELLED,
                        now,
                        null,
                        Verdict.CANCELLED));
            }
        }
    }

    /** When {@link #changesTo} may have something more to say, by the passing of time alone. */
    public static Optional<Instant> nextInstant(Promises folded, Instant now) {
        Instant next = Instant.MAX;
        for (PromiseState state : folded.states()) {
            next = nextInstant(state, now, next);
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    private static Instant nextInstant(PromiseState state, Instant now, Instant atMost) {
        Instant next = atMost;
        if (state.verdict() == Verdict.OPEN) {
            // Times are to the second: an inclusive due has passed a second after it.
            Instant passed =
                    state.promise().strict() ? state.due() : state.due().plusSeconds(1);
            next = sooner(passed, now, next);
            for (int percent : state.policy().warningPercents()) {
                if (ahead(state, percent)) {
                    next = sooner(warning(state, percent), now, next);
                }
            }
        } else if (climbs(state)) {
            for (int level = 1; level <= HIGHEST_LEVEL; level++) {
                next = sooner(escalation(state, level), now, next);
            }
        }
        return next;
    }

    private static Instant sooner(Instant instant, Instant now, Instant next) {
        return instant.isAfter(now) && instant.isBefore(next) ? instant : next;
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

    /**
     * Each warning and each level is said, in order, also those that passed while nobody looked.
     *
     * @param after those of this instant or before are never said
     */
    private static void alarms(
            ObservedPromise before, PromiseState state, Instant after, Instant now, List<PromiseChange> changes) {
        if (state.verdict() == Verdict.OPEN) {
            for (int percent : state.policy().warningPercents()) {
                if (percent > before.warnedPercent()
                        && ahead(state, percent)
                        && audible(warning(state, percent), after, now)) {
                    changes.add(new PromiseChange.Warned(state.promise(), state.n(), percent));
                }
            }
        } else if (climbs(state)) {
            for (int level = before.escalationLevel() + 1; level <= HIGHEST_LEVEL; level++) {
                if (audible(escalation(state, level), after, now)) {
                    changes.add(new PromiseChange.Escalated(state.promise(), state.n(), level));
                }
            }
        }
    }

    private static boolean audible(Instant alarm, Instant after, Instant now) {
        return alarm.isAfter(after) && !alarm.isAfter(now);
    }

    /** A promise made late in its span gets only the warnings that were still ahead. */
    private static boolean ahead(PromiseState state, int percent) {
        return !warning(state, percent).isBefore(state.madeAt());
    }

    private static boolean climbs(PromiseState state) {
        return state.verdict() == Verdict.MISSED && state.metLateAt() == null && !state.frozen();
    }

    private static Instant warning(PromiseState state, int percent) {
        return within(state, state.clock(), percent, 100);
    }

    /** A promise made after its due climbs from when it was made: nobody could have kept it before. */
    private static Instant escalation(PromiseState state, int level) {
        Instant from = state.due().isBefore(state.madeAt()) ? state.madeAt() : state.due();
        return within(state, from, level, 2);
    }

    /** The second by which so many parts of the promise's span have passed since {@code from}. */
    private static Instant within(PromiseState state, Instant from, int parts, int of) {
        Duration span = Duration.between(state.clock(), state.due());
        long seconds = span.getSeconds() * parts;
        long nanos = (long) span.getNano() * parts + Math.floorMod(seconds, of) * NANOS_OF_A_SECOND;
        return ceil(from.plusSeconds(Math.floorDiv(seconds, of)).plusNanos(nanos / of));
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
