package org.huifang.query.document;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.query.document.Paper.Choice;
import org.jspecify.annotations.Nullable;

/** The two forms of the instruction, as the paper ones are (DOMAIN §4): 客户服务需求记录表 and 客户投诉处理记录表. */
final class Forms {
    private static final int[] MEASURES = {2, 5, 2, 3};
    private static final int[] VISITS = {3, 2, 2, 5};

    /** As high as a line. */
    private static final String BLANK = "\u00a0";

    private Forms() {}

    /** §4.5.1, with the note that the handling record came in (§4.6.2). */
    static Markup serviceRequestRecord(ComplaintView complaint, Words words, String proof) {
        Reception reception = complaint.reception();
        Reception.Complainant complainant = reception.complainant();
        Paper paper = new Paper(
                words.centre(complaint.centre()),
                "客户服务需求记录表",
                complaint.number().value(),
                foot(complaint, proof));
        paper.table()
                .row("受理时间", words.time(complaint.receivedAt()), "受理人", words.person(complaint.registeredBy()))
                .choices("受理方式", choices(Channel.values(), reception.channel()), "")
                .row("业户姓名", words.text(complainant.name()), "房号", words.text(complainant.room()))
                .choices("身份", choices(Capacity.values(), complainant.capacity()), "")
                .row("联系方式", contact(complainant, words), "此前反映", reception.raisedBefore() + " 次")
                .row("发生时间", occurred(reception, words), "发生地点", words.text(reception.place()))
                .row("被投诉人/部门", respondent(reception, words))
                .text("事情经过", words.text(reception.course()))
                .text("业户诉求", words.text(reception.demand()))
                .row("要求时限", words.time(reception.requestedDeadline()), "到达时间", words.time(reception.arrivedAt()));
        ComplaintView.Judgement judgement = complaint.judgement();
        Classification classification = judgement == null ? null : judgement.classification();
        paper.choices(
                        "判定",
                        choices(Classification.values(), classification),
                        judgement == null ? "" : words.time(judgement.at()) + " " + words.person(judgement.judgedBy()))
                .row(
                        "判定依据",
                        judgement == null || judgement.criterion() == null
                                ? ""
                                : judgement.criterion().zh())
                .choices("级别", choices(Severity.values(), judgement == null ? null : judgement.severity()), "");
        ComplaintView.Presentation presented = complaint.presentation();
        ComplaintView.Direction directed = complaint.direction();
        ComplaintView.Routing routing = complaint.routing();
        ComplaintView.HandlingRecord record = complaint.handlingRecord();
        paper.row(
                        "呈送",
                        presented == null ? "" : Words.constant(presented.to()) + " " + words.time(presented.at()),
                        "派单",
                        routing == null ? "" : words.department(routing.department()) + " " + words.time(routing.at()))
                .text("处置意见", directed == null ? "" : words.text(directed.instruction()))
                .row(
                        "处理记录表签收",
                        record == null || record.acceptedAt() == null
                                ? ""
                                : words.time(record.acceptedAt()) + " " + words.person(record.acceptedBy()),
                        "反馈业户",
                        informed(complaint, words));
        paper.table().signatures("客服人员签名", "", "客服部主管签名", "");
        return paper.body();
    }

    /** §4.6.2 */
    static Markup handlingRecord(ComplaintView complaint, Words words, String proof) {
        ComplaintView.Routing routing = complaint.routing();
        ComplaintView.Completion completion = complaint.completion();
        ComplaintView.HandlingRecord record = complaint.handlingRecord();
        Paper paper = new Paper(
                words.centre(complaint.centre()),
                "客户投诉处理记录表",
                complaint.number().value(),
                foot(complaint, proof));
        paper.table()
                .row(
                        "责任部门",
                        routing == null ? "" : words.department(routing.department()),
                        "协助部门",
                        routing == null
                                ? ""
                                : routing.assisting().stream()
                                        .map(words::department)
                                        .collect(Collectors.joining("、")))
                .row(
                        "受理时间",
                        words.time(complaint.receivedAt()),
                        "派单时间",
                        routing == null ? "" : words.time(routing.at()))
                .text("业户诉求", words.text(complaint.reception().demand()))
                .text(
                        "处理经过",
                        Stream.concat(
                                        complaint.steps().stream()
                                                .map(step -> words.time(step.at()) + " " + words.person(step.by()) + ":"
                                                        + words.text(step.what())),
                                        record == null ? Stream.empty() : Stream.of(words.text(record.course())))
                                .collect(Collectors.joining("\n")));
        paper.heading("纠正与预防措施");
        paper.columns(MEASURES, "类别", "措施", "责任人", "完成时限");
        if (complaint.measures().isEmpty()) {
            paper.cells(MEASURES, BLANK, BLANK, BLANK, BLANK);
        }
        for (MeasureKind kind : MeasureKind.values()) {
            complaint.measures().stream()
                    .filter(measure -> measure.kind() == kind)
                    .forEach(measure -> measure(paper, measure, words));
        }
        paper.heading("处理结果与回访");
        paper.table()
                .text("处理结果", completion == null ? "" : words.text(completion.result()))
                .row(
                        "诉求是否满足",
                        completion == null ? "" : Words.constant(completion.demandMet()),
                        "办结时间",
                        completion == null ? "" : words.time(completion.at()))
                .row("反馈业户", informed(complaint, words));
        if (complaint.explanation() != null) {
            paper.text(
                    "未满足的说明",
                    words.text(complaint.explanation().explanation())
                            + (complaint.explanation().understood() ? "\n业户表示理解" : "\n业户未表示理解"));
        }
        paper.heading("回访记录");
        paper.columns(VISITS, "时间", "方式", "满意度", "业户意见");
        complaint
                .visits()
                .forEach(visit -> paper.cells(
                        VISITS,
                        words.time(visit.at()),
                        Words.means(visit.means()),
                        visit.satisfaction() == null ? "未联系上" : visit.satisfaction() + " 分",
                        words.text(visit.words())));
        if (complaint.visitWaivedAt() != null) {
            paper.cells(VISITS, words.time(complaint.visitWaivedAt()), "", "", "主管经理签准免访");
        } else if (complaint.visits().isEmpty()) {
            paper.cells(VISITS, BLANK, BLANK, BLANK, BLANK);
        }
        paper.heading("签名");
        paper.table()
                .signatures("部门负责人", record == null ? "" : words.person(record.submittedBy()), "签名/日期", "")
                .signatures("客服人员", record == null ? "" : words.person(record.acceptedBy()), "签名/日期", "")
                .signatures("客服部主管", "", "签名/日期", "");
        return paper.body();
    }

    private static void measure(Paper paper, Measure measure, Words words) {
        paper.cells(
                MEASURES,
                measure.kind() == MeasureKind.CORRECTIVE ? "纠正" : "预防",
                words.text(measure.what()),
                words.person(measure.who()),
                words.time(measure.by()));
    }

    private static String foot(ComplaintView complaint, String proof) {
        return complaint.number().value() + "  截至第 " + (complaint.sequence() + 1) + " 条记录,记录摘要 SHA-256 " + proof;
    }

    private static String contact(Reception.Complainant complainant, Words words) {
        String contact = words.text(complainant.contact());
        String why = words.text(complainant.noContactWhy());
        return Stream.of(Words.constant(complainant.method()), contact, why)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String occurred(Reception reception, Words words) {
        Reception.Occurrence occurred = reception.occurred();
        String from = words.time(occurred.from());
        String to = words.time(occurred.to());
        return Stream.of(to.isEmpty() ? from : from + " 至 " + to, words.text(occurred.words()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String respondent(Reception reception, Words words) {
        Reception.Respondent respondent = reception.respondent();
        return Stream.of(
                        words.person(respondent.person()),
                        words.department(respondent.department()),
                        words.text(respondent.named()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String informed(ComplaintView complaint, Words words) {
        return complaint.informings().stream()
                .filter(ComplaintView.Informing::reached)
                .reduce((earlier, later) -> later)
                .map(informing -> words.time(informing.at()) + " " + Words.means(informing.means()) + " "
                        + words.person(informing.by()))
                .orElse("");
    }

    private static List<Choice> choices(Enum<?>[] all, @Nullable Enum<?> chosen) {
        return Arrays.stream(all)
                .map(one -> new Choice(Words.constant(one), one == chosen))
                .toList();
    }
}
