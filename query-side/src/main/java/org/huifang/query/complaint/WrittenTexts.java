package org.huifang.query.complaint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.kernel.complaint.Amendment;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AppealDecided;
import org.huifang.kernel.complaint.ComplaintEvent.ArchivedRecordCorrected;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClosed;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRaisedAgain;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintWithdrawn;
import org.huifang.kernel.complaint.ComplaintEvent.DisposalDirected;
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
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.ReportedToSupervisor;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitWaived;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.SuperiorCalledIn;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.HistoryView.Text;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** The personal texts that an event carries, under the names of the fields they were written in. */
final class WrittenTexts {
    private WrittenTexts() {}

    static List<Text> of(ComplaintEvent event) {
        List<Text> texts = new ArrayList<>();
        if (event instanceof ComplaintRegistered e) {
            Sentences.text(texts, "place", e.reception().place());
            Sentences.text(texts, "course", e.reception().course());
            Sentences.text(texts, "demand", e.reception().demand());
            Sentences.text(texts, "name", e.reception().complainant().name());
            Sentences.text(texts, "room", e.reception().complainant().room());
            Sentences.text(texts, "contact", e.reception().complainant().contact());
        } else if (event instanceof RecordAmended e) {
            amended(texts, "before.", e.before());
            amended(texts, "after.", e.after());
            Sentences.text(texts, "reason", e.reason());
        } else if (event instanceof MeasuresPlanned e) {
            e.measures().forEach(measure -> Sentences.text(texts, "measure", measure.what()));
        } else {
            written(event).forEach(text -> Sentences.text(texts, text.field(), text.text()));
        }
        return texts;
    }

    private static void amended(List<Text> texts, String side, Amendment amendment) {
        Sentences.text(texts, side + "place", amendment.place());
        Sentences.text(texts, side + "course", amendment.course());
        Sentences.text(texts, side + "demand", amendment.demand());
        if (amendment.occurred() != null) {
            Sentences.text(texts, side + "occurred", amendment.occurred().words());
        }
        if (amendment.respondent() != null) {
            Sentences.text(texts, side + "respondent", amendment.respondent().named());
        }
        if (amendment.complainant() != null) {
            Sentences.text(texts, side + "name", amendment.complainant().name());
            Sentences.text(texts, side + "room", amendment.complainant().room());
            Sentences.text(texts, side + "contact", amendment.complainant().contact());
        }
    }

    private static List<Text> written(ComplaintEvent event) {
        if (event instanceof ComplaintClassified e) {
            return one("reason", e.reason());
        }
        if (event instanceof SeverityAssessed e) {
            return one("reason", e.reason());
        }
        if (event instanceof SeverityRaised e) {
            return one("reason", e.reason());
        }
        if (event instanceof ComplaintPresented e) {
            return one("note", e.note());
        }
        if (event instanceof DisposalDirected e) {
            return one("instruction", e.instruction());
        }
        if (event instanceof ComplaintRouted e) {
            return one("note", e.note());
        }
        if (event instanceof HandlingStepRecorded e) {
            return one("what", e.what());
        }
        if (event instanceof HandlingCompleted e) {
            return Stream.of(one("result", e.result()), one("whyNoMeasures", e.whyNoMeasures()))
                    .flatMap(List::stream)
                    .collect(Collectors.toList());
        }
        if (event instanceof HandlingRecordSubmitted e) {
            return one("course", e.course());
        }
        if (event instanceof HandlingRecordAccepted e) {
            return one("note", e.note());
        }
        if (event instanceof ReportedToSupervisor e) {
            return one("note", e.note());
        }
        if (event instanceof OwnerInformed e) {
            return one("words", e.words());
        }
        if (event instanceof OwnerInformAttempted e) {
            return one("words", e.words());
        }
        if (event instanceof UnmetDemandExplained e) {
            return one("explanation", e.explanation());
        }
        if (event instanceof ReturnVisitMade e) {
            return one("words", e.words());
        }
        if (event instanceof ReturnVisitAttempted e) {
            return one("words", e.words());
        }
        return writtenInOthers(event);
    }

    private static List<Text> writtenInOthers(ComplaintEvent event) {
        if (event instanceof SuperiorCalledIn e) {
            return one("note", e.note());
        }
        if (event instanceof EvidenceAttached e) {
            return one("title", e.title());
        }
        if (event instanceof ComplaintReclassified e) {
            return one("reason", e.reason());
        }
        if (event instanceof JudgementAppealed e) {
            return one("reason", e.reason());
        }
        if (event instanceof AppealDecided e) {
            return one("reason", e.reason());
        }
        if (event instanceof SeverityLowered e) {
            return one("reason", e.reason());
        }
        if (event instanceof RoutingReturned e) {
            return one("reason", e.reason());
        }
        if (event instanceof AssistanceAsked e) {
            return one("what", e.what());
        }
        if (event instanceof LimitAgreed e) {
            return one("consent", e.consent());
        }
        if (event instanceof HandlingRecordSentBack e) {
            return one("what", e.what());
        }
        if (event instanceof OwnerRated e) {
            return one("words", e.words());
        }
        if (event instanceof ReturnVisitWaived e) {
            return one("reason", e.reason());
        }
        if (event instanceof ComplaintRaisedAgain e) {
            return one("words", e.words());
        }
        if (event instanceof ComplaintReopened e) {
            return one("explanation", e.explanation());
        }
        if (event instanceof ComplaintWithdrawn e) {
            return one("reason", e.reason());
        }
        if (event instanceof ComplaintLinked e) {
            return one("reason", e.reason());
        }
        if (event instanceof ComplaintTransferred e) {
            return one("reason", e.reason());
        }
        if (event instanceof ComplaintVoided e) {
            return one("reason", e.reason());
        }
        if (event instanceof RecordArchived e) {
            return one("note", e.note());
        }
        if (event instanceof ArchivedRecordCorrected e) {
            return one("correction", e.correction());
        }
        if (event instanceof ComplaintClosed e) {
            return one("note", e.note());
        }
        return List.of();
    }

    private static List<Text> one(String field, @Nullable Personal text) {
        return text == null ? List.of() : List.of(new Text(field, text));
    }
}
