package org.huifang.command.monthend;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Authority;
import org.huifang.command.Requests;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.monthend.MonthChecked;
import org.huifang.kernel.monthend.MonthEndCommand;
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
import org.huifang.kernel.monthend.MonthEndEvent.ArchiveExported;
import org.huifang.kernel.monthend.MonthEndEvent.RecordsHandedOver;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportApproved;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportDrafted;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportPublished;
import org.huifang.kernel.monthend.MonthEndEvent.ServiceReportReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsAnalysed;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsApproved;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsCompiled;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsReturned;
import org.huifang.kernel.monthend.MonthEndEvent.StatisticsSubmitted;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** The months' ends of one centre: statistics, records handed over, service report, and what is promised of them. */
@Aggregate(type = "month-end", cache = "aggregates")
public class MonthEnd {
    @AggregateIdentifier
    private @Nullable MonthEndId id;

    private final TreeMap<YearMonth, Month> months = new TreeMap<>();
    private final Requests requests = new Requests();

    /** For history to be replayed into, and for the first command. */
    protected MonthEnd() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(CompileStatistics c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.COMPILE_STATISTICS,
                StatisticsRules.COMPILE,
                directory,
                stamp -> new StatisticsCompiled(
                        c.month(), centre(c.monthEnd(), directory).households(), stamp));
    }

    @CommandHandler
    Accepted handle(AnalyseStatistics c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.COMPILE_STATISTICS,
                StatisticsRules.ANALYSE,
                directory,
                stamp -> new StatisticsAnalysed(c.month(), c.analysis(), stamp));
    }

    @CommandHandler
    Accepted handle(SubmitStatistics c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.COMPILE_STATISTICS,
                StatisticsRules.SUBMIT,
                directory,
                stamp -> new StatisticsSubmitted(c.month(), c.figures(), stamp));
    }

    @CommandHandler
    Accepted handle(ReturnStatistics c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DECIDE_STATISTICS,
                StatisticsRules.RETURN,
                directory,
                stamp -> new StatisticsReturned(c.month(), c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(ApproveStatistics c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DECIDE_STATISTICS,
                StatisticsRules.APPROVE,
                directory,
                stamp -> new StatisticsApproved(c.month(), stamp));
    }

    @CommandHandler
    Accepted handle(HandOverRecords c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.HAND_OVER_RECORDS,
                StatisticsRules.HAND_OVER,
                directory,
                stamp -> new RecordsHandedOver(c.month(), c.records(), c.owed(), stamp));
    }

    @CommandHandler
    Accepted handle(ExportArchive c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.EXPORT_ARCHIVE,
                StatisticsRules.EXPORT,
                directory,
                stamp -> new ArchiveExported(c.month(), c.manifest(), c.complaints(), stamp));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted handle(DraftServiceReport c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DRAFT_SERVICE_REPORT,
                ServiceReportRules.DRAFT,
                directory,
                stamp -> new ServiceReportDrafted(c.month(), month(c.month()).reportVersion + 1, c.text(), stamp));
    }

    @CommandHandler
    Accepted handle(ReturnServiceReport c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DECIDE_SERVICE_REPORT,
                ServiceReportRules.RETURN,
                directory,
                stamp -> new ServiceReportReturned(c.month(), month(c.month()).reportVersion, c.reason(), stamp));
    }

    @CommandHandler
    Accepted handle(ApproveServiceReport c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DECIDE_SERVICE_REPORT,
                ServiceReportRules.APPROVE,
                directory,
                stamp -> new ServiceReportApproved(c.month(), month(c.month()).reportVersion, stamp));
    }

    @CommandHandler
    Accepted handle(PublishServiceReport c, CompanyDirectory directory) {
        return decide(
                c,
                Operation.DRAFT_SERVICE_REPORT,
                ServiceReportRules.PUBLISH,
                directory,
                stamp -> new ServiceReportPublished(c.month(), month(c.month()).reportVersion, stamp));
    }

    /** Each month from the first that is known, up to now: a month nobody touched was promised too. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    MonthChecked handle(CheckMonth c, CompanyDirectory directory) {
        letDuesPass(c.monthEnd(), c.at(), directory);
        Instant now = requests.now(c.at());
        ZoneId zone = centre(c.monthEnd(), directory).zone();
        var policy = policy(now, directory).promises();
        Instant nextMonth = YearMonth.from(now.atZone(zone))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(zone)
                .toInstant();
        return new MonthChecked(months.values().stream()
                .flatMap(month -> month.next(now, zone, policy).stream())
                .filter(nextMonth::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(nextMonth));
    }

    private <C extends MonthEndCommand> Accepted decide(
            C command,
            Operation operation,
            RuleBook<Asked, C> rules,
            CompanyDirectory directory,
            Function<Stamp, MonthEndEvent> fact) {
        var act = command.act();
        if (requests.repeats(act)) {
            return new Accepted(command.monthEnd().toString(), getVersion(), true);
        }
        String centre = command.monthEnd().centre();
        Authority.requireKnownCentre(centre, operation.clause(), directory);
        Role role = Authority.require(operation, act, Place.of(centre), directory);
        Requests.requireExpected(act, id == null ? -1 : getVersion(), operation.clause());
        Instant now = requests.now(act.recordedAt());
        YearMonth current =
                YearMonth.from(now.atZone(centre(command.monthEnd(), directory).zone()));
        rules.require(new Asked(this, month(command.month()), first(current), current), command);
        letDuesPass(command.monthEnd(), now, directory);
        apply(fact.apply(
                requests.stamp(act, role, centre, policy(now, directory).version())));
        letDuesPass(command.monthEnd(), now, directory);
        return new Accepted(command.monthEnd().toString(), getVersion(), false);
    }

    private void letDuesPass(MonthEndId of, Instant at, CompanyDirectory directory) {
        Instant now = requests.now(at);
        Centre centre = centre(of, directory);
        Policy policy = policy(now, directory);
        Stamp stamp = Stamp.ofSystem(now, now, of.centre(), policy.version());
        YearMonth current = YearMonth.from(now.atZone(centre.zone()));
        boolean first = months.isEmpty();
        for (YearMonth month = first(current); !month.isAfter(current); month = month.plusMonths(1)) {
            var observation = month(month).observation(now, centre.zone(), policy.promises(), first, stamp);
            if (observation != null) {
                apply(observation);
            }
        }
    }

    private static Policy policy(Instant now, CompanyDirectory directory) {
        return directory.current().policyAt(now);
    }

    private static Centre centre(MonthEndId of, CompanyDirectory directory) {
        return directory
                .current()
                .centre(of.centre())
                .or(() -> directory.refreshed().centre(of.centre()))
                .orElseThrow(() -> new IllegalArgumentException("no such centre: " + of.centre()));
    }

    /** As it stands, or as it would begin. */
    private Month month(YearMonth month) {
        Month known = months.get(month);
        return known == null ? new Month(month) : known;
    }

    /** The first that is known, or the current one where none is. */
    private YearMonth first(YearMonth current) {
        return months.isEmpty() || months.firstKey().isAfter(current) ? current : months.firstKey();
    }

    /** The last one with a cut-off. */
    @Nullable
    YearMonth lastCompiled() {
        return months.values().stream()
                .filter(Month::compiled)
                .map(month -> month.month)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /**
     * What rules look at.
     *
     * @param first of the months that the centre has promised
     * @param current the month that it is, at the centre
     */
    record Asked(MonthEnd monthEnd, Month month, YearMonth first, YearMonth current) {}

    @EventSourcingHandler
    void on(MonthEndEvent event) {
        id = new MonthEndId(event.stamp().centre());
        months.computeIfAbsent(event.month(), Month::new).take(event);
        requests.remember(event.stamp());
    }

    @Override
    public String toString() {
        return Objects.toString(id);
    }
}
