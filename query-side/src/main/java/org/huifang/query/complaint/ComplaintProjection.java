package org.huifang.query.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintRegistered;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.query.complaint.NextActions.NextAction;
import org.huifang.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Keeps the complaints, their promises and everybody's next actions: each batch is read once and written set-wise. */
public final class ComplaintProjection implements Projection {
    /** A date that sorts after every due, for what nothing is promised for; {@code infinity} in the table. */
    static final Instant NO_DUE = Instant.parse("9999-12-31T00:00:00Z");

    private static final String UPSERT_COMPLAINTS = """
            INSERT INTO complaint (id, sequence, number, centre, department, state, received_at, registered_by, view)
            SELECT * FROM unnest(?::text[]::uuid[], ?::text[]::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[], ?::text[], ?::text[])
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, centre = excluded.centre,
                department = excluded.department, state = excluded.state, view = excluded.view
            """;
    private static final String UPSERT_PROMISES = """
            INSERT INTO promise (complaint, promise, n, number, centre, department, clock, due, verdict, at, met_late_at,
                as_recorded, policy_version, warned_percent, escalation)
            SELECT * FROM unnest(?::text[]::uuid[], ?::text[], ?::text[]::int[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[],
                ?::text[]::timestamptz[], ?::text[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[], ?::text[]::int[], ?::text[]::int[], ?::text[]::int[])
            ON CONFLICT (complaint, promise, n) DO UPDATE SET centre = excluded.centre, department = excluded.department,
                due = excluded.due, verdict = excluded.verdict, at = excluded.at, met_late_at = excluded.met_late_at,
                as_recorded = excluded.as_recorded, warned_percent = excluded.warned_percent, escalation = excluded.escalation
            """;
    private static final String INSERT_ACTIONS = """
            INSERT INTO next_action (complaint, action, number, centre, department, role, promise, due, missed, state, severity)
            SELECT * FROM unnest(?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[]::timestamptz[], ?::text[]::boolean[], ?::text[], ?::text[])
            """;

    private final ObjectMapper json;

    public ComplaintProjection(ObjectMapper json) {
        this.json = json;
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
        drafts.forEach((id, draft) -> before.put(id, new Written(department(draft), List.copyOf(draft.promises))));
        for (DomainEventMessage<?> message : ours) {
            ComplaintEvent event = (ComplaintEvent) message.getPayload();
            if (event instanceof ComplaintRegistered registered) {
                drafts.put(
                        message.getAggregateIdentifier(), new ComplaintDraft(registered, message.getSequenceNumber()));
            } else {
                drafts.get(message.getAggregateIdentifier()).take(event, message.getSequenceNumber());
            }
        }
        writeComplaints(drafts, jdbc);
        writePromises(drafts, before, jdbc);
        writeActions(drafts, jdbc);
    }

    /** What the promise rows of a complaint say before a batch. */
    private record Written(@Nullable String department, List<PromiseView> promises) {}

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
        Columns rows = new Columns(9);
        for (ComplaintDraft draft : drafts.values()) {
            rows.add(
                    draft.id.value(),
                    draft.sequence,
                    draft.number.value(),
                    draft.centre,
                    department(draft),
                    draft.state().name(),
                    time(draft.receivedAt),
                    draft.registeredBy,
                    json.writeValueAsString(draft.view()));
        }
        rows.write(jdbc, UPSERT_COMPLAINTS);
    }

    private static void writePromises(
            Map<String, ComplaintDraft> drafts, Map<String, Written> before, JdbcTemplate jdbc) {
        Columns rows = new Columns(15);
        for (ComplaintDraft draft : drafts.values()) {
            Written written = before.get(draft.id.toString());
            // The department stands in each row, so that its people's lists need no join.
            List<PromiseView> known = written != null && Objects.equals(written.department(), department(draft))
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
                        department(draft),
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
        Columns rows = new Columns(11);
        for (ComplaintDraft draft : drafts.values()) {
            for (NextAction next : NextActions.of(draft)) {
                rows.add(
                        draft.id.value(),
                        next.action().name(),
                        draft.number.value(),
                        draft.centre,
                        department(draft),
                        next.role() == null ? null : next.role().name(),
                        next.promise() == null ? null : next.promise().name(),
                        time(next.due() == null ? NO_DUE : next.due()),
                        next.missed(),
                        draft.state().name(),
                        draft.judgement == null || draft.judgement.severity() == null
                                ? null
                                : draft.judgement.severity().name());
            }
        }
        rows.write(jdbc, INSERT_ACTIONS);
    }

    private static @Nullable String department(ComplaintDraft draft) {
        return draft.routing == null ? null : draft.routing.department();
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
