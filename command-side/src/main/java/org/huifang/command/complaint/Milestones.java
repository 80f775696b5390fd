package org.huifang.command.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingStepRecorded;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.Fact;
import org.jspecify.annotations.Nullable;

/** What has happened to a complaint so far, as far as later commands and promises depend on it; folded, never checked. */
class Milestones {
    /** Requests remembered for repeated delivery (decision 6); the oldest are forgotten beyond this. */
    static final int REMEMBERED_KEYS = 64;

    @AggregateIdentifier
    protected ComplaintId id;

    String centre = "";
    ZoneId zone = ZoneId.of("UTC");
    Instant receivedAt = Instant.EPOCH;
    Instant lastRecordedAt = Instant.EPOCH;
    Reception.@Nullable Respondent respondent;
    final PromiseKeeping promises = new PromiseKeeping();
    private final Map<String, String> requests = new LinkedHashMap<>();

    @Nullable
    Classification classification;

    @Nullable
    Severity severity;

    @Nullable
    Instant judgedAt;

    final Set<Role> presentedTo = EnumSet.noneOf(Role.class);

    @Nullable
    Instant presentedAt;

    @Nullable
    String department;

    @Nullable
    Instant routedAt;

    final Set<MeasureKind> planned = EnumSet.noneOf(MeasureKind.class);

    @Nullable
    Instant completedAt;

    @Nullable
    DemandMet demandMet;

    @Nullable
    Instant submittedAt;

    @Nullable
    Instant acceptedAt;

    @Nullable
    Instant reportedAt;

    boolean ownerInformed;
    final Set<LocalDate> informAttemptDays = new HashSet<>();
    boolean unmetDemandExplained;

    @Nullable
    Instant visitArrangedAt;

    @Nullable
    Instant visitedAt;

    @Nullable
    Instant closedAt;

    boolean judged() {
        return classification != null && (classification != Classification.VALID_COMPLAINT || severity != null);
    }

    boolean demandUnmet() {
        return demandMet == DemandMet.PARTLY || demandMet == DemandMet.NOT;
    }

    /** The digest of the request that came with this key, where one did. */
    @Nullable
    String requestUnder(String key) {
        return requests.get(key);
    }

    @EventSourcingHandler
    void on(ComplaintRegistered event) {
        id = event.complaint();
        centre = event.stamp().centre();
        zone = ZoneId.of(event.zone());
        receivedAt = event.stamp().at();
        respondent = event.reception().respondent();
        happened(
                event,
                new Fact.Registered(
                        event.reception().requestedDeadline(), event.reception().raisedBefore()));
    }

    @EventSourcingHandler
    void on(ComplaintClassified event) {
        classification = event.classification();
        judgedAt = event.stamp().at();
        happened(event, new Fact.Classified(event.classification()));
    }

    @EventSourcingHandler
    void on(SeverityAssessed event) {
        severity = event.severity();
        judgedAt = event.stamp().at();
        happened(event, new Fact.SeverityAssessed(event.severity(), event.ground()));
    }

    @EventSourcingHandler
    void on(SeverityRaised event) {
        severity = event.severity();
        happened(
                event,
                new Fact.SeverityRaised(
                        event.severity(), event.ground(), event.stamp().role() == Role.SYSTEM));
    }

    @EventSourcingHandler
    void on(ComplaintPresented event) {
        presentedTo.add(event.to());
        presentedAt = event.stamp().at();
        happened(event, new Fact.Presented(event.to()));
    }

    @EventSourcingHandler
    void on(DisposalDirected event) {
        happened(event, new Fact.Directed(event.limit()));
    }

    @EventSourcingHandler
    void on(ComplaintRouted event) {
        department = event.department();
        routedAt = event.stamp().at();
        happened(event, new Fact.Routed());
    }

    @EventSourcingHandler
    void on(MeasuresPlanned event) {
        event.measures().forEach(measure -> planned.add(measure.kind()));
        happened(event, new Fact.MeasuresPlanned());
    }

    @EventSourcingHandler
    void on(HandlingStepRecorded event) {
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(HandlingCompleted event) {
        completedAt = event.stamp().at();
        demandMet = event.demandMet();
        happened(event, new Fact.HandlingCompleted());
    }

    @EventSourcingHandler
    void on(HandlingRecordSubmitted event) {
        submittedAt = event.stamp().at();
        happened(event, new Fact.HandlingRecordSubmitted());
    }

    @EventSourcingHandler
    void on(HandlingRecordAccepted event) {
        acceptedAt = event.stamp().at();
        happened(event, new Fact.HandlingRecordAccepted());
    }

    @EventSourcingHandler
    void on(ReportedToSupervisor event) {
        reportedAt = event.stamp().at();
        happened(event, new Fact.ReportedToSupervisor());
    }

    @EventSourcingHandler
    void on(OwnerInformed event) {
        ownerInformed = true;
        happened(event, new Fact.OwnerInformed());
    }

    @EventSourcingHandler
    void on(OwnerInformAttempted event) {
        informAttemptDays.add(LocalDate.ofInstant(event.stamp().at(), zone));
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(UnmetDemandExplained event) {
        unmetDemandExplained = true;
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(ReturnVisitArranged event) {
        visitArrangedAt = event.stamp().at();
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(ReturnVisitMade event) {
        visitedAt = event.stamp().at();
        happened(event, new Fact.ReturnVisitMade());
    }

    @EventSourcingHandler
    void on(ComplaintEvent.ReturnVisitAttempted event) {
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(ComplaintClosed event) {
        closedAt = event.stamp().at();
        recorded(event.stamp());
    }

    @EventSourcingHandler
    void on(PromisesObserved event) {
        promises.observed(event);
        recorded(event.stamp());
    }

    private void happened(ComplaintEvent event, Fact fact) {
        promises.happened(fact, event.stamp());
        recorded(event.stamp());
    }

    private void recorded(Stamp stamp) {
        if (stamp.recordedAt().isAfter(lastRecordedAt)) {
            lastRecordedAt = stamp.recordedAt();
        }
        if (stamp.key() != null && stamp.request() != null) {
            requests.put(stamp.key(), stamp.request());
            if (requests.size() > REMEMBERED_KEYS) {
                requests.remove(requests.keySet().iterator().next());
            }
        }
    }
}
