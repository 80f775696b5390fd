package org.huifang.kernel.promise;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of promises where the instruction is silent, and some where it speaks; versioned, never changed. */
public record PromisePolicy(
        int version,
        Duration record,
        Duration judge,
        Duration route,
        Duration planMeasures,
        Duration presentImportant,
        Duration solveMinor,
        Duration completeMajor,
        Duration completeImportant,
        Duration completeOther,
        Duration direct,
        Duration returnVisit,
        int raisesUntilMajor,
        List<Integer> warningPercents,
        @Nullable DeskHours deskHours) {

    public static final PromisePolicy DEFAULT = new PromisePolicy(
            1,
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(3),
            Duration.ofDays(2),
            Duration.ofHours(4),
            Duration.ofDays(3),
            3,
            List.of(50, 80),
            null);

    /** When the desk that reports and informs is open, local time; absent means the whole day. */
    public record DeskHours(LocalTime opens, LocalTime closes) {}

    public PromisePolicy withVersion(int another) {
        return new PromisePolicy(
                another,
                record,
                judge,
                route,
                planMeasures,
                presentImportant,
                solveMinor,
                completeMajor,
                completeImportant,
                completeOther,
                direct,
                returnVisit,
                raisesUntilMajor,
                warningPercents,
                deskHours);
    }
}
