package org.huifang.command.monthend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;
import org.huifang.command.FixedDirectory;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.Analysis;
import org.huifang.kernel.monthend.MonthEndCommand.AnalyseStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.CheckMonth;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.DraftServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ExportArchive;
import org.huifang.kernel.monthend.MonthEndCommand.HandOverRecords;
import org.huifang.kernel.monthend.MonthEndCommand.PublishServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.SubmitStatistics;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.monthend.MonthEndEvent.MonthPromisesObserved;
import org.huifang.kernel.monthend.MonthEndEvent.RecordsHandedOver;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportApproved;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportDrafted;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportPublished;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsAnalysed;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsCompiled;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsSubmitted;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.ReportText;
import org.huifang.kernel.monthend.ReportText.Issue;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromiseChange;
import org.huifang.kernel.promise.PromiseKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the month's end refuses once and lets pass once, by its own name; its promises keep the calendar. */
public class MonthEndRulesTest {
    private static final MonthEndId ID = new MonthEndId("YH");
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = at("2026-03-20T10:00");
    private static final String MANIFEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final Analysis ANALYSIS = new Analysis("电梯老化", "下降", "更换门机");
    private static final ComplaintId COMPLAINT = ComplaintId.parse("5a7cbb52-5f2e-4f0e-9c43-0d9f3a1f0c11");

    /** Every rule that is tested here. */
    public static Set<String> rules() {
        return RuleCase.rules(cases());
    }

    @TestFactory
    Stream<DynamicTest> everyRule() {
        return RuleCase.tests(cases(), MonthEndRulesTest::fixture);
    }

    private static Stream<RuleCase<MonthEndEvent>> cases() {
        return Stream.concat(statistics(), reports());
    }

    private static Stream<RuleCase<MonthEndEvent>> statistics() {
        Act supervisor = by("supervisor");
        Act manager = by("manager");
        return Stream.of(
                new RuleCase<>(
                        "MONTH_HAS_BEGUN",
                        List.of(),
                        new CompileStatistics(ID, MARCH.plusMonths(1), supervisor),
                        List.of(),
                        new CompileStatistics(ID, MARCH, supervisor)),
                new RuleCase<>(
                        "MONTH_NEAR_THE_FIRST",
                        List.of(new StatisticsCompiled(FEBRUARY, 10, stamp())),
                        new DraftServiceReport(ID, FEBRUARY.minusMonths(4), supervisor, text(null)),
                        List.of(),
                        new CompileStatistics(ID, MARCH.minusMonths(3), supervisor)),
                new RuleCase<>(
                        "MONTHS_IN_ORDER",
                        compiled(),
                        new CompileStatistics(ID, FEBRUARY, supervisor),
                        compiled(),
                        new CompileStatistics(ID, MARCH, supervisor)),
                new RuleCase<>(
                        "STATISTICS_NOT_SUBMITTED_YET",
                        submitted(),
                        new CompileStatistics(ID, MARCH, supervisor),
                        returned(),
                        new CompileStatistics(ID, MARCH, supervisor)),
                new RuleCase<>(
                        "STATISTICS_BEING_PREPARED",
                        List.of(new StatisticsCompiled(FEBRUARY, 10, stamp())),
                        new AnalyseStatistics(ID, MARCH, supervisor, ANALYSIS),
                        compiled(),
                        new AnalyseStatistics(ID, MARCH, supervisor, ANALYSIS)),
                new RuleCase<>(
                        "ANALYSIS_WRITTEN",
                        compiled(),
                        new AnalyseStatistics(ID, MARCH, supervisor, new Analysis("因", " ", "议")),
                        compiled(),
                        new AnalyseStatistics(ID, MARCH, supervisor, ANALYSIS)),
                new RuleCase<>(
                        "ANALYSIS_FREE_OF_PERSONAL_DATA",
                        compiled(),
                        new AnalyseStatistics(ID, MARCH, supervisor, new Analysis("3栋2单元1101室反复漏水", "升", "修")),
                        compiled(),
                        new AnalyseStatistics(ID, MARCH, supervisor, ANALYSIS)),
                new RuleCase<>(
                        "ANALYSED_BEFORE_SUBMITTED",
                        compiled(),
                        new SubmitStatistics(ID, MARCH, supervisor, "1:ab"),
                        analysed(),
                        new SubmitStatistics(ID, MARCH, supervisor, "1:ab")),
                new RuleCase<>(
                        "STATISTICS_SUBMITTED",
                        analysed(),
                        new ApproveStatistics(ID, MARCH, manager),
                        submitted(),
                        new ApproveStatistics(ID, MARCH, manager)),
                new RuleCase<>(
                        "RETURNED_WITH_REASON",
                        submitted(),
                        new ReturnStatistics(ID, MARCH, manager, " "),
                        submitted(),
                        new ReturnStatistics(ID, MARCH, manager, "缺少同比")),
                new RuleCase<>(
                        "COMPILED_BEFORE_HANDED_OVER",
                        List.of(new StatisticsCompiled(FEBRUARY, 10, stamp())),
                        new HandOverRecords(ID, MARCH, supervisor, 3, 1),
                        compiled(),
                        new HandOverRecords(ID, MARCH, supervisor, 3, 1)),
                new RuleCase<>(
                        "HANDED_OVER_BEFORE_EXPORTED",
                        compiled(),
                        new ExportArchive(ID, MARCH, by("quality"), MANIFEST, 3),
                        handedOver(),
                        new ExportArchive(ID, MARCH, by("quality"), MANIFEST, 3)),
                new RuleCase<>(
                        "RECORDS_ARCHIVED_BEFORE_EXPORTED",
                        handedOver(),
                        new ExportArchive(ID, MARCH, by("quality"), MANIFEST, 0),
                        handedOver(),
                        new ExportArchive(ID, MARCH, by("quality"), MANIFEST, 3)));
    }

    private static Stream<RuleCase<MonthEndEvent>> reports() {
        Act supervisor = by("supervisor");
        Act manager = by("manager");
        return Stream.of(
                new RuleCase<>(
                        "REPORT_MONTH_HAS_BEGUN",
                        List.of(),
                        new DraftServiceReport(ID, MARCH.plusMonths(1), supervisor, text(null)),
                        List.of(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null))),
                new RuleCase<>(
                        "REPORT_TEXT_IN_RANGE",
                        List.of(),
                        new DraftServiceReport(ID, MARCH, supervisor, new ReportText("题", "", List.of(), null)),
                        List.of(),
                        new DraftServiceReport(ID, MARCH, supervisor, new ReportText("题", "本月平稳", List.of(), null))),
                new RuleCase<>(
                        "ISSUE_WITH_RESULT",
                        List.of(),
                        new DraftServiceReport(
                                ID,
                                MARCH,
                                supervisor,
                                new ReportText("题", "首", List.of(new Issue("电梯", "停运", "", List.of(COMPLAINT))), null)),
                        List.of(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null))),
                new RuleCase<>(
                        "REPORT_FREE_OF_PERSONAL_DATA",
                        List.of(),
                        new DraftServiceReport(
                                ID,
                                MARCH,
                                supervisor,
                                new ReportText(
                                        "题",
                                        "请联系 138-0000-2101",
                                        List.of(new Issue("电梯", "停运", "已修", List.of(COMPLAINT))),
                                        null)),
                        List.of(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null))),
                new RuleCase<>(
                        "CORRECTION_SAYS_SO",
                        published(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null)),
                        published(),
                        new DraftServiceReport(ID, MARCH, supervisor, text("第二项结果有误"))),
                new RuleCase<>(
                        "REPORT_NOT_AWAITING_PUBLICATION",
                        approved(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null)),
                        drafted(),
                        new DraftServiceReport(ID, MARCH, supervisor, text(null))),
                new RuleCase<>(
                        "REPORT_DRAFTED",
                        approved(),
                        new ApproveServiceReport(ID, MARCH, manager),
                        drafted(),
                        new ApproveServiceReport(ID, MARCH, manager)),
                new RuleCase<>(
                        "REPORT_RETURNED_WITH_REASON",
                        drafted(),
                        new ReturnServiceReport(ID, MARCH, manager, ""),
                        drafted(),
                        new ReturnServiceReport(ID, MARCH, manager, "请补充结果")),
                new RuleCase<>(
                        "REPORT_APPROVED",
                        drafted(),
                        new PublishServiceReport(ID, MARCH, supervisor),
                        approved(),
                        new PublishServiceReport(ID, MARCH, supervisor)));
    }

    @Test
    void aMistypedYearPromisesNothing() {
        assertThat(refusals(List.of(), new CompileStatistics(ID, MARCH.minusYears(20), by("supervisor"))))
                .containsExactly("MONTH_NEAR_THE_FIRST");
    }

    @Test
    void whatIsTooLongIsNotLookedThrough() {
        Act supervisor = by("supervisor");
        String rooms = "3栋2单元1101室停电".repeat(1_000);
        assertThat(refusals(compiled(), new AnalyseStatistics(ID, MARCH, supervisor, new Analysis("因", rooms, "议"))))
                .containsExactly("ANALYSIS_WRITTEN");
        assertThat(refusals(
                        List.of(),
                        new DraftServiceReport(
                                ID,
                                MARCH,
                                supervisor,
                                new ReportText(
                                        "题", "首", List.of(new Issue("电梯", rooms, "好", List.of(COMPLAINT))), null))))
                .containsExactly("ISSUE_WITH_RESULT");
    }

    @Test
    void onlyTheManagerDecides() {
        assertThat(refusals(submitted(), new ApproveStatistics(ID, MARCH, by("supervisor"))))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(refusals(drafted(), new ApproveServiceReport(ID, MARCH, by("supervisor"))))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(refusals(List.of(), new CompileStatistics(ID, MARCH, by("manager"))))
                .contains("ROLE_NOT_ALLOWED");
    }

    /** PROMISES: made at the first instant of the month, due before the 30th, and by the end of the month. */
    @Test
    void promisesOfAMonthAreMadeAtItsFirstInstant() {
        assertThat(changes(List.of(), new CheckMonth(ID, at("2026-03-01T00:00"))))
                .containsExactly(
                        made(PromiseKind.REPORT_STATISTICS, "2026-03-01T00:00", "2026-03-30T00:00"),
                        made(PromiseKind.HAND_OVER_RECORDS, "2026-03-01T00:00", "2026-03-30T00:00"),
                        made(PromiseKind.PUBLISH_SERVICE_REPORT, "2026-03-01T00:00", "2026-04-01T00:00"));
    }

    /** A month that has no 30th ends before its statistics are due. */
    @Test
    void februaryIsDueBeforeTheFirstOfMarch() {
        assertThat(changes(List.of(), new CheckMonth(ID, at("2026-02-01T00:00"))))
                .contains(made(PromiseKind.REPORT_STATISTICS, "2026-02-01T00:00", "2026-03-01T00:00"));
    }

    /** A centre opened on the 30th cannot have reported before it. */
    @Test
    void aCentresFirstMonthOwesNothingThatWasPast() {
        assertThat(changes(List.of(), new CheckMonth(ID, at("2026-03-30T09:00"))))
                .filteredOn(PromiseChange.Made.class::isInstance)
                .extracting(PromiseChange::promise)
                .containsExactly(PromiseKind.PUBLISH_SERVICE_REPORT);
    }

    /** Strictly before: submitted in the last second of the 29th it is met, in the first of the 30th missed. */
    @Test
    void statisticsAreSubmittedBeforeTheThirtieth() {
        List<MonthEndEvent> past = new ArrayList<>(observed("2026-03-01T00:00"));
        past.addAll(analysed());
        assertThat(changes(past, new SubmitStatistics(ID, MARCH, by("supervisor", at("2026-03-29T23:59:59")), "1:ab")))
                .filteredOn(PromiseChange.Met.class::isInstance)
                .extracting(PromiseChange::promise)
                .containsExactly(PromiseKind.REPORT_STATISTICS);
        List<PromiseChange> late =
                changes(past, new SubmitStatistics(ID, MARCH, by("supervisor", at("2026-03-30T00:00")), "1:ab"));
        assertThat(late)
                .filteredOn(PromiseChange.Missed.class::isInstance)
                .extracting(PromiseChange::promise)
                .containsExactly(PromiseKind.REPORT_STATISTICS, PromiseKind.HAND_OVER_RECORDS);
        assertThat(late)
                .filteredOn(PromiseChange.Met.class::isInstance)
                .extracting(change -> ((PromiseChange.Met) change).asRecorded().name())
                .containsExactly("MISSED");
    }

    /** A month during which nothing ran was promised, and missed, all the same. */
    @Test
    void aMonthThatNobodyTouchedIsMissed() {
        List<PromiseChange> changes = changes(observed("2026-03-01T00:00"), new CheckMonth(ID, at("2026-05-02T00:00")));
        assertThat(changes)
                .filteredOn(PromiseChange.Missed.class::isInstance)
                .extracting(PromiseChange::promise)
                .containsExactly(
                        PromiseKind.REPORT_STATISTICS,
                        PromiseKind.HAND_OVER_RECORDS,
                        PromiseKind.PUBLISH_SERVICE_REPORT,
                        PromiseKind.REPORT_STATISTICS,
                        PromiseKind.HAND_OVER_RECORDS,
                        PromiseKind.PUBLISH_SERVICE_REPORT);
    }

    @Test
    void askedTwiceNothingIsSaidTwice() {
        fixture()
                .given(observed("2026-03-01T00:00"))
                .when(new CheckMonth(ID, at("2026-03-02T00:00")))
                .expectNoEvents();
    }

    private static List<MonthEndEvent> observed(String at) {
        List<MonthEndEvent> seen = new ArrayList<>();
        fixture().givenNoPriorActivity().when(new CheckMonth(ID, at(at))).expectEventsMatching(events(seen));
        return seen;
    }

    private static List<PromiseChange> changes(List<MonthEndEvent> past, Object command) {
        List<MonthEndEvent> seen = new ArrayList<>();
        when(past, command).expectEventsMatching(events(seen));
        return seen.stream()
                .filter(MonthPromisesObserved.class::isInstance)
                .flatMap(event -> ((MonthPromisesObserved) event).changes().stream())
                .toList();
    }

    private static Matcher<List<EventMessage<?>>> events(List<MonthEndEvent> seen) {
        return Matchers.predicate(messages -> {
            messages.forEach(message -> seen.add((MonthEndEvent) message.getPayload()));
            return true;
        });
    }

    private static PromiseChange made(PromiseKind promise, String clock, String due) {
        return new PromiseChange.Made(promise, 1, at(clock), at(due), 1);
    }

    private static List<MonthEndEvent> compiled() {
        return List.of(new StatisticsCompiled(MARCH, 10, stamp()));
    }

    private static List<MonthEndEvent> handedOver() {
        return and(compiled(), new RecordsHandedOver(MARCH, 3, 1, stamp()));
    }

    private static List<MonthEndEvent> analysed() {
        return and(compiled(), new StatisticsAnalysed(MARCH, ANALYSIS, stamp()));
    }

    private static List<MonthEndEvent> submitted() {
        return and(analysed(), new StatisticsSubmitted(MARCH, "1:ab", stamp()));
    }

    private static List<MonthEndEvent> returned() {
        return and(submitted(), new StatisticsReturned(MARCH, "缺少同比", stamp()));
    }

    private static List<MonthEndEvent> drafted() {
        return List.of(new ServiceReportDrafted(MARCH, 1, text(null), stamp()));
    }

    private static List<MonthEndEvent> approved() {
        return and(drafted(), new ServiceReportApproved(MARCH, 1, stamp()));
    }

    private static List<MonthEndEvent> published() {
        return and(approved(), new ServiceReportPublished(MARCH, 1, stamp()));
    }

    private static List<MonthEndEvent> and(List<MonthEndEvent> past, MonthEndEvent event) {
        return Stream.concat(past.stream(), Stream.of(event)).toList();
    }

    private static ReportText text(@Nullable String correction) {
        return new ReportText(
                "三月服务报告", "本月情况", List.of(new Issue("电梯停运", "多位业主反映电梯停运", "已更换门机", List.of(COMPLAINT))), correction);
    }

    private static ResultValidator<MonthEnd> when(List<MonthEndEvent> past, Object command) {
        return fixture().given(past).when(command);
    }

    private static Set<String> refusals(List<MonthEndEvent> past, Object command) {
        return RuleCase.refusals(fixture(), past, command);
    }

    private static AggregateTestFixture<MonthEnd> fixture() {
        return RuleCase.fixture(MonthEnd.class, people());
    }

    private static CompanyDirectory people() {
        return new FixedDirectory(
                new Directory(
                        Map.of("YH", new Centre("YH", "云河", ZONE, 100)),
                        Map.of(),
                        Map.of(
                                "supervisor", person("supervisor", Role.CS_SUPERVISOR),
                                "quality", person("quality", Role.QUALITY),
                                "manager", person("manager", Role.MANAGER)),
                        List.of(),
                        List.of(),
                        0),
                NOW);
    }

    private static Person person(String id, Role role) {
        return new Person(id, id, List.of(new Appointment(role, "YH", null)), null);
    }

    private static Act by(String person) {
        return by(person, NOW);
    }

    private static Act by(String person, Instant at) {
        return Act.now(person, at);
    }

    private static Stamp stamp() {
        return new Stamp(
                NOW.minusSeconds(60),
                NOW.minusSeconds(60),
                "supervisor",
                Role.CS_SUPERVISOR,
                "YH",
                Source.API,
                1,
                null,
                null,
                null);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
