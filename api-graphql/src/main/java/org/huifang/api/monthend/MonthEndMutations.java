package org.huifang.api.monthend;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Anonymity;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.api.monthend.MonthEndInputs.AnalysisInput;
import org.huifang.api.monthend.MonthEndInputs.Of;
import org.huifang.api.monthend.MonthEndInputs.ReportInput;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.HandOverRecord;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.AwaitComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.monthend.Analysis;
import org.huifang.kernel.monthend.MonthEndCommand;
import org.huifang.kernel.monthend.MonthEndCommand.AnalyseStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ApproveStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.DraftServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.HandOverRecords;
import org.huifang.kernel.monthend.MonthEndCommand.PublishServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnServiceReport;
import org.huifang.kernel.monthend.MonthEndCommand.ReturnStatistics;
import org.huifang.kernel.monthend.MonthEndCommand.SubmitStatistics;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndQuery.FindFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FindMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FindRecordsToHandOver;
import org.huifang.kernel.monthend.MonthEndQuery.FoundFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FoundMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FoundRecords;
import org.huifang.kernel.monthend.MonthEndQuery.Known;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.kernel.monthend.ReportText;
import org.huifang.kernel.organisation.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** One mutation a command; answered once the view shows it. */
@Controller
class MonthEndMutations {
    /** Of the service report. */
    private static final String CLAUSE = "§4.6.6";

    /** Handed over by one request; what remains is handed over by the next. */
    private static final int RECORDS_AT_ONCE = 500;

    private final Commanding commanding;
    private final QueryGateway queries;
    private final Asking asking;
    private final Anonymity anonymity;
    private final Clock clock;

    MonthEndMutations(Commanding commanding, QueryGateway queries, Asking asking, Anonymity anonymity, Clock clock) {
        this.commanding = commanding;
        this.queries = queries;
        this.asking = asking;
        this.anonymity = anonymity;
        this.clock = clock;
    }

    /** The answer to a mutation. */
    record Payload(@Nullable Month monthEnd, boolean current, boolean changed, List<UserError> userErrors) {
        static Payload of(Answer<Month> answer) {
            return new Payload(answer.view(), answer.current(), answer.changed(), answer.userErrors());
        }
    }

    /**
     * @param handedOver by this request
     * @param remaining that could be handed over, and wait for the next request; the sheet is closed once there is none
     * @param owed that cannot be, as their return visit is neither made nor waived
     */
    record HandoverPayload(
            @Nullable Month monthEnd, int handedOver, int remaining, int owed, List<UserError> userErrors) {}

    @MutationMapping
    Payload compileStatistics(@Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(input, principal, environment, act -> new CompileStatistics(input.monthEnd(), input.month(), act));
    }

    @MutationMapping
    Payload analyseStatistics(
            @Argument Of input,
            @Argument AnalysisInput analysis,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                input,
                principal,
                environment,
                act -> new AnalyseStatistics(
                        input.monthEnd(),
                        input.month(),
                        act,
                        new Analysis(analysis.causes(), analysis.trend(), analysis.proposals())));
    }

    /** What is submitted is named by its digest, so that it can be told later whether the same figures come out. */
    @MutationMapping
    Payload submitStatistics(@Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(input, principal, environment, act -> {
            FoundFigures found = queries.query(
                            new FindFigures(act.person(), input.centre(), input.month(), Known.THEN, false),
                            FoundFigures.class)
                    .join();
            return new SubmitStatistics(
                    input.monthEnd(), input.month(), act, found.digest() == null ? "" : found.digest());
        });
    }

    @MutationMapping
    Payload returnStatistics(
            @Argument Of input,
            @Argument String reason,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                input,
                principal,
                environment,
                act -> new ReturnStatistics(input.monthEnd(), input.month(), act, reason));
    }

    @MutationMapping
    Payload approveStatistics(@Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(input, principal, environment, act -> new ApproveStatistics(input.monthEnd(), input.month(), act));
    }

    @MutationMapping
    Payload draftServiceReport(
            @Argument Of input,
            @Argument ReportInput report,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(input, principal, environment, act -> {
            ReportText text = report.text();
            // Who may not draft, and what is too long, is refused by the command; nobody is told of anybody before.
            if (asking.may(act.person(), Operation.DRAFT_SERVICE_REPORT, input.centre()) && text.withinLimits()) {
                anonymity.require(act.person(), text.complaints(), text.texts(), CLAUSE);
            }
            return new DraftServiceReport(input.monthEnd(), input.month(), act, text);
        });
    }

    @MutationMapping
    Payload returnServiceReport(
            @Argument Of input,
            @Argument String reason,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return take(
                input,
                principal,
                environment,
                act -> new ReturnServiceReport(input.monthEnd(), input.month(), act, reason));
    }

    @MutationMapping
    Payload approveServiceReport(
            @Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                input, principal, environment, act -> new ApproveServiceReport(input.monthEnd(), input.month(), act));
    }

    @MutationMapping
    Payload publishServiceReport(
            @Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(input, principal, environment, act -> {
            Month month = month(act.person(), input);
            // What is known of the people concerned may have changed since it was drafted.
            if (month != null && !month.reports().isEmpty()) {
                ReportText text =
                        month.reports().get(month.reports().size() - 1).text();
                anonymity.require(null, text.complaints(), text.texts(), CLAUSE);
            }
            return new PublishServiceReport(input.monthEnd(), input.month(), act);
        });
    }

    /**
     * Record by record, each a fact of its own complaint, and then the sheet. Interrupted, it is asked for again and goes
     * on with what is left.
     */
    @MutationMapping
    HandoverPayload handOverRecords(
            @Argument Of input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        int handedOver = 0;
        try {
            Month month = month(person, input);
            if (month != null && month.cutOff() != null) {
                handedOver = handOver(person, input);
            }
        } catch (RefusedException e) {
            return new HandoverPayload(
                    null, 0, 0, 0, e.refusals().stream().map(UserError::of).toList());
        }
        FoundRecords left = records(person, input, 0);
        if (left.due() > 0) {
            return new HandoverPayload(month(person, input), handedOver, left.due(), left.owed(), List.of());
        }
        Answer<Month> answer = answer(
                input,
                principal,
                environment,
                act -> new HandOverRecords(input.monthEnd(), input.month(), act, left.handedOver(), left.owed()));
        return new HandoverPayload(answer.view(), handedOver, 0, left.owed(), answer.userErrors());
    }

    /** What cannot go, as it was reopened or handed over by somebody else meanwhile, holds up no other. */
    private int handOver(String person, Of input) {
        int handedOver = 0;
        RefusedException refused = null;
        ComplaintId last = null;
        long sequence = -1;
        for (ComplaintId record : records(person, input, RECORDS_AT_ONCE).records()) {
            try {
                Accepted accepted = commanding.send(
                        new HandOverRecord(record, Act.now(person, clock.instant()), input.month()),
                        MonthEndMutations::unknown);
                last = record;
                sequence = accepted.sequence();
                handedOver++;
            } catch (RefusedException e) {
                refused = e;
                if (e.refusals().stream().anyMatch(refusal -> refusal.code().equals("ROLE_NOT_ALLOWED"))) {
                    break;
                }
            }
        }
        if (handedOver == 0 && refused != null) {
            throw refused;
        }
        if (last != null) {
            queries.query(new AwaitComplaint(person, last, sequence, Commanding.PATIENCE), Found.class)
                    .join();
        }
        return handedOver;
    }

    private FoundRecords records(String person, Of input, int first) {
        return queries.query(
                        new FindRecordsToHandOver(person, input.centre(), input.month(), first), FoundRecords.class)
                .join();
    }

    private Payload take(
            Of input,
            @Nullable Principal principal,
            DataFetchingEnvironment environment,
            Function<Act, MonthEndCommand> command) {
        return Payload.of(answer(input, principal, environment, command));
    }

    private Answer<Month> answer(
            Of input,
            @Nullable Principal principal,
            DataFetchingEnvironment environment,
            Function<Act, MonthEndCommand> command) {
        return commanding.take(
                environment,
                principal,
                input.key(),
                input.expectedSequence(),
                act -> new Step(command.apply(act), MonthEndId.KIND, () -> notCompiled()),
                (person, stream) -> month(person, input));
    }

    private @Nullable Month month(String person, Of input) {
        return queries.query(new FindMonth(person, input.centre(), input.month()), FoundMonth.class)
                .join()
                .month();
    }

    private static RefusedException notCompiled() {
        return new RefusedException(new Refusal(
                "MONTH_KNOWN",
                "§4.6.4",
                "month",
                "该服务中心还没有月末事项,请先编制统计",
                "There is nothing of this centre's months yet; compile the statistics first"));
    }

    private static RefusedException unknown() {
        return new RefusedException(
                new Refusal("COMPLAINT_KNOWN", "§4.6.4", "complaint", "没有这件投诉", "There is no such complaint"));
    }
}
