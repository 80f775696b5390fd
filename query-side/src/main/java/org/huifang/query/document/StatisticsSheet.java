package org.huifang.query.document;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.monthend.Figures;
import org.huifang.kernel.monthend.Figures.Count;
import org.huifang.kernel.monthend.Figures.Flow;
import org.huifang.kernel.monthend.Figures.PromiseRate;
import org.huifang.query.document.Spreadsheet.Column;
import org.jspecify.annotations.Nullable;

/** §4.6.4: a month's figures as XLSX, one a row, so that they can be worked on. */
final class StatisticsSheet {
    private static final List<Column> COLUMNS = List.of(
            new Column("分组", 14),
            new Column("项目", 36),
            new Column("本月", 12),
            new Column("上月", 12),
            new Column("去年同月", 12));

    private StatisticsSheet() {}

    static byte[] write(
            Figures figures, @Nullable Figures before, @Nullable Figures yearBefore, String month, Words words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Spreadsheet sheet = new Spreadsheet(bytes, month, COLUMNS, words.zone())) {
            Rows rows = new Rows(sheet, figures, before, yearBefore);
            rows.flow("期初在办", Flow::openAtStart);
            rows.flow("受理", Flow::received);
            rows.flow("其中导入", Flow::imported);
            rows.flow("转入", Flow::transferredIn);
            rows.flow("重新办理", Flow::reopened);
            rows.flow("结案", Flow::closed);
            rows.flow("撤回", Flow::withdrawn);
            rows.flow("合并", Flow::merged);
            rows.flow("作废", Flow::voided);
            rows.flow("转出", Flow::transferredOut);
            rows.flow("期末在办", Flow::openAtEnd);
            rows.counts("类别", Figures::byClassification, key -> Words.constant(Classification.valueOf(key)));
            rows.counts(
                    "判定依据", Figures::byCriterion, key -> Criterion.valueOf(key).zh());
            rows.counts("级别", Figures::bySeverity, key -> Words.constant(Severity.valueOf(key)));
            rows.counts("责任部门", Figures::byDepartment, words::department);
            rows.counts("受理方式", Figures::byChannel, key -> Words.constant(Channel.valueOf(key)));
            for (PromiseRate rate : figures.promises()) {
                rows.figure("承诺兑现率", rate.promise().zh(), of -> of.promises().stream()
                        .filter(one -> one.promise() == rate.promise())
                        .map(PromiseRate::rate)
                        .findFirst()
                        .orElse(null));
            }
            rows.figure("办理", "办结", of -> of.handlingTime().completed());
            rows.figure("办理", "时长中位数(秒)", of -> of.handlingTime().medianSeconds());
            rows.figure("办理", "九成不超过(秒)", of -> of.handlingTime().p90Seconds());
            rows.figure("办理", "再次反映", Figures::raisedAgain);
            rows.figure("回访", "回访率", of -> of.visits().rate());
            rows.figure("回访", "免访", of -> of.visits().waived());
            rows.figure("回访", "欠访", of -> of.visits().owed());
            rows.figure("回访", "满意度", of -> of.satisfaction().mean());
            rows.figure("其他", "每千户受理", Figures::receivedPerThousandHouseholds);
        }
        return bytes.toByteArray();
    }

    private record Rows(
            Spreadsheet sheet,
            Figures figures,
            @Nullable Figures before,
            @Nullable Figures yearBefore) {

        void flow(String name, Function<Flow, Integer> figure) {
            figure("收支平衡", name, of -> figure.apply(of.flow()));
        }

        void counts(String group, Function<Figures, List<Count>> counts, Function<String, String> named) {
            for (Count count : counts.apply(figures)) {
                String name = count.key() == null ? "(无)" : named.apply(count.key());
                figure(group, name, of -> counts.apply(of).stream()
                        .filter(one -> Objects.equals(one.key(), count.key()))
                        .map(Count::count)
                        .findFirst()
                        .orElse(0));
            }
        }

        void figure(String group, String name, Function<Figures, @Nullable Number> figure) {
            sheet.add(Arrays.asList(
                    group,
                    name,
                    figure.apply(figures),
                    before == null ? null : figure.apply(before),
                    yearBefore == null ? null : figure.apply(yearBefore)));
        }
    }
}
