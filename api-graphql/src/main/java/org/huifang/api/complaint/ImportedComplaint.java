package org.huifang.api.complaint;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.huifang.api.complaint.HandlingInputs.MeansInput;
import org.huifang.api.complaint.HandlingInputs.MeasureInput;
import org.huifang.api.imports.Cells;
import org.huifang.kernel.Act;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.ImportComplaint;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.MeansKind;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.ContactMethod;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/**
 * One row of a list of complaints: what it says becomes the steps that lead there, in their order. A time that it leaves
 * out is that of the step before; the template says so of each column.
 */
final class ImportedComplaint {
    private static final String NOT_WRITTEN = "原记录未载明";
    private static final int RAISED_AT_MOST = 99;
    private static final int BEST = 5;
    private static final Duration MEASURES_WITHIN = Duration.ofDays(7);
    /** What only a routed complaint has, and what only a completed one. */
    private static final List<String> AFTER_ROUTING =
            List.of("routedAt", "head", "corrective", "preventive", "completedAt");

    private static final List<String> AFTER_COMPLETION = List.of(
            "result", "demandMet", "unmetReason", "explanation", "informedAt", "visitedAt", "satisfaction", "closedAt");

    private final Cells row;
    private final ZoneId zone;
    private final Composing composing;
    private final List<ComplaintCommand> steps = new ArrayList<>();

    ImportedComplaint(Cells row, ZoneId zone, Composing composing) {
        this.row = row;
        this.zone = zone;
        this.composing = composing;
    }

    ImportComplaint history() {
        Instant received = time("receivedAt");
        if (received == null) {
            row.required("receivedAt");
            received = composing.act().recordedAt();
        }
        String receptionist = row.required("receivedBy");
        Act registered = Act.imported(
                composing.within("", composing.act()).name("receivedBy", receptionist),
                Role.RECEPTIONIST,
                received,
                received);
        ReceptionInputs.Register reception = reception();
        Instant judged = judged(received, receptionist);
        handled(judged, receptionist);
        return new ImportComplaint(
                composing.complaint(),
                composing.name("centre", row.required("centre")),
                composing.act(),
                composing.name("formerNumber", row.required("formerNumber")),
                reception.reception(composing),
                registered,
                List.copyOf(steps));
    }

    private ReceptionInputs.Register reception() {
        return new ReceptionInputs.Register(
                row.required("centre"),
                required("channel", Channel.class, Channel.OTHER),
                null,
                new ReceptionInputs.OccurrenceInput(null, null, row.required("occurred")),
                row.required("place"),
                new ReceptionInputs.RespondentInput(null, row.text("respondentDepartment"), row.text("respondent")),
                row.required("course"),
                row.required("demand"),
                null,
                new ReceptionInputs.ComplainantInput(
                        required("capacity", Capacity.class, Capacity.OWNER),
                        row.text("name"),
                        row.text("room"),
                        required("method", ContactMethod.class, ContactMethod.OTHER),
                        row.text("contact"),
                        row.text("noContactWhy"),
                        null),
                Objects.requireNonNullElse(row.integer("raisedBefore", 0, RAISED_AT_MOST), 0),
                null);
    }

    /** @return when it was judged, or received where it was not */
    private Instant judged(Instant received, String receptionist) {
        Classification classification = row.constant("classification", Classification.class);
        Criterion criterion = row.constant("criterion", Criterion.class);
        Severity severity = row.constant("severity", Severity.class);
        SeverityGround ground = row.constant("ground", SeverityGround.class);
        Instant at = orElse(time("judgedAt"), received);
        String reason = Objects.requireNonNullElse(row.text("reason"), NOT_WRITTEN);
        if (classification != null) {
            step(receptionist, Role.RECEPTIONIST, at, new JudgingInputs.Classify(classification, criterion, reason));
        }
        if (severity != null) {
            if (ground == null) {
                row.required("ground");
            } else {
                step(receptionist, Role.RECEPTIONIST, at, new JudgingInputs.Assess(severity, ground, reason));
            }
        }
        Instant presented = time("presentedAt");
        if (presented != null) {
            Role to = severity == Severity.MAJOR ? Role.COMPANY_LEADER : Role.MANAGER;
            step(receptionist, Role.RECEPTIONIST, presented, new JudgingInputs.Present(to, null));
        }
        return at;
    }

    private void handled(Instant judged, String receptionist) {
        String department = row.text("department");
        Instant completed = time("completedAt");
        // Nothing that the row says is left out in silence.
        if (completed == null && row.text("completedAt") == null && says(AFTER_COMPLETION)) {
            row.required("completedAt");
        }
        if (department == null) {
            if (says(AFTER_ROUTING)) {
                row.required("department");
            }
            return;
        }
        String head = row.required("head");
        Instant routed = orElse(time("routedAt"), judged);
        step(receptionist, Role.RECEPTIONIST, routed, new HandlingInputs.Route(department, null));
        List<MeasureInput> measures = new ArrayList<>();
        measure(
                MeasureKind.CORRECTIVE,
                row.text("corrective"),
                head,
                orElse(completed, routed.plus(MEASURES_WITHIN)),
                measures);
        measure(
                MeasureKind.PREVENTIVE,
                row.text("preventive"),
                head,
                orElse(completed, routed.plus(MEASURES_WITHIN)),
                measures);
        if (!measures.isEmpty()) {
            step(head, Role.DEPARTMENT_HEAD, routed, new HandlingInputs.Plan(measures));
        }
        if (completed != null) {
            completed(completed, head, receptionist);
        }
    }

    private boolean says(List<String> columns) {
        return columns.stream().anyMatch(column -> row.text(column) != null);
    }

    private static void measure(
            MeasureKind kind, @Nullable String what, String who, Instant by, List<MeasureInput> measures) {
        if (what != null) {
            measures.add(new MeasureInput(kind, what, who, by));
        }
    }

    private void completed(Instant completed, String head, String receptionist) {
        String result = row.required("result");
        DemandMet met = Objects.requireNonNullElse(row.constant("demandMet", DemandMet.class), DemandMet.FULLY);
        UnmetReason unmet = row.constant("unmetReason", UnmetReason.class);
        String explanation = row.text("explanation");
        step(
                head,
                Role.DEPARTMENT_HEAD,
                completed,
                new HandlingInputs.Complete(result, met, unmet, row.text("whyNoMeasures")));
        step(head, Role.DEPARTMENT_HEAD, completed, new HandlingInputs.Submit(result));
        step(receptionist, Role.RECEPTIONIST, completed, new HandlingInputs.Accept(null));
        step(receptionist, Role.RECEPTIONIST, completed, new HandlingInputs.Report(null));
        Instant informed = orElse(time("informedAt"), completed);
        MeansKind means = Objects.requireNonNullElse(row.constant("informedBy", MeansKind.class), MeansKind.PHONE);
        step(
                receptionist,
                Role.RECEPTIONIST,
                informed,
                new HandlingInputs.Inform(new MeansInput(means, null), true, null));
        if (explanation != null) {
            step(receptionist, Role.RECEPTIONIST, informed, new HandlingInputs.Explain(explanation, true));
        }
        ended(informed, receptionist);
    }

    private void ended(Instant informed, String receptionist) {
        Instant visited = time("visitedAt");
        Instant closed = time("closedAt");
        Integer satisfaction = row.integer("satisfaction", 1, BEST);
        if (visited != null) {
            String supervisor = row.required("supervisor");
            if (satisfaction == null) {
                row.required("satisfaction");
            }
            step(
                    supervisor,
                    Role.CS_SUPERVISOR,
                    visited.isBefore(informed) ? visited : informed,
                    new ClosingInputs.Arrange(null, null));
            step(
                    receptionist,
                    Role.RECEPTIONIST,
                    visited,
                    new ClosingInputs.Visit(
                            new MeansInput(MeansKind.PHONE, null), true, satisfaction, row.text("visitWords")));
        }
        if (closed != null) {
            step(row.required("supervisor"), Role.CS_SUPERVISOR, closed, new ClosingInputs.Close(null));
        }
    }

    private void step(String person, Role role, Instant at, StepInput input) {
        steps.add(input.command(composing.within("", Act.imported(person, role, at, at))));
    }

    private <E extends Enum<E>> E required(String key, Class<E> type, E otherwise) {
        E value = row.constant(key, type);
        if (value == null && row.text(key) == null) {
            row.required(key);
        }
        return value == null ? otherwise : value;
    }

    private @Nullable Instant time(String key) {
        return row.time(key, zone);
    }

    private static Instant orElse(@Nullable Instant stated, Instant otherwise) {
        return stated == null ? otherwise : stated;
    }
}
