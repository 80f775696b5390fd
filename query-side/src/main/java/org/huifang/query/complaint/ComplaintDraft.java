package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintState;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** A complaint's view while events are being taken into it. */
final class ComplaintDraft {
    final ComplaintId id;
    final RecordNumber number;
    final String zone;
    final Instant receivedAt;
    final Reception reception;
    /** Known to the batch that registers it; the row keeps it. */
    final @Nullable String registeredBy;

    String centre;
    long sequence;
    ComplaintView.@Nullable Judgement judgement;
    ComplaintView.@Nullable Presentation presentation;
    ComplaintView.@Nullable Direction direction;
    ComplaintView.@Nullable Routing routing;
    List<Measure> measures = new ArrayList<>();
    List<ComplaintView.Step> steps = new ArrayList<>();
    ComplaintView.@Nullable Completion completion;
    ComplaintView.@Nullable HandlingRecord handlingRecord;

    @Nullable
    Instant reportedAt;

    List<ComplaintView.Informing> informings = new ArrayList<>();
    ComplaintView.@Nullable Explanation explanation;
    ComplaintView.@Nullable Arrangement arrangement;
    List<ComplaintView.Visit> visits = new ArrayList<>();

    @Nullable
    Instant closedAt;

    List<PromiseView> promises = new ArrayList<>();

    ComplaintDraft(ComplaintRegistered event, long sequence) {
        id = event.complaint();
        number = event.number();
        zone = event.zone();
        receivedAt = event.stamp().at();
        reception = event.reception();
        registeredBy = event.stamp().person();
        centre = event.stamp().centre();
        this.sequence = sequence;
    }

    ComplaintDraft(ComplaintView view) {
        id = view.id();
        number = view.number();
        zone = view.zone();
        receivedAt = view.receivedAt();
        reception = view.reception();
        registeredBy = null;
        centre = view.centre();
        sequence = view.sequence();
        judgement = view.judgement();
        presentation = view.presentation();
        direction = view.direction();
        routing = view.routing();
        measures = new ArrayList<>(view.measures());
        steps = new ArrayList<>(view.steps());
        completion = view.completion();
        handlingRecord = view.handlingRecord();
        reportedAt = view.reportedAt();
        informings = new ArrayList<>(view.informings());
        explanation = view.explanation();
        arrangement = view.arrangement();
        visits = new ArrayList<>(view.visits());
        closedAt = view.closedAt();
        promises = new ArrayList<>(view.promises());
    }

    void take(ComplaintEvent event, long eventSequence) {
        sequence = eventSequence;
        Instant at = event.stamp().at();
        String by = event.stamp().person();
        if (event instanceof ComplaintClassified e) {
            judgement =
                    new ComplaintView.Judgement(e.classification(), e.criterion(), e.reason(), null, List.of(), by, at);
        } else if (event instanceof SeverityAssessed e) {
            judge(e.severity(), e.ground());
        } else if (event instanceof SeverityRaised e) {
            judge(e.severity(), e.ground());
        } else if (event instanceof ComplaintPresented e) {
            presentation = new ComplaintView.Presentation(e.to(), at, by);
        } else if (event instanceof DisposalDirected e) {
            direction = new ComplaintView.Direction(e.instruction(), e.limit(), at, by);
        } else if (event instanceof ComplaintRouted e) {
            routing = new ComplaintView.Routing(e.department(), at, by);
        } else if (event instanceof MeasuresPlanned e) {
            measures.addAll(e.measures());
        } else if (event instanceof HandlingStepRecorded e) {
            steps.add(new ComplaintView.Step(e.what(), at, by));
        } else if (event instanceof HandlingCompleted e) {
            completion = new ComplaintView.Completion(e.result(), e.demandMet(), e.unmetReason(), at, by);
        } else if (event instanceof HandlingRecordSubmitted e) {
            handlingRecord = new ComplaintView.HandlingRecord(e.course(), at, by, null, null);
        } else if (event instanceof HandlingRecordAccepted && handlingRecord != null) {
            handlingRecord = new ComplaintView.HandlingRecord(
                    handlingRecord.course(), handlingRecord.submittedAt(), handlingRecord.submittedBy(), at, by);
        } else if (event instanceof ReportedToSupervisor) {
            reportedAt = at;
        } else if (event instanceof OwnerInformed e) {
            informings.add(new ComplaintView.Informing(e.means(), true, e.words(), at, by));
        } else if (event instanceof OwnerInformAttempted e) {
            informings.add(new ComplaintView.Informing(e.means(), false, e.words(), at, by));
        } else if (event instanceof UnmetDemandExplained e) {
            explanation = new ComplaintView.Explanation(e.explanation(), e.understood(), at, by);
        } else if (event instanceof ReturnVisitArranged e) {
            arrangement = new ComplaintView.Arrangement(e.visitor(), e.planned(), at, by);
        } else if (event instanceof ReturnVisitMade e) {
            visits.add(new ComplaintView.Visit(e.means(), true, e.satisfaction(), e.words(), at, by));
        } else if (event instanceof ReturnVisitAttempted e) {
            visits.add(new ComplaintView.Visit(e.means(), false, null, e.words(), at, by));
        } else if (event instanceof ComplaintClosed) {
            closedAt = at;
        } else if (event instanceof PromisesObserved e) {
            e.changes().forEach(this::take);
        }
    }

    private void judge(Severity severity, SeverityGround ground) {
        ComplaintView.Judgement before = Objects.requireNonNull(judgement, "judged before it is assessed");
        List<SeverityGround> grounds = new ArrayList<>(before.severity() == severity ? before.grounds() : List.of());
        grounds.add(ground);
        judgement = new ComplaintView.Judgement(
                before.classification(),
                before.criterion(),
                before.reason(),
                severity,
                List.copyOf(grounds),
                before.judgedBy(),
                before.at());
    }

    private void take(PromiseChange change) {
        if (change instanceof PromiseChange.Made made) {
            promises.add(view(ObservedPromise.made(made)));
            return;
        }
        promises.replaceAll(p -> p.promise() == change.promise() && p.n() == change.n()
                ? view(observed(p).after(change))
                : p);
    }

    private static ObservedPromise observed(PromiseView p) {
        return new ObservedPromise(
                p.promise(),
                p.n(),
                p.clock(),
                p.due(),
                p.verdict(),
                p.at(),
                p.metLateAt(),
                p.asRecorded(),
                p.policyVersion(),
                p.warnedPercent(),
                p.escalation());
    }

    private PromiseView view(ObservedPromise p) {
        return new PromiseView(
                id,
                number,
                centre,
                p.promise(),
                p.n(),
                p.clock(),
                p.due(),
                p.verdict(),
                p.at(),
                p.metLateAt(),
                p.asRecorded(),
                p.policyVersion(),
                p.warnedPercent(),
                p.escalationLevel());
    }

    boolean demandUnmet() {
        return completion != null && completion.demandMet() != DemandMet.FULLY;
    }

    boolean ownerInformed() {
        return informings.stream().anyMatch(ComplaintView.Informing::reached);
    }

    boolean visited() {
        return visits.stream().anyMatch(ComplaintView.Visit::reached);
    }

    ComplaintState state() {
        if (closedAt != null) {
            return ComplaintState.CLOSED;
        }
        if (visited()) {
            return ComplaintState.VISITED;
        }
        if (ownerInformed()) {
            return ComplaintState.OWNER_INFORMED;
        }
        if (handlingRecord != null) {
            return handlingRecord.acceptedAt() == null
                    ? ComplaintState.RECORD_SUBMITTED
                    : ComplaintState.RECORD_ACCEPTED;
        }
        if (completion != null) {
            return ComplaintState.HANDLED;
        }
        if (!measures.isEmpty()) {
            return ComplaintState.MEASURES_PLANNED;
        }
        if (routing != null) {
            return ComplaintState.ROUTED;
        }
        return judgement != null ? ComplaintState.JUDGED : ComplaintState.RECEIVED;
    }

    ComplaintView view() {
        Instant dueNext = promises.stream()
                .filter(p -> p.verdict() == Verdict.OPEN)
                .map(PromiseView::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new ComplaintView(
                id,
                sequence,
                number,
                centre,
                zone,
                state(),
                receivedAt,
                reception,
                judgement,
                presentation,
                direction,
                routing,
                List.copyOf(measures),
                List.copyOf(steps),
                completion,
                handlingRecord,
                reportedAt,
                List.copyOf(informings),
                explanation,
                arrangement,
                List.copyOf(visits),
                closedAt,
                dueNext,
                List.copyOf(promises));
    }
}
