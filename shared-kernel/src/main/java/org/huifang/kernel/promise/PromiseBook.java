package org.huifang.kernel.promise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The promises made so far, while a history is folded. */
final class PromiseBook {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<PromiseKind, Entry> newest = new EnumMap<>(PromiseKind.class);

    static final class Entry {
        final PromiseKind kind;
        final int n;
        final Instant clock;
        final Instant madeAt;
        final PromisePolicy policy;
        Instant due;
        Verdict verdict = Verdict.OPEN;

        @Nullable
        Instant at;

        @Nullable
        Instant metLateAt;

        Verdict asRecorded = Verdict.OPEN;
        boolean frozen;

        Entry(PromiseKind kind, int n, Instant clock, Instant madeAt, Instant due, PromisePolicy policy) {
            this.kind = kind;
            this.n = n;
            this.clock = clock;
            this.madeAt = madeAt;
            this.due = due;
            this.policy = policy;
        }

        /** At an inclusive due it is still open; at a strict one the due has passed. */
        boolean passed(Instant now) {
            return kind.strict() ? !now.isBefore(due) : now.isAfter(due);
        }

        PromiseState state() {
            return new PromiseState(kind, n, clock, madeAt, due, verdict, at, metLateAt, asRecorded, frozen, policy);
        }
    }

    /** Makes a promise; one of its kind that was missed is frozen by that. */
    Entry make(PromiseKind kind, Instant clock, Instant due, PromisePolicy policy, Instant madeAt) {
        Entry before = newest.get(kind);
        if (before != null && before.verdict == Verdict.MISSED) {
            before.frozen = true;
        }
        int n = before == null ? 1 : before.n + 1;
        Entry entry = new Entry(kind, n, clock, madeAt, due, policy);
        entries.add(entry);
        newest.put(kind, entry);
        return entry;
    }

    Optional<Entry> newest(PromiseKind kind) {
        return Optional.ofNullable(newest.get(kind));
    }

    /** The one made last of either kind. */
    Optional<Entry> newest(PromiseKind kind, PromiseKind other) {
        return entries.stream().filter(e -> e.kind == kind || e.kind == other).reduce((earlier, later) -> later);
    }

    Optional<Entry> open(PromiseKind kind) {
        return newest(kind).filter(e -> e.verdict == Verdict.OPEN);
    }

    /** What meets a kind counts only for its newest promise, and only from its clock on. */
    void meet(PromiseKind kind, Instant at, Instant recordedAt) {
        newest(kind).ifPresent(entry -> meet(entry, at, recordedAt));
    }

    static void meet(Entry entry, Instant at, Instant recordedAt) {
        if (at.isBefore(entry.clock)) {
            return;
        }
        if (entry.verdict == Verdict.OPEN && !entry.passed(at)) {
            entry.verdict = Verdict.MET;
            entry.at = at;
            entry.asRecorded = entry.passed(recordedAt) ? Verdict.MISSED : Verdict.MET;
            return;
        }
        if (entry.verdict == Verdict.OPEN) {
            miss(entry);
        }
        if (entry.verdict == Verdict.MISSED && !entry.frozen && entry.metLateAt == null) {
            entry.metLateAt = at;
        }
    }

    /** Cancels what is open; freezes what was missed and is not met yet. */
    void cancel(Instant at, PromiseKind... kinds) {
        for (PromiseKind kind : kinds) {
            newest(kind).ifPresent(entry -> {
                if (entry.verdict == Verdict.OPEN) {
                    entry.verdict = Verdict.CANCELLED;
                    entry.asRecorded = Verdict.CANCELLED;
                    entry.at = at;
                } else if (entry.verdict == Verdict.MISSED) {
                    entry.frozen = true;
                }
            });
        }
    }

    /** The open promise whose due passed first before {@code now}, now missed. */
    @Nullable
    Entry missNext(Instant now) {
        Entry next = null;
        for (Entry e : entries) {
            if (e.verdict == Verdict.OPEN && e.passed(now) && (next == null || e.due.isBefore(next.due))) {
                next = e;
            }
        }
        if (next != null) {
            miss(next);
        }
        return next;
    }

    /** A promise made after its due, and met by nothing that had happened before, is missed at once. */
    static boolean missIfMadeLate(Entry entry) {
        boolean late = entry.verdict == Verdict.OPEN && entry.passed(entry.madeAt);
        if (late) {
            miss(entry);
        }
        return late;
    }

    private static void miss(Entry entry) {
        entry.verdict = Verdict.MISSED;
        entry.asRecorded = Verdict.MISSED;
        entry.at = entry.due;
    }

    List<PromiseState> states() {
        List<PromiseState> states = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            states.add(entry.state());
        }
        return Collections.unmodifiableList(states);
    }
}
