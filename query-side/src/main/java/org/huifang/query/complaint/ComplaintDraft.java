package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintState;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.Verdict;
import org.jspecify.annotations.Nullable;

/** A complaint's view while events are being taken into it by {@link Drafting}. */
final class ComplaintDraft {
    final ComplaintId id;
    final RecordNumber number;
    final String zone;
    final Instant receivedAt;
    final String registeredBy;
    final @Nullable Instant toFollowDue;
    long sequence;
    String centre;
    Reception reception;

    @Nullable
    String formerNumber;

    List<ComplaintView.CallIn> callIns = new ArrayList<>();
    List<ComplaintView.Evidence> evidence = new ArrayList<>();
    ComplaintView.@Nullable Judgement judgement;
    ComplaintView.@Nullable Appeal appeal;
    int raises;
    ComplaintView.@Nullable Presentation presentation;
    ComplaintView.@Nullable Direction direction;

    @Nullable
    Instant agreedLimit;

    ComplaintView.@Nullable Routing routing;
    List<Measure> measures = new ArrayList<>();
    List<ComplaintView.Step> steps = new ArrayList<>();
    ComplaintView.@Nullable Completion completion;
    ComplaintView.@Nullable HandlingRecord handlingRecord;

    @Nullable
    Instant reportedAt;

    @Nullable
    String reportedBy;

    List<ComplaintView.Informing> informings = new ArrayList<>();
    ComplaintView.@Nullable Explanation explanation;
    ComplaintView.@Nullable Arrangement arrangement;
    List<ComplaintView.Visit> visits = new ArrayList<>();
    ComplaintView.@Nullable Rating rating;

    @Nullable
    Instant visitWaivedAt;

    List<ComplaintView.Reopening> reopenings = new ArrayList<>();
    List<ComplaintView.Link> links = new ArrayList<>();

    @Nullable
    ComplaintId mergedInto;

    ComplaintView.@Nullable Ending ending;
    /** Set with {@link #ending}: as what it ended. */
    @Nullable
    ComplaintState ended;

    ComplaintView.@Nullable Handover handover;
    List<ComplaintView.Correction> corrections = new ArrayList<>();
    List<PromiseView> promises = new ArrayList<>();

    ComplaintDraft(ComplaintRegistered event, long sequence, HouseRules house) {
        id = event.complaint();
        number = event.number();
        zone = event.zone();
        receivedAt = event.stamp().at();
        registeredBy = event.stamp().person();
        reception = event.reception();
        toFollowDue = reception.toFollow() == null ? null : receivedAt.plus(house.toFollowWithin());
        raises = 1 + reception.raisedBefore();
        centre = event.stamp().centre();
        this.sequence = sequence;
    }

    ComplaintDraft(ComplaintView view) {
        this(view, view.promises());
    }

    /** @param view that says nothing of its promises */
    static ComplaintDraft of(ComplaintView view, List<ObservedPromise> promises) {
        ComplaintDraft draft = new ComplaintDraft(view, List.of());
        promises.forEach(p -> draft.promises.add(DraftedPromises.view(draft, p)));
        return draft;
    }

    private ComplaintDraft(ComplaintView view, List<PromiseView> promises) {
        id = view.id();
        number = view.number();
        zone = view.zone();
        receivedAt = view.receivedAt();
        registeredBy = view.registeredBy();
        toFollowDue = view.toFollowDue();
        sequence = view.sequence();
        centre = view.centre();
        reception = view.reception();
        formerNumber = view.formerNumber();
        callIns = new ArrayList<>(view.callIns());
        evidence = new ArrayList<>(view.evidence());
        judgement = view.judgement();
        appeal = view.appeal();
        raises = view.raises();
        presentation = view.presentation();
        direction = view.direction();
        agreedLimit = view.agreedLimit();
        routing = view.routing();
        measures = new ArrayList<>(view.measures());
        steps = new ArrayList<>(view.steps());
        completion = view.completion();
        handlingRecord = view.handlingRecord();
        reportedAt = view.reportedAt();
        reportedBy = view.reportedBy();
        informings = new ArrayList<>(view.informings());
        explanation = view.explanation();
        arrangement = view.arrangement();
        visits = new ArrayList<>(view.visits());
        rating = view.rating();
        visitWaivedAt = view.visitWaivedAt();
        reopenings = new ArrayList<>(view.reopenings());
        links = new ArrayList<>(view.links());
        mergedInto = view.mergedInto();
        ending = view.ending();
        handover = view.handover();
        corrections = new ArrayList<>(view.corrections());
        this.promises = new ArrayList<>(promises);
        ended = view.ending() == null ? null : view.state();
    }

    boolean demandUnmet() {
        return completion != null && completion.demandMet() != DemandMet.FULLY;
    }

    boolean ownerInformed() {
        return informings.stream().anyMatch(ComplaintView.Informing::reached);
    }

    /** Since it was last opened: made, rated instead where that counts, or waived. */
    boolean visited() {
        return visits.stream().anyMatch(ComplaintView.Visit::reached)
                || visitWaivedAt != null
                || (rating != null
                        && judgement != null
                        && judgement.classification() == Classification.SERVICE_REQUEST
                        && ratedSince(rating));
    }

    /** Since the visit was owed: withdrawing asks for it anew. */
    private boolean ratedSince(ComplaintView.Rating made) {
        if (ended == ComplaintState.WITHDRAWN) {
            return true;
        }
        return handlingRecord != null
                && handlingRecord.acceptedAt() != null
                && !made.at().isBefore(handlingRecord.acceptedAt());
    }

    /** §4.6.4: 100 % of what was handled or withdrawn is visited. */
    boolean visitOwed() {
        boolean due = ended == ComplaintState.WITHDRAWN
                || (ended == null && handlingRecord != null && handlingRecord.acceptedAt() != null);
        return due && !visited();
    }

    @Nullable
    Severity severity() {
        return judgement == null ? null : judgement.severity();
    }

    @Nullable
    Classification classification() {
        return judgement == null ? null : judgement.classification();
    }

    @Nullable
    String department() {
        return routing == null ? null : routing.department();
    }

    ComplaintState state() {
        if (ended != null) {
            return ended;
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
        if (routing != null && !measures.isEmpty()) {
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
                formerNumber,
                centre,
                zone,
                state(),
                receivedAt,
                registeredBy,
                reception,
                toFollowDue,
                List.copyOf(callIns),
                List.copyOf(evidence),
                judgement,
                appeal,
                raises,
                presentation,
                direction,
                agreedLimit,
                routing,
                List.copyOf(measures),
                List.copyOf(steps),
                completion,
                handlingRecord,
                reportedAt,
                reportedBy,
                List.copyOf(informings),
                explanation,
                arrangement,
                List.copyOf(visits),
                rating,
                visitWaivedAt,
                List.copyOf(reopenings),
                List.copyOf(links),
                mergedInto,
                ending,
                handover,
                List.copyOf(corrections),
                dueNext,
                List.copyOf(promises));
    }
}
