package org.huifang.kernel.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huifang.kernel.promise.PromiseBook.Entry;

/** What the facts of a forum post mean for {@link PromiseKind#REPLY_ON_FORUM}: a pure fold in the order of their times. */
public final class ForumReply {
    /** §4.6.7 */
    public static final Duration AFTER_POST = Duration.ofHours(2);
    /** §4.6.7 */
    public static final Duration AFTER_RELAY = Duration.ofHours(1);

    private ForumReply() {}

    /** What can make, meet or cancel it. */
    public enum Fact {
        /** By the watcher or a feed; its time is the recording. */
        FOUND,
        /** By a department; its time is the relay's. */
        RELAYED,
        /** Saying that it is accepted. */
        REPLIED,
        JUDGED_NO_COMPLAINT,
        /** The judgement was wrong: promised again as it was. */
        RECONSIDERED
    }

    /** @param policy in force when it was recorded */
    public record Happened(Fact fact, Instant at, Instant recordedAt, PromisePolicy policy) {}

    /** The first of found and relayed fixes the clock. */
    public static Promises fold(Instant postedAt, List<Happened> happened, Instant asOf) {
        PromiseBook book = new PromiseBook();
        List<Happened> inOrder = happened.stream()
                .filter(h -> !h.at().isAfter(asOf))
                .sorted(Comparator.comparing(Happened::at))
                .toList();
        for (Happened h : inOrder) {
            letDuePass(book, h.at());
            switch (h.fact()) {
                case FOUND -> promise(book, h, postedAt, postedAt.plus(AFTER_POST), inOrder);
                case RELAYED -> promise(book, h, h.at(), h.at().plus(AFTER_RELAY), inOrder);
                case REPLIED -> book.meet(PromiseKind.REPLY_ON_FORUM, h.at(), h.recordedAt());
                case JUDGED_NO_COMPLAINT -> book.cancel(h.at(), PromiseKind.REPLY_ON_FORUM);
                case RECONSIDERED -> again(book, h);
            }
        }
        letDuePass(book, asOf);
        return new Promises(book.states(), null, null, Set.of(), 0, List.of());
    }

    private static void promise(PromiseBook book, Happened by, Instant clock, Instant due, List<Happened> happened) {
        if (book.newest(PromiseKind.REPLY_ON_FORUM).isPresent()) {
            return;
        }
        Entry entry = book.make(PromiseKind.REPLY_ON_FORUM, clock, due, by.policy(), by.at());
        // Replied before anybody noted that the post is there.
        Optional<Happened> replied = happened.stream()
                .filter(h -> h.fact() == Fact.REPLIED && !h.at().isAfter(by.at()))
                .findFirst();
        replied.ifPresent(h -> PromiseBook.meet(entry, h.at(), h.recordedAt()));
        PromiseBook.missIfMadeLate(entry);
    }

    private static void again(PromiseBook book, Happened by) {
        book.newest(PromiseKind.REPLY_ON_FORUM)
                .filter(entry -> entry.verdict == Verdict.CANCELLED)
                .ifPresent(entry -> PromiseBook.missIfMadeLate(
                        book.make(PromiseKind.REPLY_ON_FORUM, entry.clock, entry.due, by.policy(), by.at())));
    }

    private static void letDuePass(PromiseBook book, Instant now) {
        book.missNext(now);
    }
}
