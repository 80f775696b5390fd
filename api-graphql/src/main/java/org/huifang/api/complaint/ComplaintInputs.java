package org.huifang.api.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.complaint.Classification;
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

/** What clients send: the commands' fields, still in plain text. */
interface ComplaintInputs {

    record ActInput(
            @Nullable String key,
            @Nullable Instant at,
            @Nullable String lateReason,
            @Nullable Long expectedSequence) {
        static final ActInput NONE = new ActInput(null, null, null, null);
    }

    /** Every step names its complaint, and may say how and when. */
    interface Step {
        String complaint();

        @Nullable
        ActInput act();
    }

    record Register(
            @Nullable ActInput act,
            String centre,
            Channel channel,
            @Nullable Instant arrivedAt,
            OccurrenceInput occurred,
            String place,
            RespondentInput respondent,
            String course,
            String demand,
            @Nullable Instant requestedDeadline,
            ComplainantInput complainant,
            int raisedBefore) {}

    record OccurrenceInput(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String words) {}

    record RespondentInput(
            @Nullable String person,
            @Nullable String department,
            @Nullable String named) {}

    record ComplainantInput(
            Capacity capacity,
            @Nullable String name,
            @Nullable String room,
            ContactMethod method,
            @Nullable String contact,
            @Nullable String noContactWhy) {}

    record Classify(
            String complaint,
            @Nullable ActInput act,
            Classification classification,
            @Nullable Criterion criterion,
            String reason)
            implements Step {}

    record Assess(String complaint, @Nullable ActInput act, Severity severity, SeverityGround ground, String reason)
            implements Step {}

    record Present(
            String complaint,
            @Nullable ActInput act,
            Role to,
            @Nullable String note) implements Step {}

    record Direct(
            String complaint,
            @Nullable ActInput act,
            String instruction,
            @Nullable Instant limit) implements Step {}

    record Route(
            String complaint,
            @Nullable ActInput act,
            String department,
            @Nullable String note) implements Step {}

    record Plan(String complaint, @Nullable ActInput act, List<MeasureInput> measures) implements Step {}

    record MeasureInput(MeasureKind kind, String what, String who, Instant by) {}

    record RecordStep(String complaint, @Nullable ActInput act, String what) implements Step {}

    record Complete(
            String complaint,
            @Nullable ActInput act,
            String result,
            DemandMet demandMet,
            @Nullable UnmetReason unmetReason,
            @Nullable String whyNoMeasures)
            implements Step {}

    record Submit(String complaint, @Nullable ActInput act, String course) implements Step {}

    /** A step that says nothing but maybe a note. */
    record Noted(
            String complaint,
            @Nullable ActInput act,
            @Nullable String note) implements Step {}

    record MeansInput(MeansKind kind, @Nullable String named) {}

    record Inform(
            String complaint,
            @Nullable ActInput act,
            MeansInput means,
            boolean reached,
            @Nullable String words) implements Step {}

    record Explain(String complaint, @Nullable ActInput act, String explanation, boolean understood) implements Step {}

    record Arrange(
            String complaint,
            @Nullable ActInput act,
            @Nullable String visitor,
            @Nullable Instant planned) implements Step {}

    record Visit(
            String complaint,
            @Nullable ActInput act,
            MeansInput means,
            boolean reached,
            @Nullable Integer satisfaction,
            @Nullable String words)
            implements Step {}
}
