package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.query.complaint.NextActions.NextAction;
import org.huifang.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Keeps the complaints, their promises and everybody's next actions: each batch is read once and written set-wise. */
public final class ComplaintProjection implements Projection {
    /** A date that sorts after every due, for what nothing is promised for; {@code infinity} in the table. */
    static final Instant NO_DUE = Instant.parse("9999-12-31T00:00:00Z");

    /** Between the departments of a row, which come as one text. */
    private static final String SEPARATOR = "\u001f";

    private static final String UPSERT_COMPLAINTS = """
            INSERT INTO complaint (id, sequence, number, former_number, centre, departments, state, classification, severity,
                received_at, ended_at, visit_owed, registered_by, owner, view)
            SELECT id, sequence, number, former_number, centre, string_to_array(departments, E'\\x1f'), state, classification,
                severity, received_at, ended_at, visit_owed, registered_by, owner, view
            FROM unnest(?::text[]::uuid[], ?::text[]::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[]::boolean[], ?::text[], ?::text[], ?::text[])
                AS row(id, sequence, number, former_number, centre, departments, state, classification, severity,
                    received_at, ended_at, visit_owed, registered_by, owner, view)
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, former_number = excluded.former_number,
                centre = excluded.centre, departments = excluded.departments, state = excluded.state,
                classification = excluded.classification, severity = excluded.severity, ended_at = excluded.ended_at,
                visit_owed = excluded.visit_owed, owner = excluded.owner, view = excluded.view
            """;
    private static final String UPSERT_PROMISES = """
            INSERT INTO promise (complaint, promise, n, number, centre, departments, clock, due, verdict, at, met_late_at,
                as_recorded, policy_version, warned_percent, escalation)
            SELECT complaint, promise, n, number, centre, string_to_array(departments, E'\\x1f'), clock, due, verdict, at,
                met_late_at, as_recorded, policy_version, warned_percent, escalation
            FROM unnest(?::text[]::uuid[], ?::text[], ?::text[]::int[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[],
                ?::text[]::timestamptz[], ?::text[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[],
                ?::text[]::int[], ?::text[]::int[], ?::text[]::int[])
                AS row(complaint, promise, n, number, centre, departments, clock, due, verdict, at, met_late_at,
                    as_recorded, policy_version, warned_percent, escalation)
            ON CONFLICT (complaint, promise, n) DO UPDATE SET centre = excluded.centre, departments = excluded.departments,
                clock = excluded.clock, due = excluded.due, verdict = excluded.verdict, at = excluded.at,
                met_late_at = excluded.met_late_at, as_recorded = excluded.as_recorded,
                warned_percent = excluded.warned_percent, escalation = excluded.escalation
            """;
    private static final String INSERT_ACTIONS = """
            INSERT INTO next_action (complaint, action, number, centre, department, departments, role, respondent, promise, due,
                missed, state, classification, severity, mildness, received_at)
            SELECT complaint, action, number, centre, department, string_to_array(departments, E'\\x1f'), role, respondent,
                promise, due, missed, state, classification, severity, mildness, received_at
            FROM unnest(?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[]::timestamptz[], ?::text[]::boolean[], ?::text[], ?::text[], ?::text[], ?::text[]::int[],
                ?::text[]::timestamptz[])
                AS row(complaint, action, number, centre, department, departments, role, respondent, promise, due, missed,
                    state, classification, severity, mildness, received_at)
            """;

    private final ObjectMapper json;

    private final CompanyDirectory directory;

    public ComplaintProjection(ObjectMapper json, CompanyDirectory directory) {
        this.json = json;
        this.directory = directory;
    }

    @Override
    public void project(List<DomainEventMessage<?>> batch, JdbcTemplate jdbc) {
        List<DomainEventMessage<?>> ours = batch.stream()
                .filter(message -> ComplaintEvent.class.isAssignableFrom(message.getPayloadType()))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, ComplaintDraft> drafts = load(ours, jdbc);
        Map<String, Written> before = new LinkedHashMap<>();
        drafts.forEach((id, draft) ->
                before.put(id, new Written(draft.centre, departments(draft), List.copyOf(draft.promises))));
        for (DomainEventMessage<?> message : ours) {
            ComplaintEvent event = (ComplaintEvent) message.getPayload();
            if (event instanceof ComplaintRegistered registered) {
                var house = directory.policy(registered.stamp().policy()).house();
                drafts.put(
                        message.getAggregateIdentifier(),
                        new ComplaintDraft(registered, message.getSequenceNumber(), house));
            } else {
                Drafting.take(drafts.get(message.getAggregateIdentifier()), event, message.getSequenceNumber());
            }
        }
        writeComplaints(drafts, jdbc);
        writePromises(drafts, before, jdbc);
        writeActions(drafts, jdbc);
    }

    /** What the promise rows of a complaint say before a batch. */
    private record Written(String centre, String departments, List<PromiseView> promises) {}

    private Map<String, ComplaintDraft> load(List<DomainEventMessage<?>> messages, JdbcTemplate jdbc) {
        UUID[] ids = messages.stream()
                .map(DomainEventMessage::getAggregateIdentifier)
                .distinct()
                .map(UUID::fromString)
                .toArray(UUID[]::new);
        Map<String, ComplaintDraft> drafts = new LinkedHashMap<>();
        jdbc.query(
                "SELECT view FROM complaint WHERE id = ANY(?)",
                row -> {
                    ComplaintView view = json.readValue(row.getString(1), ComplaintView.class);
                    drafts.put(view.id().toString(), new ComplaintDraft(view));
                },
                (Object) ids);
        return drafts;
    }

    private void writeComplaints(Map<String, ComplaintDraft> drafts, JdbcTemplate jdbc) {
        Columns rows = new Columns(15);
        for (ComplaintDraft draft : drafts.values()) {
            rows.add(
                    draft.id.value(),
                    draft.sequence,
                    draft.number.value(),
                    draft.formerNumber,
                    draft.centre,
                    departments(draft),
                    draft.state().name(),
                    name(draft.classification()),
                    name(draft.severity()),
                    time(draft.receivedAt),
                    time(draft.ending == null ? null : draft.ending.at()),
                    draft.visitOwed(),
                    draft.registeredBy,
                    draft.reception.complainant().owner(),
                    json.writeValueAsString(draft.view()));
        }
        rows.write(jdbc, UPSERT_COMPLAINTS);
    }

    private static void writePromises(
            Map<String, ComplaintDraft> drafts, Map<String, Written> before, JdbcTemplate jdbc) {
        Columns rows = new Columns(15);
        for (ComplaintDraft draft : drafts.values()) {
            Written written = before.get(draft.id.toString());
            // Centre and departments stand in each row, so that its people's lists need no join.
            List<PromiseView> known = written != null
                            && written.centre().equals(draft.centre)
                            && written.departments().equals(departments(draft))
                    ? written.promises()
                    : List.of();
            for (PromiseView p : draft.promises) {
                if (known.contains(p)) {
                    continue;
                }
                rows.add(
                        draft.id.value(),
                        p.promise().name(),
                        p.n(),
                        p.number().value(),
                        draft.centre,
                        departments(draft),
                        time(p.clock()),
                        time(p.due()),
                        p.verdict().name(),
                        time(p.at()),
                        time(p.metLateAt()),
                        p.asRecorded().name(),
                        p.policyVersion(),
                        p.warnedPercent(),
                        p.escalation());
            }
        }
        rows.write(jdbc, UPSERT_PROMISES);
    }

    private static void writeActions(Map<String, ComplaintDraft> drafts, JdbcTemplate jdbc) {
        UUID[] ids = drafts.values().stream().map(draft -> draft.id.value()).toArray(UUID[]::new);
        jdbc.update("DELETE FROM next_action WHERE complaint = ANY(?)", (Object) ids);
        Columns rows = new Columns(16);
        for (ComplaintDraft draft : drafts.values()) {
            for (NextAction next : NextActions.of(draft)) {
                rows.add(
                        draft.id.value(),
                        next.action().name(),
                        draft.number.value(),
                        draft.centre,
                        draft.department(),
                        departments(draft),
                        name(next.role()),
                        draft.reception.respondent().person(),
                        name(next.promise()),
                        time(next.due() == null ? NO_DUE : next.due()),
                        next.missed(),
                        draft.state().name(),
                        name(draft.classification()),
                        name(draft.severity()),
                        mildness(draft.severity()),
                        time(draft.receivedAt));
            }
        }
        rows.write(jdbc, INSERT_ACTIONS);
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

    private static String departments(ComplaintDraft draft) {
        return draft.routing == null
                ? ""
                : Stream.concat(Stream.of(draft.routing.department()), draft.routing.assisting().stream())
                        .collect(Collectors.joining(SEPARATOR));
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Rows turned into one array a column, so that one statement writes them all. */
    private static final class Columns {
        private final List<List<@Nullable Object>> columns;

        Columns(int width) {
            columns = IntStream.range(0, width)
                    .<List<@Nullable Object>>mapToObj(i -> new ArrayList<>())
                    .collect(Collectors.toList());
        }

        void add(@Nullable Object... row) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(row[i]);
            }
        }

        void write(JdbcTemplate jdbc, String statement) {
            if (columns.get(0).isEmpty()) {
                return;
            }
            jdbc.update(statement, ps -> {
                for (int i = 0; i < columns.size(); i++) {
                    Object[] values = columns.get(i).stream()
                            .map(value -> value == null ? null : value.toString())
                            .toArray();
                    ps.setArray(i + 1, ps.getConnection().createArrayOf("text", values));
                }
            });
        }
    }
}
