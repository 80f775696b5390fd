package org.huifang.command.monthend;

import java.time.YearMonth;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.monthend.MonthEnd.Asked;
import org.huifang.kernel.anonymity.KnownPeople;
import org.huifang.kernel.anonymity.PersonalDataFinder;
import org.huifang.kernel.monthend.MonthEndCommand;
import org.huifang.kernel.monthend.MonthEndCommand.AnalyseStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.ExportArchive;
import org.huifang.kernel.monthend.MonthEndCommand.HandOverRecords;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.SubmitStatistics;
import org.huifang.kernel.monthend.MonthState;

/** What must hold before a month's statistics are compiled, analysed, submitted, decided, and its records go and are exported (§4.6.4). */
final class StatisticsRules {
    private static final int REASON_AT_MOST = 2_000;
    /** For who begins with what was kept elsewhere until then. */
    private static final int MONTHS_BEFORE_THE_FIRST = 3;

    static final Rule<Asked, CompileStatistics> MONTH_HAS_BEGUN =
            new Rule<>("MONTH_HAS_BEGUN", "§4.6.4", "month", "月份尚未开始,不能编制统计", (asked, c) -> !c.month()
                    .isAfter(asked.current()));
    static final Rule<Asked, CompileStatistics> MONTHS_IN_ORDER =
            new Rule<>("MONTHS_IN_ORDER", "§4.6.4", "month", "之后的月份已编制统计,本月不能再定截止点", (asked, c) -> {
                YearMonth last = asked.monthEnd().lastCompiled();
                return last == null || !c.month().isBefore(last);
            });
    static final Rule<Asked, CompileStatistics> STATISTICS_NOT_SUBMITTED_YET = new Rule<>(
            "STATISTICS_NOT_SUBMITTED_YET",
            "§4.6.4",
            "month",
            "本月统计已提交,退回后才能重新编制",
            (asked, c) -> !asked.month().compiled() || asked.month().beingPrepared());
    static final Rule<Asked, AnalyseStatistics> ANALYSIS_WRITTEN = new Rule<>(
            "ANALYSIS_WRITTEN",
            "§4.6.4",
            "analysis",
            "请写明原因、趋势和建议,每项不超过 5000 字",
            (asked, c) ->
                    c.analysis().withinLimits() && c.analysis().texts().stream().noneMatch(String::isBlank));
    /** Only texts within their limits are looked at. */
    static final Rule<Asked, AnalyseStatistics> ANALYSIS_FREE_OF_PERSONAL_DATA = new Rule<>(
            "ANALYSIS_FREE_OF_PERSONAL_DATA",
            "§4.6.4",
            "analysis",
            "分析不能含有电话、房号、车牌、证件号等个人信息,请改写",
            (asked, c) -> !c.analysis().withinLimits()
                    || c.analysis().texts().stream().allMatch(text -> PersonalDataFinder.find(text, KnownPeople.NOBODY)
                            .isEmpty()));

    static final Rule<Asked, SubmitStatistics> ANALYSED_BEFORE_SUBMITTED = new Rule<>(
            "ANALYSED_BEFORE_SUBMITTED", "§4.6.4", null, "写好分析后才能提交统计", (asked, c) -> asked.month().analysed);
    static final Rule<Asked, ReturnStatistics> RETURNED_WITH_REASON = new Rule<>(
            "RETURNED_WITH_REASON", "§4.6.4", "reason", "退回须写明原因,不超过 2000 字", (asked, c) -> reasoned(c.reason()));
    static final Rule<Asked, HandOverRecords> COMPILED_BEFORE_HANDED_OVER =
            new Rule<>("COMPILED_BEFORE_HANDED_OVER", "§4.6.4", "month", "本月统计编制后才能移交记录", (asked, c) -> asked.month()
                    .compiled());
    static final Rule<Asked, ExportArchive> HANDED_OVER_BEFORE_EXPORTED =
            new Rule<>("HANDED_OVER_BEFORE_EXPORTED", "§4.6.4", "month", "本月记录移交完毕后才能导出档案包", (asked, c) -> asked.month()
                    .handedOver());
    static final Rule<Asked, ExportArchive> RECORDS_ARCHIVED_BEFORE_EXPORTED = new Rule<>(
            "RECORDS_ARCHIVED_BEFORE_EXPORTED", "§4.6.4", "month", "本月没有已归档的记录可导出", (asked, c) -> c.complaints() > 0);

    static final RuleBook<Asked, CompileStatistics> COMPILE =
            RuleBook.of(MONTH_HAS_BEGUN, nearTheFirst(), MONTHS_IN_ORDER, STATISTICS_NOT_SUBMITTED_YET);
    static final RuleBook<Asked, AnalyseStatistics> ANALYSE =
            RuleBook.of(beingPrepared(), ANALYSIS_WRITTEN, ANALYSIS_FREE_OF_PERSONAL_DATA);
    static final RuleBook<Asked, SubmitStatistics> SUBMIT = RuleBook.of(beingPrepared(), ANALYSED_BEFORE_SUBMITTED);
    static final RuleBook<Asked, ReturnStatistics> RETURN = RuleBook.of(submitted(), RETURNED_WITH_REASON);
    static final RuleBook<Asked, ApproveStatistics> APPROVE = RuleBook.of(submitted());
    static final RuleBook<Asked, HandOverRecords> HAND_OVER = RuleBook.of(COMPILED_BEFORE_HANDED_OVER);

    static final RuleBook<Asked, ExportArchive> EXPORT =
            RuleBook.of(HANDED_OVER_BEFORE_EXPORTED, RECORDS_ARCHIVED_BEFORE_EXPORTED);

    private StatisticsRules() {}

    static boolean reasoned(String reason) {
        return !reason.isBlank() && reason.length() <= REASON_AT_MOST;
    }

    /** Each month from the first that is known was promised: a mistyped year would be years of promises missed. */
    static <C extends MonthEndCommand> Rule<Asked, C> nearTheFirst() {
        return new Rule<>(
                "MONTH_NEAR_THE_FIRST",
                "§4.6.4",
                "month",
                "该服务中心最早的月份再往前 3 个月以前,没有统计和服务报告,请核对年月",
                (asked, c) -> !c.month().isBefore(asked.first().minusMonths(MONTHS_BEFORE_THE_FIRST)));
    }

    private static <C extends MonthEndCommand> Rule<Asked, C> beingPrepared() {
        return new Rule<>("STATISTICS_BEING_PREPARED", "§4.6.4", "month", "本月统计尚未编制,或已提交", (asked, c) -> asked.month()
                .beingPrepared());
    }

    private static <C extends MonthEndCommand> Rule<Asked, C> submitted() {
        return new Rule<>(
                "STATISTICS_SUBMITTED",
                "§4.6.4",
                "month",
                "本月统计没有待审批的",
                (asked, c) -> asked.month().state == MonthState.SUBMITTED);
    }
}
