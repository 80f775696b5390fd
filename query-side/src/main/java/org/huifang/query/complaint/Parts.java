package org.huifang.query.complaint;

import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.AppealDecided;
import org.huifang.kernel.complaint.ComplaintEvent.AssistanceAsked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintClassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintImported;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintPresented;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReclassified;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintReopened;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRouted;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.EvidenceAttached;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingCompleted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.MeasuresPlanned;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerInformed;
import org.huifang.kernel.complaint.ComplaintEvent.OwnerRated;
import org.huifang.kernel.complaint.ComplaintEvent.PromisesObserved;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitArranged;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitAttempted;
import org.huifang.kernel.complaint.ComplaintEvent.ReturnVisitMade;
import org.huifang.kernel.complaint.ComplaintEvent.RoutingReturned;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.ComplaintEvent.SuperiorCalledIn;
import org.huifang.kernel.complaint.ComplaintEvent.UnmetDemandExplained;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.HistoryView.Text;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.jspecify.annotations.Nullable;

/** What the sentence of an event is filled with, in both languages, and the personal texts that stand beside it. */
record Parts(List<String> zh, List<String> en, List<Text> texts) {

    static Parts of(ComplaintEvent event, Directory directory) {
        List<Text> texts = WrittenTexts.of(event);
        return new Parts(
                words(event, directory, Sentences.chinese()), words(event, directory, Sentences.english()), texts);
    }

    private static List<String> words(ComplaintEvent event, Directory directory, ResourceBundle language) {
        Function<Enum<?>, String> word = constant -> Sentences.word(language, constant);
        if (event instanceof ComplaintRegistered e) {
            return List.of(e.number().value(), word.apply(e.reception().channel()));
        }
        if (event instanceof ComplaintClassified e) {
            return List.of(word.apply(e.classification()), criterion(e.criterion(), language));
        }
        if (event instanceof SeverityAssessed e) {
            return List.of(word.apply(e.severity()), word.apply(e.ground()));
        }
        if (event instanceof SeverityRaised e) {
            return List.of(word.apply(e.severity()), word.apply(e.ground()));
        }
        if (event instanceof ComplaintPresented e) {
            return List.of(word.apply(e.to()));
        }
        if (event instanceof ComplaintRouted e) {
            return List.of(department(e.department(), directory));
        }
        if (event instanceof MeasuresPlanned e) {
            return List.of(String.valueOf(e.measures().size()));
        }
        if (event instanceof HandlingCompleted e) {
            return List.of(word.apply(e.demandMet()));
        }
        if (event instanceof OwnerInformed e) {
            return List.of(word.apply(e.means().kind()));
        }
        if (event instanceof OwnerInformAttempted e) {
            return List.of(word.apply(e.means().kind()));
        }
        if (event instanceof UnmetDemandExplained e) {
            return List.of(language.getString(e.understood() ? "understood" : "understood.not"));
        }
        if (event instanceof ReturnVisitArranged e) {
            return List.of(
                    e.visitor() == null
                            ? language.getString("visitor.reception")
                            : directory.person(e.visitor()).map(Person::name).orElse(e.visitor()));
        }
        if (event instanceof ReturnVisitMade e) {
            return List.of(word.apply(e.means().kind()), String.valueOf(e.satisfaction()));
        }
        if (event instanceof ReturnVisitAttempted e) {
            return List.of(word.apply(e.means().kind()));
        }
        if (event instanceof PromisesObserved e) {
            return List.of(Sentences.promises(language, e.changes()));
        }
        return wordsOfOthers(event, directory, language);
    }

    private static List<String> wordsOfOthers(ComplaintEvent event, Directory directory, ResourceBundle language) {
        Function<Enum<?>, String> word = constant -> Sentences.word(language, constant);
        if (event instanceof ComplaintImported e) {
            return List.of(e.formerNumber());
        }
        if (event instanceof SuperiorCalledIn e) {
            return List.of(word.apply(e.superior()));
        }
        if (event instanceof EvidenceAttached e) {
            return List.of(e.mediaType());
        }
        if (event instanceof ComplaintReclassified e) {
            return List.of(word.apply(e.classification()), criterion(e.criterion(), language));
        }
        if (event instanceof AppealDecided e) {
            return List.of(language.getString(e.confirmed() ? "appeal.confirmed" : "appeal.changed"));
        }
        if (event instanceof SeverityLowered e) {
            return List.of(word.apply(e.severity()), word.apply(e.ground()));
        }
        if (event instanceof RoutingReturned e) {
            return List.of(department(e.department(), directory));
        }
        if (event instanceof AssistanceAsked e) {
            return List.of(department(e.department(), directory));
        }
        if (event instanceof HandlingRecordSentBack e) {
            return List.of(word.apply(e.reason()));
        }
        if (event instanceof OwnerRated e) {
            return List.of(String.valueOf(e.satisfaction()));
        }
        if (event instanceof ComplaintReopened e) {
            return List.of(word.apply(e.reason()));
        }
        if (event instanceof ComplaintLinked e) {
            return List.of(word.apply(e.kind()), e.otherNumber().value());
        }
        if (event instanceof RecordHandedOver e) {
            return List.of(e.month().toString());
        }
        if (event instanceof ComplaintTransferred e) {
            return List.of(directory.centre(e.centre()).map(Centre::name).orElse(e.centre()));
        }
        return List.of();
    }

    private static String criterion(@Nullable Criterion criterion, ResourceBundle language) {
        if (criterion == null) {
            return "";
        }
        return language == Sentences.chinese() ? ":" + criterion.zh() : ": " + criterion.en();
    }

    private static String department(String id, Directory directory) {
        Department department = directory.departments().get(id);
        return department == null ? id : department.name();
    }
}
