package org.huifang.query.complaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.AsOf;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.QueueFilter;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;

/**
 * The queue at a past moment, told from the events of every complaint that may have been open then; people are taken
 * with the roles they have now. It costs one reading of each such stream, so how many there may be is bounded.
 */
final class PastQueue {
    private static final int COMPLAINTS_AT_MOST = 5_000;

    private final ComplaintRows complaints;
    private final Past past;

    PastQueue(ComplaintRows complaints, Past past) {
        this.complaints = complaints;
        this.past = past;
    }

    List<NextActionRow> at(
            AsOf asOf, Person person, @Nullable Person assignee, List<Person> everybody, QueueFilter filter) {
        List<ComplaintRow> alive = complaints.findBy(
                Visible.aliveAt(person, filter, asOf.happenedBy()),
                q -> q.sortBy(Sort.by("id")).limit(COMPLAINTS_AT_MOST + 1).all());
        if (alive.size() > COMPLAINTS_AT_MOST) {
            throw new RefusedException(new Refusal(
                    "QUEUE_AS_OF_IN_RANGE",
                    "§4.6",
                    "centre",
                    "当时在办的投诉太多,请按服务中心查询",
                    "Too many complaints were open then; ask for one centre"));
        }
        return alive.stream()
                .flatMap(row -> past.of(new ComplaintId(row.id), asOf).stream())
                .flatMap(PastQueue::rows)
                .filter(row -> assignee == null || toDo(row, assignee, everybody))
                .filter(row -> !Boolean.TRUE.equals(filter.unattended())
                        || everybody.stream().noneMatch(somebody -> toDo(row, somebody, everybody)))
                .filter(row -> matches(row, filter))
                .toList();
    }

    private static Stream<NextActionRow> rows(ComplaintDraft draft) {
        List<NextActionRow> rows = new ArrayList<>();
        for (NextActions.NextAction next : NextActions.of(draft)) {
            NextActionRow row = new NextActionRow();
            row.key.complaint = draft.id.value();
            row.key.action = next.action();
            row.number = draft.number.value();
            row.centre = draft.centre;
            row.department = draft.department();
            row.departments = draft.view().departments().toArray(String[]::new);
            row.role = next.role();
            row.respondent = draft.reception.respondent().person();
            row.promise = next.promise();
            row.due = Objects.requireNonNullElse(next.due(), ComplaintProjection.NO_DUE);
            row.missed = next.missed();
            row.state = draft.state();
            row.classification = draft.classification();
            row.severity = draft.severity();
            row.mildness = ComplaintProjection.mildness(draft.severity());
            row.receivedAt = draft.receivedAt;
            rows.add(row);
        }
        return rows.stream();
    }

    /** As {@link Visible} asks it of the table. */
    private static boolean toDo(NextActionRow row, Person person, List<Person> everybody) {
        Operation action = row.key.action;
        Place place = new Place(row.centre, action.byLead() ? lead(row) : Set.of(row.departments));
        Person respondent = everybody.stream()
                .filter(one -> one.id().equals(row.respondent))
                .findFirst()
                .orElse(null);
        Set<Role> roles = action.withNextLevel(row.role == null ? action.roles() : Set.of(row.role), respondent, place);
        return !person.id().equals(row.respondent)
                && person.appointments().stream().anyMatch(a -> a.reaches(place) && roles.contains(a.role()));
    }

    private static Set<String> lead(NextActionRow row) {
        return row.department == null ? Set.of() : Set.of(row.department);
    }

    private static boolean matches(NextActionRow row, QueueFilter filter) {
        return is(filter.centre(), row.centre)
                && is(filter.classification(), row.classification)
                && is(filter.severity(), row.severity)
                && is(filter.missed(), row.missed)
                && is(filter.action(), row.key.action)
                && (filter.complaint() == null || filter.complaint().equals(row.key.complaint.toString()))
                && (filter.department() == null || List.of(row.departments).contains(filter.department()))
                && (filter.dueBefore() == null || row.due.isBefore(filter.dueBefore()));
    }

    private static boolean is(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || wanted.equals(found);
    }
}
