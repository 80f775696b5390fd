package org.huifang.kernel.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list that is being brought from elsewhere: checked as a whole first, then taken row by row.
 *
 * @param person who brings it
 * @param rows of the list; absent until it has been read
 * @param done of these, checked or taken so far
 * @param changed that brought something new
 * @param unchanged that were there already, just so
 * @param rejected that could not be taken
 * @param skipFaulty take the good rows, whatever is wrong with others
 * @param fault why the list as a whole could not be read
 */
public record ImportJob(
        UUID id,
        Kind kind,
        String person,
        String file,
        State state,
        @Nullable Integer rows,
        int done,
        int changed,
        int unchanged,
        int rejected,
        boolean skipFaulty,
        @Nullable String fault,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** What it is a list of. */
    public enum Kind {
        PEOPLE,
        OWNERS,
        COMPLAINTS
    }

    public enum State {
        CHECKING,
        /** Waits, two days at most, for somebody to start it. */
        CHECKED,
        RUNNING,
        DONE,
        CANCELLED,
        /** It is no list. */
        FAILED
    }

    /**
     * Something wrong with a row.
     *
     * @param row as the file counts them, the head being 1
     * @param column by its name in the head; absent where it is the row as a whole
     */
    public record Fault(int row, @Nullable String column, String code, String zh, String en) {}

    /** @param faults of these rows */
    public record Progress(int done, int changed, int unchanged, int rejected, List<Fault> faults) {}
}
