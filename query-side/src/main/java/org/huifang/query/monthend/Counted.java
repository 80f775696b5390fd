package org.huifang.query.monthend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What statistics know of a complaint.
 *
 * @param accepted the handling record, since it was last opened
 * @param position of its last event in the log
 * @param versions in order; the last is how it stands
 */
record Counted(
        UUID id,
        String number,
        ZoneId zone,
        Instant receivedAt,
        Channel channel,
        boolean accepted,
        long position,
        List<Fact> facts,
        List<Version> versions,
        List<Decided> promises,
        List<Link> links) {
    /** Still so. */
    static final long NOW = Long.MAX_VALUE;

    enum Visit {
        NONE,
        OWED,
        VISITED,
        WAIVED
    }

    /** What is to become of the handling record. */
    enum Sheet {
        OPEN,
        /** Ended; waits for its return visit. */
        OWED,
        /** Can be handed over. */
        DUE,
        HANDED_OVER,
        ARCHIVED,
        /** Merged or void: there is none. */
        NONE
    }

    record Fact(
            long position,
            FactKind kind,
            String centre,
            Instant recordedAt,
            LocalDate day,
            @Nullable Long value) {}

    record Version(long from, long to, Known known) {
        Version until(long position) {
            return new Version(from, position, known);
        }
    }

    record Decided(
            PromiseKind promise,
            int n,
            long from,
            long to,
            long decided,
            String centre,
            Verdict verdict,
            Verdict asRecorded) {
        Decided until(long position) {
            return new Decided(promise, n, from, position, decided, centre, verdict, asRecorded);
        }
    }

    record Link(long position, UUID other) {}

    /** What a version says. */
    record Known(
            String centre,
            @Nullable Classification classification,
            @Nullable Criterion criterion,
            @Nullable Severity severity,
            @Nullable String department,
            boolean open,
            Visit visit,
            Sheet record) {}
}
