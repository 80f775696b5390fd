package org.huifang.query.complaint;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.projection.Projection;
import org.huifang.query.projection.Rows;
import org.huifang.query.projection.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The complaints, their promises and everybody's next actions. */
public final class ComplaintProjection implements Projection<ComplaintView> {
    /** A date that sorts after every due, for what nothing is promised for; {@code infinity} in the table. */
    static final Instant NO_DUE = Instant.parse("9999-12-31T00:00:00Z");

    private static final Rows.Table COMPLAINTS = new Rows.Table(
            "complaint",
            Set.of("id"),
            "id uuid",
            "sequence bigint",
            "number text",
            "former_number text",
            "centre text",
            "departments varchar[]",
            "state text",
            "classification text",
            "severity text",
            "received_at timestamptz",
            "ended_at timestamptz",
            "visit_owed boolean",
            "registered_by text",
            "owner text",
            "view text");
    private static final Rows.Table PROMISES = new Rows.Table(
            "promise",
            Set.of("complaint", "promise", "n"),
            "complaint uuid",
            "promise text",
            "n int",
            "number text",
            "centre text",
            "departments varchar[]",
            "clock timestamptz",
            "due timestamptz",
            "verdict text",
            "at timestamptz",
            "met_late_at timestamptz",
            "as_recorded text",
            "policy_version int",
            "warned_percent int",
            "escalation int");
    private static final Rows.Table ACTIONS = new Rows.Table(
            "next_action",
            Set.of("complaint", "action"),
            "complaint uuid",
            "action text",
            "number text",
            "centre text",
            "department text",
            "departments varchar[]",
            "role text",
            "respondent text",
            "promise text",
            "due timestamptz",
            "missed boolean",
            "state text",
            "classification text",
            "severity text",
            "mildness int",
            "received_at timestamptz");

    /** Those of {@link #ACTIONS} that are to be done no more. */
    private static final Rows.Table DONE =
            new Rows.Table("next_action", Set.of("complaint", "action"), "complaint uuid", "action text");

    /** The column of {@link #ACTIONS} that says what is to be done. */
    private static final int ACTION = 1;

    private final StoredComplaints stored;
    private final CompanyDirectory directory;

    public ComplaintProjection(StoredComplaints stored, CompanyDirectory directory) {
        this.stored = stored;
        this.directory = directory;
    }

    @Override
    public boolean takes(Class<?> event) {
        return ComplaintEvent.class.isAssignableFrom(event);
    }

    @Override
    public ComplaintView after(@Nullable ComplaintView before, List<DomainEventMessage<?>> events) {
        ComplaintDraft draft = before == null ? null : new ComplaintDraft(before);
        for (DomainEventMessage<?> message : events) {
            ComplaintEvent event = (ComplaintEvent) message.getPayload();
            if (event instanceof ComplaintRegistered registered) {
                var house = directory.policy(registered.stamp().policy()).house();
                draft = new ComplaintDraft(registered, message.getSequenceNumber(), house);
            } else {
                Drafting.take(Objects.requireNonNull(draft, "not registered yet"), event, message.getSequenceNumber());
            }
        }
        return Objects.requireNonNull(draft).view();
    }

    @Override
    public Map<String, ComplaintView> load(Collection<String> streams, JdbcTemplate jdbc) {
        Map<String, ComplaintView> views = new HashMap<>();
        jdbc.query(
                "SELECT view FROM complaint WHERE id = ANY(?)",
                row -> {
                    ComplaintView view = stored.view(row.getString(1));
                    views.put(view.id().toString(), view);
                },
                (Object) ids(streams).toArray(UUID[]::new));
        return views;
    }

    private static List<UUID> ids(Collection<String> streams) {
        return streams.stream().map(UUID::fromString).toList();
    }

    @Override
    public void write(Collection<Change<ComplaintView>> changes, Writes to) {
        Rows complaints = COMPLAINTS.rows();
        Rows promises = PROMISES.rows();
        Rows actions = ACTIONS.rows();
        Rows done = DONE.rows();
        for (Change<ComplaintView> change : changes) {
            ComplaintView before = change.before();
            ComplaintView after = change.after();
            addComplaint(after, complaints);
            // Centre and departments stand in each row, so that its people's lists need no join.
            boolean moved = before == null
                    || !before.centre().equals(after.centre())
                    || !before.departments().equals(after.departments());
            addPromises(after, moved ? List.of() : before.promises(), promises);
            List<@Nullable Object[]> written = before == null ? List.of() : actions(before);
            List<@Nullable Object[]> wanted = actions(after);
            wanted.stream()
                    .filter(row -> written.stream().noneMatch(same -> Arrays.equals(same, row)))
                    .forEach(actions::add);
            written.stream()
                    .filter(row -> wanted.stream().noneMatch(still -> still[ACTION].equals(row[ACTION])))
                    .forEach(row -> done.add(row[0], row[ACTION]));
        }
        complaints.upsert(to);
        promises.upsert(to);
        done.delete(to);
        actions.upsert(to);
    }

    @Override
    public void copy(Collection<ComplaintView> views, JdbcTemplate jdbc) {
        Rows complaints = COMPLAINTS.rows();
        Rows promises = PROMISES.rows();
        Rows actions = ACTIONS.rows();
        for (ComplaintView view : views) {
            addComplaint(view, complaints);
            addPromises(view, List.of(), promises);
            actions(view).forEach(actions::add);
        }
        complaints.copy(jdbc);
        promises.copy(jdbc);
        actions.copy(jdbc);
    }

    @Override
    public void remove(Collection<String> streams, Writes to) {
        List<UUID> ids = ids(streams);
        COMPLAINTS.remove("id", ids, to);
        PROMISES.remove("complaint", ids, to);
        ACTIONS.remove("complaint", ids, to);
    }

    private void addComplaint(ComplaintView view, Rows rows) {
        ComplaintDraft draft = new ComplaintDraft(view);
        rows.add(
                view.id().value(),
                view.sequence(),
                view.number().value(),
                view.formerNumber(),
                view.centre(),
                view.departments(),
                view.state(),
                draft.classification(),
                draft.severity(),
                view.receivedAt(),
                view.ending() == null ? null : view.ending().at(),
                draft.visitOwed(),
                view.registeredBy(),
                view.reception().complainant().owner(),
                stored.text(view));
    }

    /** @param written those that stand in the table as they are */
    private static void addPromises(ComplaintView view, List<PromiseView> written, Rows rows) {
        for (PromiseView p : view.promises()) {
            if (written.contains(p)) {
                continue;
            }
            rows.add(
                    view.id().value(),
                    p.promise(),
                    p.n(),
                    p.number().value(),
                    view.centre(),
                    view.departments(),
                    p.clock(),
                    p.due(),
                    p.verdict(),
                    p.at(),
                    p.metLateAt(),
                    p.asRecorded(),
                    p.policyVersion(),
                    p.warnedPercent(),
                    p.escalation());
        }
    }

    private static List<@Nullable Object[]> actions(ComplaintView view) {
        ComplaintDraft draft = new ComplaintDraft(view);
        return NextActions.of(draft).stream()
                .map(next -> new @Nullable Object[] {
                    view.id().value(),
                    next.action(),
                    view.number().value(),
                    view.centre(),
                    draft.department(),
                    view.departments(),
                    next.role(),
                    view.reception().respondent().person(),
                    next.promise(),
                    next.due() == null ? NO_DUE : next.due(),
                    next.missed(),
                    view.state(),
                    draft.classification(),
                    draft.severity(),
                    mildness(draft.severity()),
                    view.receivedAt()
                })
                .toList();
    }

    static int mildness(@Nullable Severity severity) {
        if (severity == null) {
            return 3;
        }
        return switch (severity) {
            case MAJOR -> 0;
            case IMPORTANT -> 1;
            case MINOR -> 2;
        };
    }
}
