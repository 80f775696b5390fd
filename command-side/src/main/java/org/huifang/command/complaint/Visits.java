package org.huifang.command.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.jspecify.annotations.Nullable;

/** The return visit that is owed (§4.6.4), since the complaint was last opened or withdrawn. */
final class Visits {
    @Nullable
    Instant arrangedAt;

    @Nullable
    Instant visitedAt;

    boolean waived;
    int attempts;
    final Set<LocalDate> attemptDays = new HashSet<>();
    final Set<Means> attemptMeans = new HashSet<>();

    void take(ComplaintEvent event, ZoneId zone) {
        if (event instanceof ReturnVisitArranged e) {
            arrangedAt = e.stamp().at();
        } else if (event instanceof ReturnVisitMade e) {
            visitedAt = e.stamp().at();
        } else if (event instanceof ReturnVisitAttempted e) {
            attempts++;
            attemptDays.add(LocalDate.ofInstant(e.stamp().at(), zone));
            attemptMeans.add(
                    e.means().kind() == MeansKind.OTHER
                            ? e.means()
                            : new Means(e.means().kind(), null));
        } else if (event instanceof ReturnVisitWaived) {
            waived = true;
        } else if (event instanceof ComplaintWithdrawn || event instanceof ComplaintReopened) {
            startAfresh();
        }
    }

    /** House rule: for a plain request the owner's rating counts as the visit. */
    void ratedInstead(Instant at) {
        visitedAt = at;
    }

    private void startAfresh() {
        arrangedAt = null;
        visitedAt = null;
        waived = false;
        attempts = 0;
        attemptDays.clear();
        attemptMeans.clear();
    }
}
