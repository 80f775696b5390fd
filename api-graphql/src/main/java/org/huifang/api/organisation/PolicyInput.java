package org.huifang.api.organisation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.promise.PromisePolicy;
import org.huifang.kernel.promise.PromisePolicy.DeskHours;
import org.jspecify.annotations.Nullable;

/** A policy to be adopted: what is not given stays as it is. */
record PolicyInput(Instant from, String reason, Promises promises, House house) {

    record Desk(String opens, String closes) {
        /** Both the same: the whole day. */
        @Nullable
        DeskHours hours() {
            return opens.equals(closes) ? null : new DeskHours(LocalTime.parse(opens), LocalTime.parse(closes));
        }
    }

    record Promises(
            @Nullable Duration record,
            @Nullable Duration judge,
            @Nullable Duration route,
            @Nullable Duration planMeasures,
            @Nullable Duration presentImportant,
            @Nullable Duration solveMinor,
            @Nullable Duration completeMajor,
            @Nullable Duration completeImportant,
            @Nullable Duration completeOther,
            @Nullable Duration direct,
            @Nullable Duration returnVisit,
            @Nullable Integer raisesUntilMajor,
            @Nullable List<Integer> warningPercents,
            @Nullable Desk deskHours) {

        /** The version is given when it is adopted. */
        PromisePolicy over(PromisePolicy before) {
            return new PromisePolicy(
                    before.version(),
                    or(record, before.record()),
                    or(judge, before.judge()),
                    or(route, before.route()),
                    or(planMeasures, before.planMeasures()),
                    or(presentImportant, before.presentImportant()),
                    or(solveMinor, before.solveMinor()),
                    or(completeMajor, before.completeMajor()),
                    or(completeImportant, before.completeImportant()),
                    or(completeOther, before.completeOther()),
                    or(direct, before.direct()),
                    or(returnVisit, before.returnVisit()),
                    or(raisesUntilMajor, before.raisesUntilMajor()),
                    or(warningPercents, before.warningPercents()),
                    deskHours == null ? before.deskHours() : deskHours.hours());
        }
    }

    record House(
            @Nullable Duration statedBackAtMost,
            @Nullable Duration raiseAgainWithin,
            @Nullable Duration toFollowWithin,
            @Nullable Integer informAttemptDays,
            @Nullable Integer visitAttempts,
            @Nullable Integer visitAttemptDays,
            @Nullable Integer visitAttemptMeans) {

        HouseRules over(HouseRules before) {
            return new HouseRules(
                    or(statedBackAtMost, before.statedBackAtMost()),
                    or(raiseAgainWithin, before.raiseAgainWithin()),
                    or(toFollowWithin, before.toFollowWithin()),
                    or(informAttemptDays, before.informAttemptDays()),
                    or(visitAttempts, before.visitAttempts()),
                    or(visitAttemptDays, before.visitAttemptDays()),
                    or(visitAttemptMeans, before.visitAttemptMeans()));
        }
    }

    private static <T> T or(@Nullable T given, T before) {
        return Objects.requireNonNullElse(given, before);
    }
}
