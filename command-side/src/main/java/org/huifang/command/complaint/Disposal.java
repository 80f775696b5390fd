package org.huifang.command.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.jspecify.annotations.Nullable;

/** How far a complaint's disposal has come: presented, routed, handled, recorded, fed back (§4.5.2–§4.6.3, §4.8). */
final class Disposal {
    final Set<Role> presentedTo = EnumSet.noneOf(Role.class);

    @Nullable
    Instant presentedAt;

    @Nullable
    String department;

    final Set<String> assisting = new HashSet<>();

    /** To the department that leads. */
    @Nullable
    Instant routedAt;

    /** To a department, or back from it. */
    @Nullable
    Instant lastRoutedAt;

    boolean plannedSinceRouted;

    @Nullable
    Instant plannedAt;

    /** Since the complaint was last opened. */
    final Set<MeasureKind> planned = EnumSet.noneOf(MeasureKind.class);

    @Nullable
    Instant completedAt;

    @Nullable
    DemandMet demandMet;

    @Nullable
    Instant submittedAt;

    @Nullable
    Instant sentBackAt;

    @Nullable
    Instant acceptedAt;

    @Nullable
    Instant reportedAt;

    boolean ownerInformed;
    final Set<LocalDate> informAttemptDays = new HashSet<>();
    boolean unmetDemandExplained;

    boolean demandUnmet() {
        return demandMet == DemandMet.PARTLY || demandMet == DemandMet.NOT;
    }

    /** The department that leads, where one does. */
    Set<String> lead() {
        return department == null ? Set.of() : Set.of(department);
    }

    /** Those that take part: the one that leads, and those that assist. */
    Set<String> departments() {
        Set<String> departments = new HashSet<>(assisting);
        departments.addAll(lead());
        return departments;
    }

    void take(ComplaintEvent event, ZoneId zone) {
        if (event instanceof ComplaintPresented e) {
            presentedTo.add(e.to());
            presentedAt = e.stamp().at();
        } else if (event instanceof ComplaintRouted e) {
            routedTo(e.department(), e.stamp().at());
            lastRoutedAt = routedAt;
        } else if (event instanceof RoutingReturned e) {
            routedTo(null, null);
            lastRoutedAt = e.stamp().at();
        } else if (event instanceof AssistanceAsked e) {
            assisting.add(e.department());
        } else if (event instanceof MeasuresPlanned e) {
            e.measures().forEach(measure -> planned.add(measure.kind()));
            plannedSinceRouted = true;
            plannedAt = Milestones.latest(plannedAt, e.stamp().at());
        } else if (event instanceof HandlingCompleted e) {
            completedAt = e.stamp().at();
            demandMet = e.demandMet();
        } else if (event instanceof HandlingRecordSubmitted e) {
            submittedAt = e.stamp().at();
        } else if (event instanceof HandlingRecordSentBack e) {
            submittedAt = null;
            sentBackAt = e.stamp().at();
            if (e.reason() == SendBackReason.WORK_NOT_DONE) {
                completionUndone();
            }
        } else if (event instanceof HandlingRecordAccepted e) {
            acceptedAt = e.stamp().at();
        } else if (event instanceof ReportedToSupervisor e) {
            reportedAt = e.stamp().at();
        } else if (event instanceof OwnerInformed) {
            ownerInformed = true;
        } else if (event instanceof OwnerInformAttempted e) {
            informAttemptDays.add(LocalDate.ofInstant(e.stamp().at(), zone));
        } else if (event instanceof UnmetDemandExplained) {
            unmetDemandExplained = true;
        } else if (event instanceof ComplaintReopened) {
            reopened();
        }
    }

    private void routedTo(@Nullable String to, @Nullable Instant at) {
        department = to;
        routedAt = at;
        assisting.clear();
        plannedSinceRouted = false;
    }

    private void completionUndone() {
        completedAt = null;
        demandMet = null;
        unmetDemandExplained = false;
    }

    private void reopened() {
        completionUndone();
        planned.clear();
        plannedSinceRouted = false;
        submittedAt = null;
        acceptedAt = null;
        reportedAt = null;
        ownerInformed = false;
        informAttemptDays.clear();
    }
}
