package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AppealDecided;
import org.huifang.kernel.complaint.ComplaintEvent.ArchivedRecordCorrected;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRaisedAgain;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
import org.huifang.kernel.complaint.ComplaintEvent.DuplicateTakenIn;
import org.huifang.kernel.complaint.ComplaintEvent.EvidenceAttached;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingStepRecorded;
import org.huifang.kernel.complaint.ComplaintEvent.JudgementAppealed;
import org.huifang.kernel.complaint.ComplaintEvent.LimitAgreed;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.SuperiorCalledIn;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.ComplaintState;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.Fact.SendBackReason;
import org.jspecify.annotations.Nullable;

/** Takes events into the draft of a complaint's view. */
final class Drafting {
    private Drafting() {}

    static void take(ComplaintDraft draft, ComplaintEvent event, long sequence) {
        draft.sequence = sequence;
        Instant at = event.stamp().at();
        String by = event.stamp().person();
        boolean taken = received(draft, event, at, by)
                || judged(draft, event, at, by)
                || handled(draft, event, at, by)
                || fedBack(draft, event, at, by)
                || ended(draft, event, at, by);
        if (!taken) {
            throw new IllegalArgumentException("not an event of a complaint under way: " + event.getClass());
        }
    }

    private static boolean received(ComplaintDraft draft, ComplaintEvent event, Instant at, String by) {
        if (event instanceof RecordAmended e) {
            draft.reception = e.after().of(draft.reception);
        } else if (event instanceof ComplaintImported e) {
            draft.formerNumber = e.formerNumber();
        } else if (event instanceof SuperiorCalledIn e) {
            draft.callIns.add(new ComplaintView.CallIn(e.superior(), e.note(), at, by));
        } else if (event instanceof EvidenceAttached e) {
            draft.evidence.add(new ComplaintView.Evidence(e.sha256(), e.mediaType(), e.size(), e.title(), at, by));
        } else if (event instanceof ComplaintRaisedAgain) {
            draft.raises++;
        } else if (event instanceof DuplicateTakenIn) {
            draft.raises++;
        } else if (event instanceof ComplaintLinked e) {
            draft.links.add(new ComplaintView.Link(e.other(), e.otherNumber(), e.kind(), at));
        } else if (event instanceof ComplaintTransferred e) {
            draft.centre = e.centre();
            DraftedPromises.moved(draft);
        } else if (event instanceof PromisesObserved e) {
            e.changes().forEach(change -> DraftedPromises.take(draft, change));
        } else {
            return false;
        }
        return true;
    }

    private static boolean judged(ComplaintDraft draft, ComplaintEvent event, Instant at, String by) {
        if (event instanceof ComplaintClassified e) {
            judge(draft, e.classification(), e.criterion(), e.reason(), by, at);
        } else if (event instanceof ComplaintReclassified e) {
            judge(draft, e.classification(), e.criterion(), e.reason(), by, at);
            askForNoDirection(draft);
        } else if (event instanceof SeverityAssessed e) {
            assess(draft, e.severity(), e.ground(), by, at);
        } else if (event instanceof SeverityRaised e) {
            assess(draft, e.severity(), e.ground(), by, at);
        } else if (event instanceof SeverityLowered e) {
            assess(draft, e.severity(), e.ground(), by, at);
            askForNoDirection(draft);
        } else if (event instanceof JudgementAppealed e) {
            draft.appeal = new ComplaintView.Appeal(e.reason(), at, null, null);
        } else if (event instanceof AppealDecided e) {
            ComplaintView.Appeal appeal = Objects.requireNonNull(draft.appeal);
            draft.appeal = new ComplaintView.Appeal(appeal.reason(), appeal.at(), e.confirmed(), at);
        } else {
            return false;
        }
        return true;
    }

    private static boolean handled(ComplaintDraft draft, ComplaintEvent event, Instant at, String by) {
        if (event instanceof ComplaintPresented e) {
            draft.presentation = new ComplaintView.Presentation(e.to(), at, by, draft.completion == null);
        } else if (event instanceof DisposalDirected e) {
            draft.direction = new ComplaintView.Direction(e.instruction(), e.limit(), at, by);
            askForNoDirection(draft);
        } else if (event instanceof LimitAgreed e) {
            draft.agreedLimit = e.limit();
        } else if (event instanceof ComplaintRouted e) {
            draft.routing = new ComplaintView.Routing(e.department(), List.of(), at, by, true);
        } else if (event instanceof RoutingReturned) {
            draft.routing = null;
        } else if (event instanceof AssistanceAsked e) {
            draft.routing = assisted(Objects.requireNonNull(draft.routing), e.department());
        } else if (event instanceof MeasuresPlanned e) {
            draft.measures.addAll(e.measures());
            askForMeasures(draft, false);
        } else if (event instanceof HandlingStepRecorded e) {
            draft.steps.add(new ComplaintView.Step(e.what(), at, by));
        } else if (event instanceof HandlingCompleted e) {
            draft.completion = new ComplaintView.Completion(e.result(), e.demandMet(), e.unmetReason(), at, by);
            askForNoDirection(draft);
            askForMeasures(draft, false);
        } else if (event instanceof HandlingRecordSubmitted e) {
            draft.handlingRecord = new ComplaintView.HandlingRecord(e.course(), at, by, null, null);
        } else if (event instanceof HandlingRecordSentBack e) {
            draft.handlingRecord = null;
            if (e.reason() == SendBackReason.WORK_NOT_DONE) {
                draft.completion = null;
                draft.explanation = null;
            }
        } else if (event instanceof HandlingRecordAccepted) {
            var record = Objects.requireNonNull(draft.handlingRecord);
            draft.handlingRecord = new ComplaintView.HandlingRecord(
                    record.course(), record.submittedAt(), record.submittedBy(), at, by);
        } else {
            return false;
        }
        return true;
    }

    private static boolean fedBack(ComplaintDraft draft, ComplaintEvent event, Instant at, String by) {
        if (event instanceof ReportedToSupervisor) {
            draft.reportedAt = at;
            draft.reportedBy = by;
        } else if (event instanceof OwnerInformed e) {
            draft.informings.add(new ComplaintView.Informing(e.means(), true, e.words(), at, by));
        } else if (event instanceof OwnerInformAttempted e) {
            draft.informings.add(new ComplaintView.Informing(e.means(), false, e.words(), at, by));
        } else if (event instanceof UnmetDemandExplained e) {
            draft.explanation = new ComplaintView.Explanation(e.explanation(), e.understood(), at, by);
        } else if (event instanceof ReturnVisitArranged e) {
            draft.arrangement = new ComplaintView.Arrangement(e.visitor(), e.planned(), at, by);
        } else if (event instanceof ReturnVisitMade e) {
            draft.visits.add(new ComplaintView.Visit(e.means(), true, e.satisfaction(), e.words(), at, by));
        } else if (event instanceof ReturnVisitAttempted e) {
            draft.visits.add(new ComplaintView.Visit(e.means(), false, null, e.words(), at, by));
        } else if (event instanceof OwnerRated e) {
            draft.rating = new ComplaintView.Rating(e.satisfaction(), e.words(), at);
        } else if (event instanceof ReturnVisitWaived) {
            draft.visitWaivedAt = at;
        } else {
            return false;
        }
        return true;
    }

    private static boolean ended(ComplaintDraft draft, ComplaintEvent event, Instant at, String by) {
        if (event instanceof ComplaintClosed e) {
            end(draft, ComplaintState.CLOSED, e.note(), at, by);
        } else if (event instanceof ComplaintWithdrawn e) {
            end(draft, ComplaintState.WITHDRAWN, e.reason(), at, by);
            askForNoDirection(draft);
            askForMeasures(draft, false);
            forgetVisits(draft);
        } else if (event instanceof ComplaintVoided e) {
            end(draft, ComplaintState.VOIDED, e.reason(), at, by);
        } else if (event instanceof ComplaintMerged e) {
            end(draft, ComplaintState.MERGED, null, at, by);
            draft.mergedInto = e.into();
        } else if (event instanceof RecordHandedOver e) {
            draft.handover = new ComplaintView.Handover(e.month(), at, by, null, null);
        } else if (event instanceof RecordArchived) {
            var handover = Objects.requireNonNull(draft.handover);
            draft.handover = new ComplaintView.Handover(handover.month(), handover.at(), handover.by(), at, by);
        } else if (event instanceof ArchivedRecordCorrected e) {
            draft.corrections.add(new ComplaintView.Correction(e.correction(), at, by));
        } else if (event instanceof ComplaintReopened e) {
            draft.reopenings.add(new ComplaintView.Reopening(e.reason(), e.explanation(), at, by));
            reopen(draft);
        } else {
            return false;
        }
        return true;
    }

    private static void judge(
            ComplaintDraft draft,
            Classification to,
            @Nullable Criterion criterion,
            Personal reason,
            String by,
            Instant at) {
        draft.judgement = new ComplaintView.Judgement(to, criterion, reason, null, List.of(), by, at, null, null);
    }

    private static void assess(ComplaintDraft draft, Severity severity, SeverityGround ground, String by, Instant at) {
        ComplaintView.Judgement before = Objects.requireNonNull(draft.judgement, "judged before it is assessed");
        List<SeverityGround> grounds = new ArrayList<>(before.severity() == severity ? before.grounds() : List.of());
        if (!grounds.contains(ground)) {
            grounds.add(ground);
        }
        draft.judgement = new ComplaintView.Judgement(
                before.classification(),
                before.criterion(),
                before.reason(),
                severity,
                List.copyOf(grounds),
                before.judgedBy(),
                before.at(),
                at,
                by);
    }

    private static ComplaintView.Routing assisted(ComplaintView.Routing routing, String department) {
        List<String> assisting = new ArrayList<>(routing.assisting());
        assisting.add(department);
        return new ComplaintView.Routing(
                routing.department(), List.copyOf(assisting), routing.at(), routing.by(), routing.measuresDue());
    }

    private static void end(ComplaintDraft draft, ComplaintState as, @Nullable Personal reason, Instant at, String by) {
        draft.ended = as;
        draft.ending = new ComplaintView.Ending(reason, at, by);
    }

    /** Handling, feedback and visit begin afresh; what was before stands in the history. */
    private static void reopen(ComplaintDraft draft) {
        draft.ended = null;
        draft.ending = null;
        draft.handover = null;
        draft.measures.clear();
        draft.completion = null;
        draft.handlingRecord = null;
        draft.reportedAt = null;
        draft.reportedBy = null;
        draft.informings.clear();
        draft.explanation = null;
        forgetVisits(draft);
        askForMeasures(draft, true);
    }

    private static void askForNoDirection(ComplaintDraft draft) {
        ComplaintView.Presentation made = draft.presentation;
        if (made != null) {
            draft.presentation = new ComplaintView.Presentation(made.to(), made.at(), made.by(), false);
        }
    }

    private static void askForMeasures(ComplaintDraft draft, boolean due) {
        ComplaintView.Routing made = draft.routing;
        if (made != null) {
            draft.routing = new ComplaintView.Routing(made.department(), made.assisting(), made.at(), made.by(), due);
        }
    }

    private static void forgetVisits(ComplaintDraft draft) {
        draft.arrangement = null;
        draft.visits.clear();
        draft.rating = null;
        draft.visitWaivedAt = null;
    }
}
