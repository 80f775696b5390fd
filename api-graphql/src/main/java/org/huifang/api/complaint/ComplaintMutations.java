package org.huifang.api.complaint;

import static java.util.Map.entry;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.huifang.api.complaint.StepInput.ActInput;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.graphql.data.GraphQlArgumentBinder;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;

/**
 * One mutation a command (decision 13): its name leads to its input, which says what command it becomes. Steps are what
 * may also stand in an imported history.
 */
@Component
class ComplaintMutations implements RuntimeWiringConfigurer {
    /** Beyond this it is no complaint's history any more. */
    static final int STEPS_AT_MOST = 500;

    static final Map<String, Class<? extends StepInput>> STEPS = Map.ofEntries(
            entry("amendRecord", ReceptionInputs.Amend.class),
            entry("callInSuperior", ReceptionInputs.CallIn.class),
            entry("voidComplaint", ReceptionInputs.MakeVoid.class),
            entry("classifyComplaint", JudgingInputs.Classify.class),
            entry("reclassifyComplaint", JudgingInputs.Reclassify.class),
            entry("appealJudgement", JudgingInputs.Appeal.class),
            entry("decideAppeal", JudgingInputs.Decide.class),
            entry("assessSeverity", JudgingInputs.Assess.class),
            entry("raiseSeverity", JudgingInputs.Raise.class),
            entry("lowerSeverity", JudgingInputs.Lower.class),
            entry("presentComplaint", JudgingInputs.Present.class),
            entry("directDisposal", JudgingInputs.Direct.class),
            entry("routeComplaint", HandlingInputs.Route.class),
            entry("returnRouting", HandlingInputs.ReturnRoute.class),
            entry("askToAssist", HandlingInputs.Assist.class),
            entry("agreeLimit", HandlingInputs.Limit.class),
            entry("planMeasures", HandlingInputs.Plan.class),
            entry("recordHandlingStep", HandlingInputs.Step.class),
            entry("completeHandling", HandlingInputs.Complete.class),
            entry("submitHandlingRecord", HandlingInputs.Submit.class),
            entry("acceptHandlingRecord", HandlingInputs.Accept.class),
            entry("sendBackHandlingRecord", HandlingInputs.SendBack.class),
            entry("reportToSupervisor", HandlingInputs.Report.class),
            entry("informOwner", HandlingInputs.Inform.class),
            entry("explainUnmetDemand", HandlingInputs.Explain.class),
            entry("arrangeReturnVisit", ClosingInputs.Arrange.class),
            entry("recordReturnVisit", ClosingInputs.Visit.class),
            entry("rateHandling", ClosingInputs.Rate.class),
            entry("waiveReturnVisit", ClosingInputs.Waive.class),
            entry("closeComplaint", ClosingInputs.Close.class),
            entry("withdrawComplaint", ClosingInputs.Withdraw.class),
            entry("raiseAgain", ClosingInputs.Again.class),
            entry("reopenComplaint", ClosingInputs.Reopen.class));

    /** Of two complaints, of two centres, of a file uploaded here, or of the archive here: no step of one history. */
    private static final Map<String, Class<? extends StepInput>> LIVE_ONLY = Map.of(
            "handOverRecord", ClosingInputs.HandOver.class,
            "archiveRecord", ClosingInputs.Archive.class,
            "correctArchivedRecord", ClosingInputs.Correct.class,
            "attachEvidence", ReceptionInputs.Attach.class,
            "linkComplaints", ReceptionInputs.Link.class,
            "transferComplaint", ReceptionInputs.Transfer.class);

    private static final GraphQlArgumentBinder BINDER = new GraphQlArgumentBinder();

    private final ComplaintSteps steps;
    private final ForumComplaints posts;

    ComplaintMutations(ComplaintSteps steps, ForumComplaints posts) {
        this.steps = steps;
        this.posts = posts;
    }

    @Override
    public void configure(RuntimeWiring.Builder wiring) {
        wiring.type("Mutation", mutation -> {
            Stream.of(STEPS, LIVE_ONLY)
                    .forEach(table -> table.forEach((name, type) -> mutation.dataFetcher(
                            name,
                            environment -> steps.take(
                                    environment,
                                    environment.getArgument("complaint"),
                                    act(environment),
                                    bind(environment.getArgument("input"), type)::command))));
            return mutation.dataFetcher(
                            "registerComplaint",
                            environment -> steps.take(
                                    environment,
                                    null,
                                    act(environment),
                                    bind(environment.getArgument("input"), ReceptionInputs.Register.class)::command))
                    .dataFetcher(
                            "registerFromForumPost",
                            environment -> posts.register(
                                    environment,
                                    environment.getArgument("post"),
                                    act(environment),
                                    bind(environment.getArgument("input"), ReceptionInputs.Register.class)))
                    .dataFetcher(
                            "importComplaint",
                            environment -> steps.take(
                                    environment,
                                    null,
                                    act(environment),
                                    bind(environment.getArgument("input"), ImportInput.class)::command));
        });
    }

    /** A whole history from elsewhere. */
    record ImportInput(
            String formerNumber, ReceptionInputs.Register reception, ImportedAct registered, List<ImportedStep> steps) {

        ComplaintCommand command(Composing c) {
            c.ownedBy(reception.complainant().owner());
            c.atMost("steps", steps, STEPS_AT_MOST);
            List<ComplaintCommand> commands = new ArrayList<>();
            for (int i = 0; i < Math.min(steps.size(), STEPS_AT_MOST); i++) {
                ImportedStep step = steps.get(i);
                commands.add(step.input()
                        .command(c.within("steps[" + i + "].", step.act().value(c))));
            }
            return new ImportComplaint(
                    c.complaint(),
                    c.name("reception.centre", reception.centre()),
                    c.act(),
                    c.name("formerNumber", formerNumber),
                    reception.reception(c.within("reception.", c.act())),
                    registered.value(c),
                    commands);
        }
    }

    /** Who did it there, in which role, when, and when it was recorded; no later than it happened if absent. */
    record ImportedAct(
            String person, Role role, Instant at, @Nullable Instant recordedAt) {
        Act value(Composing c) {
            return Act.imported(c.name("person", person), role, at, recordedAt == null ? at : recordedAt);
        }
    }

    /** @param step exactly one of the mutations that are steps, by its name, with its input */
    record ImportedStep(ImportedAct act, Map<String, Object> step) {
        StepInput input() {
            var named = step.entrySet().iterator().next();
            return bind(named.getValue(), Objects.requireNonNull(STEPS.get(named.getKey())));
        }
    }

    private static @Nullable ActInput act(DataFetchingEnvironment environment) {
        Object given = environment.getArgument("act");
        return given == null ? null : bind(given, ActInput.class);
    }

    @SuppressWarnings("unchecked") // the binder makes what it is asked for
    private static <T> T bind(Object given, Class<T> type) {
        try {
            return (T) Objects.requireNonNull(BINDER.bind(given, false, ResolvableType.forClass(type)));
        } catch (BindException e) {
            throw new IllegalArgumentException("the schema lets through what cannot be bound", e);
        }
    }
}
