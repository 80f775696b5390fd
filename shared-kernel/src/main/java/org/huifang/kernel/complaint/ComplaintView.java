package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * A complaint as it stands.
 *
 * @param sequence of the last event this view has seen
 * @param dueNext the soonest due of its open promises
 */
public record ComplaintView(
        ComplaintId id,
        long sequence,
        RecordNumber number,
        String centre,
        String zone,
        ComplaintState state,
        Instant receivedAt,
        Reception reception,
        @Nullable Judgement judgement,
        @Nullable Presentation presentation,
        @Nullable Direction direction,
        @Nullable Routing routing,
        List<Measure> measures,
        List<Step> steps,
        @Nullable Completion completion,
        @Nullable HandlingRecord handlingRecord,
        @Nullable Instant reportedAt,
        List<Informing> informings,
        @Nullable Explanation explanation,
        @Nullable Arrangement arrangement,
        List<Visit> visits,
        @Nullable Instant closedAt,
        @Nullable Instant dueNext,
        List<PromiseView> promises) {

    /** §4.3, §4.4 */
    public record Judgement(
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            @Nullable Severity severity,
            List<SeverityGround> grounds,
            String judgedBy,
            Instant at) {}

    /** §4.5.2 */
    public record Presentation(Role to, Instant at, String by) {}

    /** §4.5.2 */
    public record Direction(Personal instruction, @Nullable Instant limit, Instant at, String by) {}

    /** §4.6.1 */
    public record Routing(String department, Instant at, String by) {}

    /** §4.6.2 */
    public record Step(Personal what, Instant at, String by) {}

    /** §4.6.2, §4.8 */
    public record Completion(
            Personal result, DemandMet demandMet, @Nullable UnmetReason unmetReason, Instant at, String by) {}

    /** §4.6.2; {@code acceptedAt} once the centre has noted it on the request record. */
    public record HandlingRecord(
            Personal course,
            Instant submittedAt,
            String submittedBy,
            @Nullable Instant acceptedAt,
            @Nullable String acceptedBy) {}

    /** §4.6.3 */
    public record Informing(
            Handling.Means means, boolean reached, @Nullable Personal words, Instant at, String by) {}

    /** §4.8 */
    public record Explanation(Personal explanation, boolean understood, Instant at, String by) {}

    /** §4.6.4 */
    public record Arrangement(
            @Nullable String visitor, @Nullable Instant planned, Instant at, String by) {}

    /** §4.6.4; satisfaction only where the owner was reached. */
    public record Visit(
            Handling.Means means,
            boolean reached,
            @Nullable Integer satisfaction,
            @Nullable Personal words,
            Instant at,
            String by) {}
}
