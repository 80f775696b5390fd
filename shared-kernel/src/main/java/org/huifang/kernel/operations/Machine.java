package org.huifang.kernel.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the machine is: what follows the log and how far it has come, what waits, what could not be taken in. */
public interface Machine {
    /** Answered by {@link Status}. */
    record Look(String person, Instant at) {}

    /**
     * Answered by {@link FoundDeadLetters}: in the order of the log.
     *
     * @param after the cursor of the last one seen
     */
    record FindDeadLetters(
            String person, int first, @Nullable String after) {}

    /**
     * @param bytes that events and their indexes take on disk
     * @param lastRecordedAt null while there is no event
     */
    record Log(long events, @Nullable Instant lastRecordedAt, long bytes) {}

    /**
     * Somebody who follows the log.
     *
     * @param position of the log that it has come to
     * @param behind events still to be taken in
     */
    record Follower(String name, long position, long behind) {}

    /**
     * What is done again and again.
     *
     * @param failures one after the other, until now
     */
    record Task(
            String name,
            Instant next,
            boolean running,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures) {}

    /**
     * Promises' clocks that should have been looked at by now.
     *
     * @param since when the one that has waited longest was due; null where none waits
     */
    record Clocks(int overdue, @Nullable Instant since) {}

    /** @param diskFree of the disk that the data folder is on, in bytes */
    record Host(
            String version,
            String java,
            String database,
            Instant startedAt,
            long heapUsed,
            long heapAtMost,
            long diskFree) {}

    /** @param deadLetters events that the read tables could not take in, and those that wait behind them */
    record Status(
            Instant at,
            Log log,
            List<Follower> followers,
            Clocks clocks,
            List<Task> tasks,
            int deadLetters,
            Host host) {}

    /**
     * @param stream whose events wait
     * @param number of the complaint, where the stream is one that the read tables know
     */
    record DeadLetter(
            long position, String stream, @Nullable String number, String name, String error) {}

    record FoundDeadLetters(
            List<DeadLetter> letters,
            boolean more,
            @Nullable String end) {}
}
