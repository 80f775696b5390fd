package org.huifang.api.complaint;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.imports.Cells;
import org.huifang.api.imports.ImportedList;
import org.huifang.api.imports.Labels;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.complaint.TryImport;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A list of complaints, each with its history on one row; played through the guards that every complaint meets. */
@Component
class ImportedComplaints implements ImportedList {
    /** By which the complaint says that it is there already. */
    private static final Set<String> ALREADY = Set.of("COMPLAINT_ID_TAKEN", "IDEMPOTENCY_KEY_REUSED");

    private final Commanding commanding;
    private final CommandGateway commands;
    private final PersonalData personalData;
    private final CompanyDirectory directory;
    private final Asking asking;
    private final Labels labels;
    private final Clock clock;

    ImportedComplaints(
            Commanding commanding,
            CommandGateway commands,
            PersonalData personalData,
            CompanyDirectory directory,
            Asking asking,
            Labels labels,
            Clock clock) {
        this.commanding = commanding;
        this.commands = commands;
        this.personalData = personalData;
        this.directory = directory;
        this.asking = asking;
        this.labels = labels;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.COMPLAINTS;
    }

    @Override
    public List<Column> columns() {
        String time = "写成 2026-03-20 09:05,服务中心当地时间";
        return List.of(
                new Column("formerNumber", "原编号", true, "原系统中的编号,服务中心内唯一;再次导入以此为准", "2025-0137"),
                new Column("centre", "服务中心", true, "服务中心代码", "YH"),
                new Column("channel", "受理方式", true, labels.choices(Channel.class), "电话"),
                new Column("receivedAt", "受理时间", true, time, "2025-03-20 09:05"),
                new Column("receivedBy", "受理人", true, "人员编号或姓名", "wang.fang"),
                new Column("occurred", "发生时间", true, "业户的原话或时间", "昨天傍晚"),
                new Column("place", "发生地点", true, "不超过 200 字", "3 栋 2 单元电梯"),
                new Column("respondentDepartment", "被投诉部门", false, "部门代码;与被投诉人二者至少一项", "engineering"),
                new Column("respondent", "被投诉人", false, "姓名或称呼", ""),
                new Column("course", "投诉内容", true, "不超过 5000 字", "电梯停运,警铃无人应答"),
                new Column("demand", "诉求", true, "不超过 2000 字", "修好并说明原因"),
                new Column("raisedBefore", "此前提出次数", false, "0 到 99", "0"),
                new Column("capacity", "投诉人身份", true, labels.choices(Capacity.class), "业主"),
                new Column("name", "投诉人", false, "不超过 200 字", "林秀英"),
                new Column("room", "房号", false, "不超过 200 字", "3-2-1101"),
                new Column("method", "联系方式", true, labels.choices(ContactMethod.class), "电话"),
                new Column("contact", "联系号码", false, "不留联系方式的不填", "13800002101"),
                new Column("noContactWhy", "不留联系方式原因", false, "联系方式为未提供时必填", ""),
                new Column("classification", "类别", false, labels.choices(Classification.class), "有效投诉"),
                new Column("criterion", "判定依据", false, labels.choices(Criterion.class), "没有履行物业服务合同中规定的义务"),
                new Column("judgedAt", "判定时间", false, time + ";不填按受理时间", ""),
                new Column("reason", "判定理由", false, "不填记为原记录未载明", ""),
                new Column("severity", "级别", false, labels.choices(Severity.class), "轻微"),
                new Column("ground", "级别依据", false, labels.choices(SeverityGround.class), "服务水平有限造成的轻微不便"),
                new Column("presentedAt", "呈送时间", false, time + ";重大呈主管领导,其他呈主管经理", ""),
                new Column("department", "责任部门", false, "部门代码", "engineering"),
                new Column("routedAt", "派单时间", false, time + ";不填按判定时间", ""),
                new Column("head", "部门负责人", false, "人员编号或姓名;有责任部门时必填", "sun.wei"),
                new Column("corrective", "纠正措施", false, "不超过 2000 字", "停梯检修"),
                new Column("preventive", "预防措施", false, "不超过 2000 字", "警铃每日测试"),
                new Column("whyNoMeasures", "不制定措施原因", false, "非有效投诉没有措施时填写", ""),
                new Column("completedAt", "办结时间", false, time, "2025-03-21 16:00"),
                new Column("result", "处理结果", false, "有办结时间时必填,不超过 2000 字", "已修复并说明原因"),
                new Column("demandMet", "诉求满足", false, labels.choices(DemandMet.class) + ";不填按已满足", "已满足"),
                new Column("unmetReason", "未满足原因", false, labels.choices(UnmetReason.class), ""),
                new Column("explanation", "未满足说明", false, "诉求未满足或部分满足时,向业户所作的说明", ""),
                new Column("informedAt", "反馈时间", false, time + ";不填按办结时间", ""),
                new Column("informedBy", "反馈方式", false, labels.choices(MeansKind.class) + ";不填按电话", "电话"),
                new Column("visitedAt", "回访时间", false, time, "2025-03-23 10:00"),
                new Column("satisfaction", "满意度", false, "1 到 5;有回访时间时必填", "4"),
                new Column("visitWords", "回访意见", false, "不超过 2000 字", ""),
                new Column("supervisor", "客服部主管", false, "人员编号或姓名;有回访或结案时间时必填", "li.na"),
                new Column("closedAt", "结案时间", false, time, "2025-03-23 17:00"));
    }

    @Override
    public boolean may(String person) {
        return asking.may(person, Operation.IMPORT, "");
    }

    /** Under one id and key for all: nothing of it is kept. */
    @Override
    public void check(Cells row, String person) {
        ComplaintId scratch = ComplaintId.derived("import check", person);
        try {
            commands.sendAndWait(new TryImport(
                    row.required("centre"), history(row, scratch, act(person, null, clock.instant(), null))));
        } catch (TryImport.Possible possible) {
            // As hoped.
        }
    }

    @Override
    public boolean take(Cells row, String person) {
        ComplaintId id = ComplaintId.imported(row.required("centre"), row.required("formerNumber"));
        Act act = act(person, "import " + id, clock.instant(), personalData.digest(row.content()));
        try {
            Accepted accepted = commanding.send(history(row, id, act), () -> new RefusedException(other()));
            return !accepted.repeated();
        } catch (RefusedException e) {
            throw e.refusals().stream().anyMatch(refusal -> ALREADY.contains(refusal.code()))
                    ? new RefusedException(other())
                    : e;
        }
    }

    private static Act act(String person, @Nullable String key, Instant now, @Nullable String request) {
        return new Act(person, null, null, now, Source.IMPORT, key, request, null, null);
    }

    private static Refusal other() {
        return new Refusal(
                "IMPORTED_OTHERWISE",
                "§4.5.1",
                "formerNumber",
                "这个原编号已导入过,内容与这一行不同;已导入的不会更改",
                "This number was imported before with another content, which stays");
    }

    /** @throws RefusedException naming the columns that cannot be read */
    private ImportComplaint history(Cells row, ComplaintId id, Act act) {
        Optional<Centre> centre = directory
                .current()
                .centre(row.required("centre"))
                .or(() -> directory.refreshed().centre(row.required("centre")));
        if (centre.isEmpty()) {
            row.refuse("centre", "CENTRE_KNOWN", "没有这个服务中心", "There is no such service centre");
        }
        ZoneId zone = centre.map(Centre::zone).orElse(ZoneId.of("UTC"));
        Composing composing = new Composing(personalData, id, act, null);
        ImportComplaint history = new ImportedComplaint(row, zone, composing).history();
        row.require();
        if (!composing.refusals().isEmpty()) {
            throw new RefusedException(composing.refusals());
        }
        return history;
    }
}
