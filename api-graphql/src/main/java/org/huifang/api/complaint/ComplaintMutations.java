package org.huifang.api.complaint;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.huifang.api.complaint.ComplaintInputs.Arrange;
import org.huifang.api.complaint.ComplaintInputs.Assess;
import org.huifang.api.complaint.ComplaintInputs.Classify;
import org.huifang.api.complaint.ComplaintInputs.Complete;
import org.huifang.api.complaint.ComplaintInputs.Direct;
import org.huifang.api.complaint.ComplaintInputs.Explain;
import org.huifang.api.complaint.ComplaintInputs.Inform;
import org.huifang.api.complaint.ComplaintInputs.MeansInput;
import org.huifang.api.complaint.ComplaintInputs.Noted;
import org.huifang.api.complaint.ComplaintInputs.Plan;
import org.huifang.api.complaint.ComplaintInputs.Present;
import org.huifang.api.complaint.ComplaintInputs.RecordStep;
import org.huifang.api.complaint.ComplaintInputs.Register;
import org.huifang.api.complaint.ComplaintInputs.Route;
import org.huifang.api.complaint.ComplaintInputs.Submit;
import org.huifang.api.complaint.ComplaintInputs.Visit;
import org.huifang.api.complaint.ComplaintSteps.Payload;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.ArrangeReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CloseComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.CompleteHandling;
import org.huifang.kernel.complaint.ComplaintCommand.DirectDisposal;
import org.huifang.kernel.complaint.ComplaintCommand.ExplainUnmetDemand;
import org.huifang.kernel.complaint.ComplaintCommand.InformOwner;
import org.huifang.kernel.complaint.ComplaintCommand.PlanMeasures;
import org.huifang.kernel.complaint.ComplaintCommand.PresentComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.RecordHandlingStep;
import org.huifang.kernel.complaint.ComplaintCommand.RecordReturnVisit;
import org.huifang.kernel.complaint.ComplaintCommand.RegisterComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.ReportToSupervisor;
import org.huifang.kernel.complaint.ComplaintCommand.RouteComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** One mutation a command (decision 13): the input's texts become sealed texts, the rest goes as it came. */
@Controller
class ComplaintMutations {
    /** More than anybody plans for one complaint. */
    private static final int MEASURES_AT_MOST = 20;

    private final ComplaintSteps steps;

    ComplaintMutations(ComplaintSteps steps) {
        this.steps = steps;
    }

    @MutationMapping
    CompletionStage<Payload> registerComplaint(
            @Argument Register input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return steps.take(
                principal,
                environment,
                null,
                input.act(),
                c -> new RegisterComplaint(
                        c.complaint(), c.name("centre", input.centre()), c.act(), reception(input, c)));
    }

    @MutationMapping
    CompletionStage<Payload> classifyComplaint(
            @Argument Classify input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new ClassifyComplaint(
                        c.complaint(),
                        c.act(),
                        input.classification(),
                        input.criterion(),
                        c.text("reason", input.reason(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> assessSeverity(
            @Argument Assess input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new AssessSeverity(
                        c.complaint(),
                        c.act(),
                        input.severity(),
                        input.ground(),
                        c.text("reason", input.reason(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> presentComplaint(
            @Argument Present input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new PresentComplaint(
                        c.complaint(), c.act(), input.to(), c.maybe("note", input.note(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> directDisposal(
            @Argument Direct input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new DirectDisposal(
                        c.complaint(),
                        c.act(),
                        c.text("instruction", input.instruction(), Composing.TEXT),
                        input.limit()));
    }

    @MutationMapping
    CompletionStage<Payload> routeComplaint(
            @Argument Route input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new RouteComplaint(
                        c.complaint(),
                        c.act(),
                        c.name("department", input.department()),
                        c.maybe("note", input.note(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> planMeasures(
            @Argument Plan input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(principal, environment, input, c -> new PlanMeasures(c.complaint(), c.act(), measures(input, c)));
    }

    @MutationMapping
    CompletionStage<Payload> recordHandlingStep(
            @Argument RecordStep input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new RecordHandlingStep(c.complaint(), c.act(), c.text("what", input.what(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> completeHandling(
            @Argument Complete input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new CompleteHandling(
                        c.complaint(),
                        c.act(),
                        c.text("result", input.result(), Composing.TEXT),
                        input.demandMet(),
                        input.unmetReason(),
                        c.maybe("whyNoMeasures", input.whyNoMeasures(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> submitHandlingRecord(
            @Argument Submit input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new SubmitHandlingRecord(
                        c.complaint(), c.act(), c.text("course", input.course(), Composing.COURSE)));
    }

    @MutationMapping
    CompletionStage<Payload> acceptHandlingRecord(
            @Argument Noted input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new AcceptHandlingRecord(c.complaint(), c.act(), c.maybe("note", input.note(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> reportToSupervisor(
            @Argument Noted input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new ReportToSupervisor(c.complaint(), c.act(), c.maybe("note", input.note(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> informOwner(
            @Argument Inform input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new InformOwner(
                        c.complaint(),
                        c.act(),
                        means(input.means(), c),
                        input.reached(),
                        c.maybe("words", input.words(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> explainUnmetDemand(
            @Argument Explain input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new ExplainUnmetDemand(
                        c.complaint(),
                        c.act(),
                        c.text("explanation", input.explanation(), Composing.TEXT),
                        input.understood()));
    }

    @MutationMapping
    CompletionStage<Payload> arrangeReturnVisit(
            @Argument Arrange input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new ArrangeReturnVisit(
                        c.complaint(), c.act(), c.maybeName("visitor", input.visitor()), input.planned()));
    }

    @MutationMapping
    CompletionStage<Payload> recordReturnVisit(
            @Argument Visit input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(
                principal,
                environment,
                input,
                c -> new RecordReturnVisit(
                        c.complaint(),
                        c.act(),
                        means(input.means(), c),
                        input.reached(),
                        input.satisfaction(),
                        c.maybe("words", input.words(), Composing.TEXT)));
    }

    @MutationMapping
    CompletionStage<Payload> closeComplaint(
            @Argument Noted input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return take(principal, environment, input, c -> new CloseComplaint(c.complaint(), c.act()));
    }

    private CompletionStage<Payload> take(
            @Nullable Principal principal,
            DataFetchingEnvironment environment,
            ComplaintInputs.Step input,
            Function<Composing, ComplaintCommand> command) {
        return steps.take(principal, environment, input.complaint(), input.act(), command);
    }

    private static Reception reception(Register input, Composing c) {
        var occurred = input.occurred();
        var respondent = input.respondent();
        var complainant = input.complainant();
        return new Reception(
                input.channel(),
                input.arrivedAt(),
                new Occurrence(
                        occurred.from(), occurred.to(), c.maybe("occurred.words", occurred.words(), Composing.LINE)),
                c.text("place", input.place(), Composing.LINE),
                new Respondent(
                        c.maybeName("respondent.person", respondent.person()),
                        c.maybeName("respondent.department", respondent.department()),
                        c.maybe("respondent.named", respondent.named(), Composing.LINE)),
                c.text("course", input.course(), Composing.COURSE),
                c.text("demand", input.demand(), Composing.TEXT),
                input.requestedDeadline(),
                new Complainant(
                        complainant.capacity(),
                        c.maybe("complainant.name", complainant.name(), Composing.LINE),
                        c.maybe("complainant.room", complainant.room(), Composing.LINE),
                        complainant.method(),
                        c.maybe("complainant.contact", complainant.contact(), Composing.LINE),
                        c.maybe("complainant.noContactWhy", complainant.noContactWhy(), Composing.LINE)),
                input.raisedBefore());
    }

    private static List<Measure> measures(Plan input, Composing c) {
        c.atMost("measures", input.measures(), MEASURES_AT_MOST);
        return input.measures().stream()
                .limit(MEASURES_AT_MOST)
                .map(m -> new Measure(
                        m.kind(),
                        c.text("measures.what", m.what(), Composing.TEXT),
                        c.name("measures.who", m.who()),
                        m.by()))
                .toList();
    }

    private static Means means(MeansInput input, Composing c) {
        return new Means(input.kind(), c.maybeName("means.named", input.named()));
    }
}
