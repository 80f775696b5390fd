package org.huifang.command.monthend;

import java.util.stream.Stream;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.command.monthend.MonthEnd.Asked;
import org.huifang.kernel.anonymity.KnownPeople;
import org.huifang.kernel.anonymity.PersonalDataFinder;
import org.huifang.kernel.monthend.MonthEndCommand;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.DraftServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.PublishServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnServiceReport;
import org.huifang.kernel.monthend.ReportState;
import org.huifang.kernel.monthend.ReportText;
import org.huifang.kernel.monthend.ReportText.Issue;

/** What must hold before a month's service report is drafted, decided and published (§4.6.6). */
final class ServiceReportRules {
    static final Rule<Asked, DraftServiceReport> REPORT_MONTH_HAS_BEGUN =
            new Rule<>("REPORT_MONTH_HAS_BEGUN", "§4.6.6", "month", "月份尚未开始,不能编写服务报告", (asked, c) -> !c.month()
                    .isAfter(asked.current()));
    static final Rule<Asked, DraftServiceReport> REPORT_NOT_AWAITING_PUBLICATION = new Rule<>(
            "REPORT_NOT_AWAITING_PUBLICATION",
            "§4.6.6",
            "month",
            "已审批的服务报告待公布,公布后才能更正",
            (asked, c) -> asked.month().report != ReportState.APPROVED);
    static final Rule<Asked, DraftServiceReport> REPORT_TEXT_IN_RANGE = new Rule<>(
            "REPORT_TEXT_IN_RANGE",
            "§4.6.6",
            "text",
            "请填写标题(100 字内)和开头(5000 字内),共性问题至多 50 项",
            (asked, c) -> within(c.text().title(), ReportText.TITLE_AT_MOST)
                    && within(c.text().opening(), ReportText.TEXT_AT_MOST)
                    && c.text().issues().size() <= ReportText.ISSUES_AT_MOST);
    static final Rule<Asked, DraftServiceReport> ISSUE_WITH_RESULT = new Rule<>(
            "ISSUE_WITH_RESULT",
            "§4.6.6",
            "issues",
            "每项共性问题须有标题、反映的问题、处理结果和 1–500 件相关投诉",
            (asked, c) -> c.text().issues().stream().allMatch(ServiceReportRules::complete));
    /**
     * Whosesoever: what is known of the people concerned is compared before it becomes a command. Only texts within their
     * limits are looked at.
     */
    static final Rule<Asked, DraftServiceReport> REPORT_FREE_OF_PERSONAL_DATA = new Rule<>(
            "REPORT_FREE_OF_PERSONAL_DATA",
            "§4.6.6",
            "text",
            "公布的内容不能含有电话、房号、车牌、证件号等个人信息,请改写",
            (asked, c) -> !c.text().withinLimits()
                    || c.text().texts().values().stream()
                            .allMatch(text -> PersonalDataFinder.find(text, KnownPeople.NOBODY)
                                    .isEmpty()));

    static final Rule<Asked, DraftServiceReport> CORRECTION_SAYS_SO = new Rule<>(
            "CORRECTION_SAYS_SO",
            "§4.6.6",
            "correction",
            "更正已公布的报告须说明更正了什么;首次报告不填",
            (asked, c) -> published(asked)
                    == (c.text().correction() != null && within(c.text().correction(), ReportText.TEXT_AT_MOST)));
    static final Rule<Asked, ReturnServiceReport> REPORT_RETURNED_WITH_REASON = new Rule<>(
            "REPORT_RETURNED_WITH_REASON",
            "§4.6.6",
            "reason",
            "退回须写明原因,不超过 2000 字",
            (asked, c) -> StatisticsRules.reasoned(c.reason()));
    static final Rule<Asked, PublishServiceReport> REPORT_APPROVED = new Rule<>(
            "REPORT_APPROVED",
            "§4.6.6",
            "month",
            "主管经理审批后才能公布服务报告",
            (asked, c) -> asked.month().report == ReportState.APPROVED);

    static final RuleBook<Asked, DraftServiceReport> DRAFT = RuleBook.of(
            REPORT_MONTH_HAS_BEGUN,
            StatisticsRules.nearTheFirst(),
            REPORT_NOT_AWAITING_PUBLICATION,
            REPORT_TEXT_IN_RANGE,
            ISSUE_WITH_RESULT,
            REPORT_FREE_OF_PERSONAL_DATA,
            CORRECTION_SAYS_SO);
    static final RuleBook<Asked, ReturnServiceReport> RETURN = RuleBook.of(drafted(), REPORT_RETURNED_WITH_REASON);
    static final RuleBook<Asked, ApproveServiceReport> APPROVE = RuleBook.of(drafted());
    static final RuleBook<Asked, PublishServiceReport> PUBLISH = RuleBook.of(REPORT_APPROVED);

    private ServiceReportRules() {}

    private static <C extends MonthEndCommand> Rule<Asked, C> drafted() {
        return new Rule<>(
                "REPORT_DRAFTED",
                "§4.6.6",
                "month",
                "没有待审批的服务报告",
                (asked, c) -> asked.month().report == ReportState.DRAFTED);
    }

    private static boolean published(Asked asked) {
        return asked.month().published();
    }

    private static boolean complete(Issue issue) {
        return issue.withinLimits()
                && Stream.of(issue.title(), issue.raised(), issue.result()).noneMatch(String::isBlank)
                && !issue.complaints().isEmpty();
    }

    private static boolean within(String text, int atMost) {
        return !text.isBlank() && text.length() <= atMost;
    }
}
