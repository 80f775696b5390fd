package org.huifang.kernel.complaint;

import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.huifang.kernel.complaint.Handling.DemandMet;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.UnmetReason;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * A complaint as it stands.
 *
 * @param sequence of the last event this view has seen
 * @param formerNumber under which an imported one was known elsewhere
 * @param dueNext the soonest due of its open promises
 * @param raises in all: 1, those stated at reception, those raised again, and duplicates merged into it (§4.4.1 a)
 * @param toFollowDue by when contents that an emergency left out must be amended (§4.5.1)
 * @param measures since it was last opened, as all of handling and feedback; what was before is in its history
 */
public record ComplaintView(
        ComplaintId id,
        long sequence,
        RecordNumber number,
        @Nullable String formerNumber,
        String centre,
        String zone,
        ComplaintState state,
        Instant receivedAt,
        String registeredBy,
        Reception reception,
        @Nullable Instant toFollowDue,
        List<CallIn> callIns,
        List<Evidence> evidence,
        @Nullable Judgement judgement,
        @Nullable Appeal appeal,
        int raises,
        @Nullable Presentation presentation,
        @Nullable Direction direction,
        @Nullable Instant agreedLimit,
        @Nullable Routing routing,
        List<Measure> measures,
        List<Step> steps,
        @Nullable Completion completion,
        @Nullable HandlingRecord handlingRecord,
        @Nullable Instant reportedAt,
        @Nullable String reportedBy,
        List<Informing> informings,
        @Nullable Explanation explanation,
        @Nullable Arrangement arrangement,
        List<Visit> visits,
        @Nullable Rating rating,
        @Nullable Instant visitWaivedAt,
        List<Reopening> reopenings,
        List<Link> links,
        @Nullable ComplaintId mergedInto,
        @Nullable Ending ending,
        @Nullable Handover handover,
        List<Correction> corrections,
        @Nullable Instant dueNext,
        List<PromiseView> promises) {

    /** §4.5.1 b */
    public record CallIn(Role superior, @Nullable Personal note, Instant at, String by) {}

    /** §4.5.1; {@code size} in bytes. */
    public record Evidence(String sha256, String mediaType, long size, Personal title, Instant at, String by) {}

    /** §4.3; {@code confirmed} once it is decided. */
    public record Appeal(
            Personal reason,
            Instant at,
            @Nullable Boolean confirmed,
            @Nullable Instant decidedAt) {}

    /** §4.6.4; 1 (bad) to 5 (good), by the owner. */
    public record Rating(int satisfaction, @Nullable Personal words, Instant at) {}

    /** §4.6.4 */
    public record Reopening(Handling.ReopenReason reason, Personal explanation, Instant at, String by) {}

    /** §4.6.6 */
    public record Link(ComplaintId complaint, RecordNumber number, Handling.LinkKind kind, Instant at) {}

    /** Closed, withdrawn, merged or void, as its state says. */
    public record Ending(@Nullable Personal reason, Instant at, String by) {}

    /** §4.6.4; {@code archivedAt} once the quality department has taken it. */
    public record Handover(
            YearMonth month,
            Instant at,
            String by,
            @Nullable Instant archivedAt,
            @Nullable String archivedBy) {}

    /** §4.6.4; said beside an archived record. */
    public record Correction(Personal correction, Instant at, String by) {}

    /** §4.3, §4.4; {@code assessedAt} and {@code assessedBy} say who gave it the severity that it has. */
    public record Judgement(
            Classification classification,
            @Nullable Criterion criterion,
            Personal reason,
            @Nullable Severity severity,
            List<SeverityGround> grounds,
            String judgedBy,
            Instant at,
            @Nullable Instant assessedAt,
            @Nullable String assessedBy) {}

    /**
     * §4.5.2
     *
     * @param directionDue neither directed since, nor handled, lowered, judged otherwise or withdrawn
     */
    public record Presentation(Role to, Instant at, String by, boolean directionDue) {}

    /** §4.5.2 */
    public record Direction(Personal instruction, @Nullable Instant limit, Instant at, String by) {}

    /**
     * §4.6.1
     *
     * @param measuresDue neither planned since it was routed or reopened, nor handled without any, nor withdrawn
     */
    public record Routing(String department, List<String> assisting, Instant at, String by, boolean measuresDue) {}

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

    /** The departments that lead or assist its handling. */
    public Set<String> departments() {
        Set<String> departments = new LinkedHashSet<>();
        if (routing != null) {
            departments.add(routing.department());
            departments.addAll(routing.assisting());
        }
        return departments;
    }

    /** §5: whether they act on it, or keep it (§4.6.4), and so may read what is personal in it. */
    public boolean openFor(Person person) {
        return person.opensPersonalData(place())
                || (handover != null
                        && person.roleFor(Operation.ARCHIVE_RECORD, place()).isPresent());
    }

    public Place place() {
        return new Place(centre, departments());
    }
}
