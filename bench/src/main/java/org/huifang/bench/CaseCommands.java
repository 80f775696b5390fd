package org.huifang.bench;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;

/** The life of one important complaint, from reception to its closing, as the commands that the API would send. */
final class CaseCommands {
    /** A registration and five steps. */
    static final int BEGINNING = 6;

    private static final List<BiFunction<CaseCommands, Act, ComplaintCommand>> LIFE = List.of(
            CaseCommands::register,
            (c, act) -> new ClassifyComplaint(
                    c.id,
                    act,
                    Classification.VALID_COMPLAINT,
                    Criterion.CONTRACT_DUTY_NOT_PERFORMED,
                    c.sealed("维保是合同义务")),
            (c, act) -> new AssessSeverity(
                    c.id, act, Severity.IMPORTANT, SeverityGround.COMPANY_AT_FAULT, c.sealed("维保不到位")),
            (c, act) -> new PresentComplaint(c.id, act, Role.MANAGER, null),
            (c, act) -> new RouteComplaint(c.id, act, Company.DEPARTMENT, null),
            (c, act) -> new PlanMeasures(
                    c.id,
                    act,
                    List.of(c.measure(MeasureKind.CORRECTIVE, "更换门滑块"), c.measure(MeasureKind.PREVENTIVE, "每周检查门机"))),
            (c, act) -> new DirectDisposal(c.id, act, c.sealed("今晚恢复运行,向业户道歉"), null),
            (c, act) -> new RecordHandlingStep(c.id, act, c.sealed("维保单位到场,确认门滑块磨损")),
            (c, act) -> new RecordHandlingStep(c.id, act, c.sealed("更换门滑块,试运行一小时正常")),
            (c, act) -> new CompleteHandling(c.id, act, c.sealed("电梯恢复运行"), DemandMet.FULLY, null, null),
            (c, act) -> new SubmitHandlingRecord(c.id, act, c.sealed("到场检查,更换门滑块,试运行正常,已增加每周检查")),
            (c, act) -> new AcceptHandlingRecord(c.id, act, null),
            (c, act) -> new ReportToSupervisor(c.id, act, null),
            (c, act) -> new InformOwner(c.id, act, new Means(MeansKind.HOME_VISIT, null), true, c.sealed("业户表示知道了")),
            (c, act) -> new ArrangeReturnVisit(c.id, act, Company.PERSON, null),
            (c, act) -> new RecordReturnVisit(
                    c.id, act, new Means(MeansKind.PHONE, null), true, 5, c.sealed("很满意,电梯没有再停过")),
            (c, act) -> new CloseComplaint(c.id, act, null));

    final ComplaintId id = ComplaintId.random();
    private final String centre = Company.anyCentre();
    private final PersonalData personalData;
    private final String keyId;
    private int next;

    /** @param keyId under which all texts are sealed; one for many cases, so that making keys is not measured */
    CaseCommands(PersonalData personalData, String keyId) {
        this.personalData = personalData;
        this.keyId = keyId;
    }

    /** Clients who each lead one life after another. */
    static IntFunction<Load.Client> lives(CommandGateway commands, PersonalData personalData) {
        String key = personalData.keyFor(ComplaintId.random());
        return n -> latencies -> {
            CaseCommands one = new CaseCommands(personalData, key);
            while (!one.closed()) {
                var command = one.next();
                latencies.timed(() -> commands.sendAndWait(command));
            }
        };
    }

    boolean closed() {
        return next == LIFE.size();
    }

    ComplaintCommand next() {
        Act act = new Act(
                Company.PERSON,
                null,
                null,
                Instant.now(),
                Source.API,
                UUID.randomUUID().toString(),
                "c29tZSByZXF1ZXN0cyBkaQ",
                null,
                null);
        return LIFE.get(next++).apply(this, act);
    }

    /** The registration, noted down after it was received. */
    ComplaintCommand received(Instant at) {
        next = 1;
        return register(
                new Act(Company.PERSON, at, sealed("前台忙,稍后补记"), Instant.now(), Source.API, null, null, null, null));
    }

    private ComplaintCommand register(Act act) {
        return new RegisterComplaint(
                id,
                centre,
                act,
                new Reception(
                        Channel.PHONE,
                        null,
                        new Occurrence(null, null, sealed("昨晚十点")),
                        sealed("3 栋 2 单元电梯"),
                        new Respondent(null, Company.DEPARTMENT, null),
                        sealed("电梯又停在半层,老人被困二十分钟,按铃没人应,报修两次都说修好了。"),
                        sealed("彻底修好并说明原因"),
                        null,
                        new Complainant(
                                Capacity.OWNER,
                                sealed("林秀英"),
                                sealed("3-2-1101"),
                                ContactMethod.PHONE,
                                sealed("13800002101"),
                                null,
                                null),
                        0,
                        null));
    }

    private Measure measure(MeasureKind kind, String what) {
        return new Measure(kind, sealed(what), Company.PERSON, Instant.now().plusSeconds(86_400));
    }

    private Personal sealed(String text) {
        return personalData.seal(keyId, text);
    }
}
