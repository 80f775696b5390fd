package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.monthend.MonthEndEvent;
import org.huifang.kernel.monthend.MonthEndEvent.ArchiveExported;
import org.huifang.kernel.monthend.MonthEndEvent.MonthPromisesObserved;
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
import org.huifang.kernel.monthend.MonthEndView.Analysed;
import org.huifang.kernel.monthend.MonthEndView.CutOff;
import org.huifang.kernel.monthend.MonthEndView.Exported;
import org.huifang.kernel.monthend.MonthEndView.HandedOver;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.kernel.monthend.MonthEndView.Report;
import org.huifang.kernel.monthend.MonthEndView.Returned;
import org.huifang.kernel.monthend.MonthEndView.Step;
import org.huifang.kernel.monthend.MonthState;
import org.huifang.kernel.monthend.ReportState;
import org.huifang.kernel.promise.ObservedPromise;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** A month's view while an event is being taken into it. */
final class MonthDraft {
    private MonthState state;
    private @Nullable CutOff cutOff;
    private int households;
    private @Nullable Analysed analysis;
    private @Nullable String figures;
    private @Nullable Step submitted;
    private @Nullable Returned returned;
    private @Nullable Step approved;
    private @Nullable HandedOver handover;
    private final List<Exported> archives;
    private final List<Report> reports;
    private final List<ObservedPromise> promises;

    private MonthDraft(Month month) {
        state = month.state();
        cutOff = month.cutOff();
        households = month.households();
        analysis = month.analysis();
        figures = month.figures();
        submitted = month.submitted();
        returned = month.returned();
        approved = month.approved();
        handover = month.handover();
        archives = new ArrayList<>(month.archives());
        reports = new ArrayList<>(month.reports());
        promises = new ArrayList<>(month.promises());
    }

    /** @param position of the event in the log */
    static Month after(Month before, MonthEndEvent event, long position) {
        MonthDraft draft = new MonthDraft(before);
        draft.take(event, position);
        return new Month(
                before.centre(),
                before.month(),
                draft.state,
                draft.cutOff,
                draft.households,
                draft.analysis,
                draft.figures,
                draft.submitted,
                draft.returned,
                draft.approved,
                draft.handover,
                List.copyOf(draft.archives),
                List.copyOf(draft.reports),
                List.copyOf(draft.promises));
    }

    private void take(MonthEndEvent event, long position) {
        Stamp stamp = event.stamp();
        Step step = new Step(stamp.at(), stamp.person());
        if (event instanceof StatisticsCompiled e) {
            state = MonthState.COMPILED;
            cutOff = new CutOff(position, stamp.at(), stamp.person());
            households = e.households();
            analysis = null;
            returned = null;
        } else if (event instanceof StatisticsAnalysed e) {
            analysis = new Analysed(e.analysis(), stamp.at(), stamp.person());
        } else if (event instanceof StatisticsSubmitted e) {
            state = MonthState.SUBMITTED;
            figures = e.figures();
            submitted = step;
            returned = null;
        } else if (event instanceof StatisticsReturned e) {
            state = MonthState.RETURNED;
            returned = new Returned(e.reason(), stamp.at(), stamp.person());
        } else if (event instanceof StatisticsApproved) {
            state = MonthState.APPROVED;
            approved = step;
        } else if (event instanceof RecordsHandedOver e) {
            handover = new HandedOver(e.records(), e.owed(), position, stamp.at(), stamp.person());
        } else if (event instanceof ArchiveExported e) {
            archives.add(new Exported(e.manifest(), e.complaints(), stamp.at(), stamp.person()));
        } else if (event instanceof MonthPromisesObserved e) {
            e.changes().forEach(this::take);
        } else {
            report(event, step);
        }
    }

    private void report(MonthEndEvent event, Step step) {
        if (event instanceof ServiceReportDrafted e) {
            reports.add(new Report(e.version(), ReportState.DRAFTED, e.text(), step.at(), step.by(), null, null, null));
        } else if (event instanceof ServiceReportReturned e) {
            change(
                    e.version(),
                    report -> new Report(
                            report.version(),
                            ReportState.RETURNED,
                            report.text(),
                            report.draftedAt(),
                            report.draftedBy(),
                            new Returned(e.reason(), step.at(), step.by()),
                            null,
                            null));
        } else if (event instanceof ServiceReportApproved e) {
            change(
                    e.version(),
                    report -> new Report(
                            report.version(),
                            ReportState.APPROVED,
                            report.text(),
                            report.draftedAt(),
                            report.draftedBy(),
                            null,
                            step,
                            null));
        } else if (event instanceof ServiceReportPublished e) {
            reports.replaceAll(MonthDraft::superseded);
            change(
                    e.version(),
                    report -> new Report(
                            report.version(),
                            ReportState.PUBLISHED,
                            report.text(),
                            report.draftedAt(),
                            report.draftedBy(),
                            null,
                            report.approved(),
                            step));
        }
    }

    private static Report superseded(Report report) {
        return report.state() != ReportState.PUBLISHED
                ? report
                : new Report(
                        report.version(),
                        ReportState.SUPERSEDED,
                        report.text(),
                        report.draftedAt(),
                        report.draftedBy(),
                        null,
                        report.approved(),
                        report.published());
    }

    private void change(int version, UnaryOperator<Report> changed) {
        reports.replaceAll(report -> report.version() == version ? changed.apply(report) : report);
    }

    private void take(PromiseChange change) {
        if (change instanceof PromiseChange.Made made) {
            promises.add(ObservedPromise.made(made));
        } else {
            promises.replaceAll(promise -> promise.promise() == change.promise() && promise.n() == change.n()
                    ? promise.after(change)
                    : promise);
        }
    }
}
