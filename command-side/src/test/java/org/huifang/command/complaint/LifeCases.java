package org.huifang.command.complaint;

import static org.huifang.command.complaint.RulesTest.rule;
import static org.huifang.command.complaint.Story.ID;
import static org.huifang.command.complaint.Story.TEXT;

import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huifang.command.complaint.RulesTest.Case;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.Amendment;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AgreeLimit;
import org.huifang.kernel.complaint.ComplaintCommand.AmendRecord;
import org.huifang.kernel.complaint.ComplaintCommand.AppealJudgement;
import org.huifang.kernel.complaint.ComplaintCommand.ArchiveRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.AskToAssist;
import org.huifang.kernel.complaint.ComplaintCommand.CallInSuperior;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.CorrectArchivedRecord;
import org.huifang.kernel.complaint.ComplaintCommand.DecideAppeal;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.HandOverRecord;
import org.huifang.kernel.complaint.ComplaintCommand.LowerSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseAgain;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.RateHandling;
import org.huifang.kernel.complaint.ComplaintCommand.ReclassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.ReopenComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReturnRouting;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.TransferComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.WaiveReturnVisit;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.ReopenReason;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;

/** The cases of what makes a complaint's way crooked: each rule broken once and kept once. */
final class LifeCases {
    private static final Amendment EMPTY = new Amendment(null, null, null, null, null, null, null, null);

    private LifeCases() {}

    static Stream<Case> all() {
        return Stream.of(
                        reception(),
                        judging(),
                        ofTheNextLevel(),
                        severity(),
                        disposal(),
                        assisting(),
                        inOrder(),
                        visits(),
                        ends(),
                        archive())
                .flatMap(Function.identity());
    }

    private static Stream<Case> reception() {
        Amendment contradicting = new Amendment(
                null, null, new Occurrence(Story.T0.plusSeconds(9), null, null), null, null, null, null, null);
        Story followed = withEnding(Story.emergency().amended());
        return Stream.of(
                rule(
                        "AMENDMENT_STATED",
                        Story.begun(),
                        s -> new AmendRecord(ID, s.by("receptionist"), EMPTY, TEXT),
                        Story.begun(),
                        s -> new AmendRecord(ID, s.by("receptionist"), Story.AMENDED, TEXT)),
                rule(
                        "AMENDED_RECORD_COMPLETE",
                        Story.begun(),
                        s -> new AmendRecord(ID, s.by("receptionist"), contradicting, TEXT),
                        Story.begun(),
                        s -> new AmendRecord(ID, s.by("receptionist"), Story.AMENDED, TEXT)),
                rule(
                        "SUPERIOR_COMES",
                        Story.begun(),
                        s -> new CallInSuperior(ID, s.by("receptionist"), Role.QUALITY, null),
                        Story.begun(),
                        s -> new CallInSuperior(ID, s.by("receptionist"), Role.MANAGER, null)),
                rule(
                        "TRANSFERRED_ELSEWHERE",
                        Story.begun(),
                        s -> new TransferComplaint(ID, s.by("supervisor"), Story.CENTRE, TEXT),
                        Story.begun(),
                        s -> new TransferComplaint(ID, s.by("supervisor"), "XS", TEXT)),
                rule(
                        "CONTENTS_FOLLOWED",
                        withEnding(Story.emergency()),
                        followed,
                        s -> new CloseComplaint(ID, s.by("supervisor"), null)),
                rule(
                        "PERSON_KNOWN",
                        Story.routed(),
                        s -> new PlanMeasures(
                                ID,
                                s.by("head"),
                                List.of(new Measure(MeasureKind.CORRECTIVE, TEXT, "nobody", Story.T0))),
                        Story.routed(),
                        s -> new PlanMeasures(ID, s.by("head"), List.of(Story.measure(MeasureKind.CORRECTIVE)))));
    }

    private static Story withEnding(Story story) {
        return story.classified(Classification.VALID_COMPLAINT)
                .assessed(SeverityGround.COMPANY_AT_FAULT)
                .routedTo("engineering")
                .planned(MeasureKind.CORRECTIVE)
                .planned(MeasureKind.PREVENTIVE)
                .completed(DemandMet.FULLY)
                .submitted()
                .acceptedRecord()
                .reported()
                .informed()
                .arranged()
                .visitMade();
    }

    private static Stream<Case> judging() {
        Story byReceptionist = Story.begun().classified(Classification.COORDINATION_WORK);
        Story bySupervisor =
                Story.begun().classified(Classification.COORDINATION_WORK).by("supervisor", Role.CS_SUPERVISOR);
        return Stream.of(
                rule(
                        "CLASSIFIED_BEFORE",
                        Story.begun(),
                        byReceptionist,
                        s -> reclassify(s, "supervisor", Classification.SERVICE_REQUEST, null)),
                rule(
                        "RECLASSIFIED_DIFFERENTLY",
                        byReceptionist,
                        s -> reclassify(
                                s, "supervisor", Classification.COORDINATION_WORK, Criterion.OTHER_OWNER_IN_BREACH),
                        byReceptionist,
                        s -> reclassify(
                                s, "supervisor", Classification.COORDINATION_WORK, Criterion.DEVELOPER_IN_BREACH)),
                rule(
                        "CHANGED_BY_JUDGES_ROLE_OR_SUPERVISOR",
                        bySupervisor,
                        s -> reclassify(s, "receptionist", Classification.SERVICE_REQUEST, null),
                        byReceptionist,
                        s -> reclassify(s, "receptionist", Classification.SERVICE_REQUEST, null)),
                rule(
                        "LEAVING_VALID_COMPLAINT_NEEDS_MANAGER",
                        Story.judged(),
                        s -> reclassify(s, "supervisor", Classification.SERVICE_REQUEST, null),
                        Story.judged(),
                        s -> reclassify(s, "manager", Classification.SERVICE_REQUEST, null)),
                rule(
                        "LEAVING_VALID_COMPLAINT_NEEDS_MANAGER",
                        Story.judged(),
                        s -> reclassify(s, "supervisor", Classification.VALID_COMPLAINT, Criterion.UNLAWFUL_CHARGE),
                        Story.judged(),
                        s -> reclassify(s, "manager", Classification.VALID_COMPLAINT, Criterion.UNLAWFUL_CHARGE)),
                rule(
                        "APPEALED_ONCE",
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        Story.begun().classified(Classification.COORDINATION_WORK),
                        s -> new AppealJudgement(ID, s.by("receptionist"), TEXT)),
                rule(
                        "APPEAL_PENDING",
                        Story.begun().classified(Classification.COORDINATION_WORK),
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> new DecideAppeal(ID, s.by("supervisor"), null, null, TEXT)),
                rule(
                        "APPEAL_DECIDED_BY_ANOTHER",
                        Story.begun()
                                .classified(Classification.COORDINATION_WORK)
                                .by("supervisor", Role.CS_SUPERVISOR)
                                .appealed(),
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> new DecideAppeal(ID, s.by("supervisor"), null, null, TEXT)),
                rule(
                        "APPEAL_CHANGES_TO_ANOTHER_CLASS",
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> new DecideAppeal(ID, s.by("supervisor"), null, Criterion.DEVELOPER_IN_BREACH, TEXT),
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> new DecideAppeal(ID, s.by("supervisor"), Classification.SERVICE_REQUEST, null, TEXT)),
                rule(
                        "APPEAL_CHANGES_TO_ANOTHER_CLASS",
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> decided(s, Criterion.OTHER_OWNER_IN_BREACH),
                        byReceptionist(Classification.COORDINATION_WORK).appealed(),
                        s -> decided(s, Criterion.DEVELOPER_IN_BREACH)));
    }

    /** Where somebody is whom it is about, the next level does what only they could. */
    private static Stream<Case> ofTheNextLevel() {
        Story aboutManager = Story.about("manager")
                .classified(Classification.VALID_COMPLAINT)
                .assessed(SeverityGround.COMPANY_AT_FAULT);
        Story aboutSupervisor = Story.about("supervisor")
                .classified(Classification.COORDINATION_WORK)
                .by("supervisor", Role.CS_SUPERVISOR);
        Story presented = Story.about("manager").presented(Role.MANAGER);
        return Stream.of(
                rule(
                        "LEAVING_VALID_COMPLAINT_NEEDS_MANAGER",
                        aboutManager,
                        s -> reclassify(s, "supervisor", Classification.SERVICE_REQUEST, null),
                        aboutManager,
                        s -> reclassify(s, "leader", Classification.SERVICE_REQUEST, null)),
                rule(
                        "CHANGED_BY_JUDGES_ROLE_OR_SUPERVISOR",
                        aboutSupervisor,
                        s -> reclassify(s, "receptionist", Classification.SERVICE_REQUEST, null),
                        aboutSupervisor,
                        s -> reclassify(s, "manager", Classification.SERVICE_REQUEST, null)),
                rule(
                        "DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO",
                        Story.begun().presented(Role.MANAGER),
                        presented,
                        s -> new DirectDisposal(ID, s.by("leader"), TEXT, null)));
    }

    private static Story byReceptionist(Classification as) {
        return Story.begun().classified(as).by("receptionist", Role.RECEPTIONIST);
    }

    private static ComplaintCommand decided(Story s, Criterion criterion) {
        return new DecideAppeal(ID, s.by("supervisor"), Classification.COORDINATION_WORK, criterion, TEXT);
    }

    private static ComplaintCommand reclassify(Story s, String person, Classification to, Criterion criterion) {
        return new ReclassifyComplaint(ID, s.by(person), to, criterion, TEXT);
    }

    private static Stream<Case> severity() {
        return Stream.of(
                rule(
                        "RAISED_HIGHER",
                        Story.judged(),
                        s -> new RaiseSeverity(
                                ID, s.by("supervisor"), Severity.IMPORTANT, SeverityGround.COMPANY_AT_FAULT, TEXT),
                        Story.judged(),
                        s -> new RaiseSeverity(
                                ID, s.by("supervisor"), Severity.MAJOR, SeverityGround.SERIOUS_LOSS_OR_INJURY, TEXT)),
                rule(
                        "LOWERED_BELOW",
                        Story.judged(),
                        s -> new LowerSeverity(
                                ID, s.by("manager"), Severity.MAJOR, SeverityGround.SERIOUS_LOSS_OR_INJURY, TEXT),
                        Story.judged(),
                        s -> new LowerSeverity(
                                ID, s.by("manager"), Severity.MINOR, SeverityGround.LIMITED_SERVICE_LEVEL, TEXT)));
    }

    private static Stream<Case> disposal() {
        Story minor =
                Story.begun().classified(Classification.VALID_COMPLAINT).assessed(SeverityGround.LIMITED_SERVICE_LEVEL);
        Function<Story, ComplaintCommand> agree =
                s -> new AgreeLimit(ID, s.by("supervisor"), s.next().plus(Duration.ofDays(5)), TEXT);
        return Stream.of(
                rule(
                        "DIRECTED_BY_WHOM_IT_WAS_PRESENTED_TO",
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(ID, s.by("leader"), TEXT, null),
                        Story.judged().presented(Role.MANAGER),
                        s -> new DirectDisposal(ID, s.by("manager"), TEXT, null)),
                rule(
                        "NOTHING_PLANNED_YET",
                        Story.routed().planned(MeasureKind.CORRECTIVE),
                        Story.routed(),
                        s -> new ReturnRouting(ID, s.by("head"), TEXT)),
                rule(
                        "ANOTHER_DEPARTMENT_ASSISTS",
                        Story.routed(),
                        s -> new AskToAssist(ID, s.by("head"), "engineering", TEXT),
                        Story.routed(),
                        s -> new AskToAssist(ID, s.by("head"), "security", TEXT)),
                rule("LIMIT_FOR_MINOR_OR_OTHER", Story.judged(), minor, agree),
                rule("AGREED_LIMIT_NEEDS_OPEN_HANDLING", request().later(Duration.ofDays(3)), request(), agree));
    }

    /** Who assists records steps; the department that leads does the rest. */
    private static Stream<Case> assisting() {
        Story routed = Story.routed().assistedBy("security");
        Story planned = Story.routed()
                .assistedBy("security")
                .planned(MeasureKind.CORRECTIVE)
                .planned(MeasureKind.PREVENTIVE);
        Story completed = Story.routed().assistedBy("security").completed(DemandMet.FULLY);
        return Stream.of(
                rule(
                        "ROLE_NOT_ALLOWED",
                        Story.routed(),
                        routed,
                        s -> new RecordHandlingStep(ID, s.by("head-assisting"), TEXT)),
                byLead(routed, act -> new AskToAssist(ID, act, "cleaning", TEXT)),
                byLead(routed, act -> new ReturnRouting(ID, act, TEXT)),
                byLead(routed, act -> new PlanMeasures(ID, act, List.of(Story.measure(MeasureKind.CORRECTIVE)))),
                byLead(planned, act -> new CompleteHandling(ID, act, TEXT, DemandMet.FULLY, null, null)),
                byLead(completed, act -> new SubmitHandlingRecord(ID, act, TEXT)));
    }

    private static Case byLead(Story story, Function<Act, ComplaintCommand> command) {
        return rule(
                "ROLE_NOT_ALLOWED",
                story,
                s -> command.apply(s.by("head-assisting")),
                story,
                s -> command.apply(s.by("head")));
    }

    /** What is recorded late is not stated before what it follows. */
    private static Stream<Case> inOrder() {
        Duration before = Duration.ofSeconds(61);
        Duration since = Duration.ofSeconds(60);
        Story returned = Story.routed().returned();
        Story planned = Story.routed().planned(MeasureKind.CORRECTIVE).planned(MeasureKind.PREVENTIVE);
        return Stream.of(
                rule(
                        "AT_NOT_BEFORE_WHAT_IT_FOLLOWS",
                        Story.routed(),
                        s -> new RouteComplaint(ID, late(s, "receptionist", before), "security", null),
                        Story.routed(),
                        s -> new RouteComplaint(ID, late(s, "receptionist", since), "security", null)),
                rule(
                        "AT_NOT_BEFORE_WHAT_IT_FOLLOWS",
                        returned,
                        s -> new RouteComplaint(ID, late(s, "receptionist", before), "security", null),
                        returned,
                        s -> new RouteComplaint(ID, late(s, "receptionist", since), "security", null)),
                rule(
                        "AT_NOT_BEFORE_WHAT_IT_FOLLOWS",
                        planned,
                        s -> new CompleteHandling(ID, late(s, "head", before), TEXT, DemandMet.FULLY, null, null),
                        planned,
                        s -> new CompleteHandling(ID, late(s, "head", since), TEXT, DemandMet.FULLY, null, null)));
    }

    private static Act late(Story s, String person, Duration ago) {
        return new Act(person, s.next().minus(ago), TEXT, s.next(), Source.API, null, null, null, null);
    }

    private static Story request() {
        return Story.begun().classified(Classification.SERVICE_REQUEST);
    }

    private static Stream<Case> visits() {
        Story attempted = Story.accepted()
                .arranged()
                .visitAttempted(MeansKind.PHONE)
                .visitAttempted(MeansKind.PHONE)
                .visitAttempted(MeansKind.HOME_VISIT);
        Story byOneMeans = Story.accepted()
                .arranged()
                .visitAttempted(MeansKind.PHONE)
                .visitAttempted(MeansKind.PHONE)
                .visitAttempted(MeansKind.PHONE);
        Story byTwoOthers = Story.accepted()
                .arranged()
                .visitAttempted(new Means(MeansKind.OTHER, "短信"))
                .visitAttempted(new Means(MeansKind.OTHER, "短信"))
                .visitAttempted(new Means(MeansKind.OTHER, "邻居转告"));
        Story byOneOther = Story.accepted()
                .arranged()
                .visitAttempted(new Means(MeansKind.OTHER, "短信"))
                .visitAttempted(new Means(MeansKind.OTHER, "短信"))
                .visitAttempted(new Means(MeansKind.OTHER, "短信"));
        Function<Story, ComplaintCommand> waive = s -> new WaiveReturnVisit(ID, s.by("manager"), TEXT);
        return Stream.of(
                rule(
                        "VISIT_OWED",
                        Story.completed().submitted(),
                        Story.begun().withdrawn(),
                        s -> new ArrangeReturnVisit(ID, s.by("supervisor"), "receptionist", null)),
                rule(
                        "NOT_CLOSED_YET",
                        Story.visited().closed(),
                        Story.visited(),
                        s -> new ArrangeReturnVisit(ID, s.by("supervisor"), "receptionist", null)),
                rule("NOT_VISITED_YET", Story.visited(), attempted, waive),
                rule("ATTEMPTED_ENOUGH", byOneMeans, attempted, waive),
                rule("ATTEMPTED_ENOUGH", byOneOther, byTwoOthers, waive),
                rule(
                        "RATED_WHEN_HANDLED",
                        Story.routed(),
                        Story.completed(),
                        s -> new RateHandling(ID, byReceipt(s), 4, null)),
                rule(
                        "RATING_IN_RANGE",
                        Story.completed(),
                        s -> new RateHandling(ID, byReceipt(s), 6, null),
                        Story.completed(),
                        s -> new RateHandling(ID, byReceipt(s), 1, null)));
    }

    private static Act byReceipt(Story s) {
        return new Act("owner", null, null, s.next(), Source.RECEIPT, null, null, null, null);
    }

    private static Stream<Case> archive() {
        Function<Story, ComplaintCommand> handOver =
                s -> new HandOverRecord(ID, s.by("supervisor"), YearMonth.of(2026, 3));
        Function<Story, ComplaintCommand> archive = s -> new ArchiveRecord(ID, s.by("quality"), null);
        Function<Story, ComplaintCommand> correct = s -> new CorrectArchivedRecord(ID, s.by("quality"), TEXT);
        Function<Story, ComplaintCommand> reopen =
                s -> new ReopenComplaint(ID, s.by("supervisor"), ReopenReason.OWNER_DISSATISFIED, TEXT);
        Story handedOver = Story.visited().closed().handedOver();
        Supplier<Story> handled = () ->
                request().routedTo("engineering").completed(DemandMet.FULLY).submitted();
        return Stream.of(
                rule(
                        "ENDED_BEFORE_HANDED_OVER",
                        Story.visited(),
                        Story.visited().closed(),
                        handOver),
                rule(
                        "VISITED_BEFORE_HANDED_OVER",
                        Story.begun().withdrawn(),
                        Story.begun().withdrawn().arranged().visitMade(),
                        handOver),
                rule(
                        "VISITED_BEFORE_HANDED_OVER",
                        handled.get().acceptedRecord().rated().withdrawn(),
                        handled.get().withdrawn().rated(),
                        handOver),
                rule("NOT_HANDED_OVER_YET", handedOver, Story.visited().closed(), handOver),
                rule("HANDED_OVER_BEFORE_ARCHIVED", Story.visited().closed(), handedOver, archive),
                rule(
                        "ARCHIVED_BEFORE_CORRECTED",
                        Story.visited().closed().handedOver(),
                        Story.visited().closed().handedOver().archived(),
                        correct),
                rule(
                        "RECORD_NOT_ARCHIVED",
                        Story.visited().closed().handedOver().archived(),
                        Story.visited().closed().handedOver(),
                        reopen));
    }

    private static Stream<Case> ends() {
        Function<Story, ComplaintCommand> again = s -> new RaiseAgain(ID, s.by("receptionist"), TEXT);
        Function<Story, ComplaintCommand> amend = s -> new AmendRecord(ID, s.by("receptionist"), Story.AMENDED, TEXT);
        return Stream.of(
                rule(
                        "HANDLED_BEFORE_REOPENED",
                        Story.routed(),
                        Story.begun().withdrawn(),
                        s -> new ReopenComplaint(ID, s.by("supervisor"), ReopenReason.OWNER_DISSATISFIED, TEXT)),
                rule(
                        "RAISED_AGAIN_IN_TIME",
                        Story.visited().closed().later(Duration.ofDays(91)),
                        Story.visited().closed().later(Duration.ofDays(89)),
                        again),
                rule("COMPLAINT_STANDING", Story.begun().merged(), Story.begun(), again),
                rule(
                        "COMPLAINT_STANDING",
                        Story.begun().merged(),
                        Story.visited().closed(),
                        amend),
                rule(
                        "RECORD_NOT_ARCHIVED",
                        Story.visited().closed().handedOver().archived(),
                        Story.begun().withdrawn(),
                        amend));
    }
}
