package org.huifang.query.complaint;

import java.time.Instant;
import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.PromiseAlarm;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** What of the observed changes somebody must hear at once. */
final class Alarms {
    private Alarms() {}

    static Optional<PromiseAlarm> of(PromiseChange change, ComplaintView view, Instant at) {
        if (change instanceof PromiseChange.Warned warned) {
            return Optional.of(alarm(PromiseAlarm.Kind.WARNED, change, view, warned.percent(), null, at));
        }
        if (change instanceof PromiseChange.Missed) {
            return Optional.of(alarm(PromiseAlarm.Kind.MISSED, change, view, null, null, at));
        }
        return change instanceof PromiseChange.Escalated climbed
                ? Optional.of(alarm(PromiseAlarm.Kind.ESCALATED, change, view, null, climbed.level(), at))
                : Optional.empty();
    }

    private static PromiseAlarm alarm(
            PromiseAlarm.Kind kind,
            PromiseChange change,
            ComplaintView view,
            @Nullable Integer percent,
            @Nullable Integer level,
            Instant at) {
        Instant due = view.promises().stream()
                .filter(p -> p.promise() == change.promise() && p.n() == change.n())
                .map(p -> p.due())
                .findFirst()
                .orElse(at);
        String department = view.routing() == null ? null : view.routing().department();
        return new PromiseAlarm(
                kind,
                view.id(),
                view.number(),
                view.centre(),
                department,
                change.promise(),
                change.n(),
                due,
                percent,
                level,
                at);
    }
}
