package org.huifang.command.notice;

import java.time.Instant;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.promise.ObservedPromises;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a complaint to tell people of it.
 *
 * @param respondent whom it is about, who is told nothing of it (§2)
 * @param department that leads its handling
 * @param importedAt when it came as a whole history; what had been due by then alarms nobody
 */
record Concerned(
        String number,
        String centre,
        String zone,
        @Nullable String respondent,
        @Nullable String department,
        @Nullable Instant importedAt,
        ObservedPromises promises) {

    static @Nullable Concerned after(@Nullable Concerned before, ComplaintEvent event) {
        if (event instanceof ComplaintRegistered e) {
            return new Concerned(
                    e.number().value(),
                    e.stamp().centre(),
                    e.zone(),
                    e.reception().respondent().person(),
                    null,
                    null,
                    ObservedPromises.NONE);
        }
        if (before == null) {
            return null;
        }
        if (event instanceof ComplaintRouted e) {
            return before.with(before.centre, before.respondent, e.department(), before.importedAt, before.promises);
        }
        if (event instanceof RoutingReturned) {
            return before.with(before.centre, before.respondent, null, before.importedAt, before.promises);
        }
        if (event instanceof ComplaintTransferred e) {
            return before.with(e.centre(), before.respondent, before.department, before.importedAt, before.promises);
        }
        if (event instanceof ComplaintImported e) {
            return before.with(
                    before.centre,
                    before.respondent,
                    before.department,
                    e.stamp().recordedAt(),
                    before.promises);
        }
        if (event instanceof RecordAmended e && e.after().respondent() != null) {
            return before.with(
                    before.centre,
                    e.after().respondent().person(),
                    before.department,
                    before.importedAt,
                    before.promises);
        }
        return event instanceof PromisesObserved e
                ? before.with(
                        before.centre,
                        before.respondent,
                        before.department,
                        before.importedAt,
                        before.promises.after(e.changes()))
                : before;
    }

    private Concerned with(
            String newCentre,
            @Nullable String newRespondent,
            @Nullable String newDepartment,
            @Nullable Instant newImportedAt,
            ObservedPromises newPromises) {
        return new Concerned(number, newCentre, zone, newRespondent, newDepartment, newImportedAt, newPromises);
    }
}
