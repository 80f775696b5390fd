package org.huifang.query.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.monthend.Figures;
import org.huifang.kernel.monthend.Figures.Count;
import org.huifang.kernel.monthend.Figures.Flow;
import org.huifang.kernel.monthend.Figures.PromiseRate;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.jspecify.annotations.Nullable;

/** §4.6.4: a month's statistics as they are reported to the manager: figures as they were known at the cut-off. */
final class StatisticsReport {
    private static final int[] FLOW = {4, 3, 3, 2};
    private static final int[] PROMISES = {5, 2, 2, 3};

    private StatisticsReport() {}

    /**
     * @param digest of the figures
     * @param before of the month before, where it has any
     * @param yearBefore of the same month a year before, where it has any
     */
    static Markup page(
            Month month,
            Figures figures,
            String digest,
            @Nullable Figures before,
            @Nullable Figures yearBefore,
            Words words) {
        String title = "月度投诉统计分析";
        Paper paper = new Paper(
                words.centre(month.centre()),
                title,
                month.month().toString(),
                words.centre(month.centre()) + " " + month.month() + "  截止于第 " + figures.upTo() + " 条记录,数据摘要 "
                        + digest);
        paper.table()
                .row(
                        "统计期间",
                        "第 " + (Math.max(figures.after(), 0) + 1) + " 至 " + figures.upTo() + " 条记录",
                        "截止时间",
                        month.cutOff() == null ? "" : words.time(month.cutOff().at()))
                .row("户数", month.households() + " 户", "每千户受理", number(figures.receivedPerThousandHouseholds()));
        paper.heading("收支平衡");
        paper.columns(FLOW, "项目", "本月", "上月", "去年同月");
        flow(paper, "期初在办", figures, before, yearBefore, Flow::openAtStart);
        flow(paper, "受理", figures, before, yearBefore, Flow::received);
        flow(paper, "其中导入", figures, before, yearBefore, Flow::imported);
        flow(paper, "转入", figures, before, yearBefore, Flow::transferredIn);
        flow(paper, "重新办理", figures, before, yearBefore, Flow::reopened);
        flow(paper, "结案", figures, before, yearBefore, Flow::closed);
        flow(paper, "撤回", figures, before, yearBefore, Flow::withdrawn);
        flow(paper, "合并", figures, before, yearBefore, Flow::merged);
        flow(paper, "作废", figures, before, yearBefore, Flow::voided);
        flow(paper, "转出", figures, before, yearBefore, Flow::transferredOut);
        flow(paper, "期末在办", figures, before, yearBefore, Flow::openAtEnd);
        chart(paper, "按类别", figures.byClassification(), key -> Words.constant(Classification.valueOf(key)), "尚未判定");
        chart(
                paper,
                "按判定依据",
                figures.byCriterion(),
                key -> Criterion.valueOf(key).zh(),
                "无");
        chart(paper, "按级别", figures.bySeverity(), key -> Words.constant(Severity.valueOf(key)), "未定级");
        chart(paper, "按责任部门", figures.byDepartment(), words::department, "未派单");
        chart(paper, "按受理方式", figures.byChannel(), key -> Words.constant(Channel.valueOf(key)), "");
        paper.heading("承诺兑现");
        paper.columns(PROMISES, "承诺", "守约", "超时", "兑现率(按记录时间)");
        for (PromiseRate rate : figures.promises()) {
            paper.cells(
                    PROMISES,
                    rate.promise().zh(),
                    String.valueOf(rate.met()),
                    String.valueOf(rate.missed()),
                    percent(rate.rate()) + "(" + rate.metAsRecorded() + "/"
                            + (rate.metAsRecorded() + rate.missedAsRecorded()) + ")");
        }
        paper.heading("办理与回访");
        paper.table()
                .row("办结", figures.handlingTime().completed() + " 件", "再次反映", figures.raisedAgain() + " 件")
                .row(
                        "办理时长中位数",
                        span(figures.handlingTime().medianSeconds()),
                        "九成不超过",
                        span(figures.handlingTime().p90Seconds()))
                .row(
                        "回访率",
                        percent(figures.visits().rate()) + "("
                                + figures.visits().visited() + "/"
                                + figures.visits().ended() + ")",
                        "免访/欠访",
                        figures.visits().waived() + " / " + figures.visits().owed())
                .row(
                        "满意度",
                        number(figures.satisfaction().mean()) + " 分,共 "
                                + figures.satisfaction().answers() + " 次",
                        "1–5 分次数",
                        String.join(
                                " / ",
                                figures.satisfaction().scores().stream()
                                        .map(String::valueOf)
                                        .toList()))
                .row("共性问题", figures.commonIssues().size() + " 组");
        if (month.analysis() != null) {
            paper.heading("分析");
            paper.table()
                    .text("原因", month.analysis().analysis().causes())
                    .text("趋势", month.analysis().analysis().trend())
                    .text("建议", month.analysis().analysis().proposals());
        }
        paper.heading("签名");
        paper.table()
                .row(
                        "客服部主管",
                        month.submitted() == null
                                ? ""
                                : words.person(month.submitted().by()),
                        "提交时间",
                        month.submitted() == null
                                ? ""
                                : words.time(month.submitted().at()))
                .row(
                        "主管经理",
                        month.approved() == null
                                ? ""
                                : words.person(month.approved().by()),
                        "审批时间",
                        month.approved() == null
                                ? ""
                                : words.time(month.approved().at()));
        return paper.body();
    }

    private static void flow(
            Paper paper,
            String name,
            Figures figures,
            @Nullable Figures before,
            @Nullable Figures yearBefore,
            Function<Flow, Integer> figure) {
        paper.cells(
                FLOW,
                name,
                String.valueOf(figure.apply(figures.flow())),
                before == null ? "—" : String.valueOf(figure.apply(before.flow())),
                yearBefore == null ? "—" : String.valueOf(figure.apply(yearBefore.flow())));
    }

    private static void chart(
            Paper paper, String title, List<Count> counts, Function<String, String> named, String unnamed) {
        paper.heading(title);
        paper.table();
        int longest = counts.stream().mapToInt(Count::count).max().orElse(0);
        counts.stream()
                .sorted(Comparator.comparingInt(Count::count).reversed())
                .forEach(count ->
                        paper.bar(count.key() == null ? unnamed : named.apply(count.key()), count.count(), longest));
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "—" : number.toPlainString();
    }

    private static String percent(@Nullable BigDecimal rate) {
        return rate == null ? "—" : rate.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static String span(@Nullable Long seconds) {
        if (seconds == null) {
            return "—";
        }
        Duration span = Duration.ofSeconds(seconds);
        return span.toDays() > 0
                ? span.toDays() + " 天 " + span.toHoursPart() + " 小时"
                : span.toHours() + " 小时 " + span.toMinutesPart() + " 分";
    }
}
