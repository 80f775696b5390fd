package org.huifang.command.organisation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.huifang.command.Rule;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationCommand.AdoptPolicy;
import org.huifang.kernel.promise.PromisePolicy;

/** What a policy may say: spans that are spans, counts that count. */
final class PolicyRules {
    private static final Duration SPAN_AT_MOST = Duration.ofDays(366);
    private static final int COUNT_AT_MOST = 99;

    private PolicyRules() {}

    static void require(AdoptPolicy command) {
        PromisePolicy p = command.promises();
        HouseRules h = command.house();
        boolean spans = Stream.of(
                        p.record(),
                        p.judge(),
                        p.route(),
                        p.planMeasures(),
                        p.presentImportant(),
                        p.solveMinor(),
                        p.completeMajor(),
                        p.completeImportant(),
                        p.completeOther(),
                        p.direct(),
                        p.returnVisit(),
                        h.statedBackAtMost(),
                        h.raiseAgainWithin(),
                        h.toFollowWithin())
                .allMatch(span -> span.compareTo(Duration.ofSeconds(1)) >= 0 && span.compareTo(SPAN_AT_MOST) <= 0);
        boolean counts = Stream.of(
                        p.raisesUntilMajor(),
                        h.informAttemptDays(),
                        h.visitAttempts(),
                        h.visitAttemptDays(),
                        h.visitAttemptMeans())
                .allMatch(count -> count >= 1 && count <= COUNT_AT_MOST);
        List<Integer> percents = p.warningPercents();
        boolean warnings = percents.size() <= 10
                && percents.stream().allMatch(percent -> percent >= 1 && percent <= 99)
                && percents.equals(percents.stream().distinct().sorted().toList());
        boolean desk = p.deskHours() == null
                || p.deskHours().opens().isBefore(p.deskHours().closes());
        if (!spans || !counts || !warnings || !desk) {
            throw new RefusedException(Rule.refusal(
                    "POLICY_IN_RANGE",
                    Operation.ADMINISTER.clause(),
                    "promises",
                    "时限须在 1 秒到 366 天之间,次数 1–99,提醒百分比 1–99 且递增,上班时间先后有序"));
        }
    }
}
