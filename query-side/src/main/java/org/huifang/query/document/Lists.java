package org.huifang.query.document;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.document.DocumentQuery.ListComplaints;
import org.huifang.kernel.document.DocumentQuery.ListOf;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.promise.PromiseKind;
import org.huifang.kernel.promise.Verdict;
import org.huifang.query.complaint.StoredComplaints;
import org.huifang.query.document.Spreadsheet.Column;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lists as XLSX or CSV, with what a person may see of them and nothing that is personal. */
final class Lists {
    private static final int READ_AT_ONCE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    static final List<Column> COMPLAINTS = List.of(
            new Column("编号", 24),
            new Column("原编号", 16),
            new Column("受理时间", 17),
            new Column("服务中心", 20),
            new Column("受理方式", 12),
            new Column("类别", 12),
            new Column("判定依据", 32),
            new Column("级别", 8),
            new Column("状态", 14),
            new Column("责任部门", 16),
            new Column("办结时间", 17),
            new Column("诉求", 10),
            new Column("满意度", 8),
            new Column("守约", 7),
            new Column("超时", 7),
            new Column("反映次数", 9),
            new Column("结束时间", 17),
            new Column("移交月份", 10),
            new Column("归档时间", 17));
    private static final List<Column> QUEUE = List.of(
            new Column("编号", 24),
            new Column("下一步", 28),
            new Column("承诺", 28),
            new Column("时限", 17),
            new Column("超时", 7),
            new Column("服务中心", 20),
            new Column("部门", 16),
            new Column("级别", 8),
            new Column("受理时间", 17));

    private final JdbcTemplate jdbc;
    private final StoredComplaints stored;

    Lists(JdbcTemplate jdbc, StoredComplaints stored) {
        this.jdbc = jdbc;
        this.stored = stored;
    }

    /** By reception, the first first. */
    byte[] complaints(ListComplaints query, Person person, Directory directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZoneId zone = zone(query.centre(), directory);
        Words words = new Words(directory, zone, text -> null);
        try (Listing sheet = Listing.of(query.shape(), bytes, "投诉", COMPLAINTS, zone)) {
            Listed last = new Listed(start(query.from(), zone), FIRST, null);
            List<Listed> page;
            do {
                page = page(query.centre(), last, start(query.until(), zone));
                for (Listed listed : page) {
                    ComplaintView complaint = Objects.requireNonNull(listed.complaint());
                    if (person.sees(complaint.place(), complaint.registeredBy())) {
                        sheet.add(row(complaint, words));
                    }
                    last = listed;
                }
            } while (page.size() == READ_AT_ONCE && !sheet.full());
        }
        return bytes.toByteArray();
    }

    /** As it stands in the table, by which pages follow each other. */
    private record Listed(
            OffsetDateTime receivedAt, UUID id, @Nullable ComplaintView complaint) {}

    private List<Listed> page(@Nullable String centre, Listed after, OffsetDateTime until) {
        return jdbc.query(
                "SELECT received_at, id, view FROM complaint WHERE (?::text IS NULL OR centre = ?) AND (received_at, id) > (?, ?)"
                        + " AND received_at < ? ORDER BY received_at, id LIMIT ?",
                (row, n) -> new Listed(
                        row.getObject(1, OffsetDateTime.class),
                        row.getObject(2, UUID.class),
                        stored.view(row.getString(3))),
                centre,
                centre,
                after.receivedAt(),
                after.id(),
                until,
                READ_AT_ONCE);
    }

    static List<@Nullable Object> row(ComplaintView complaint, Words words) {
        ComplaintView.Judgement judgement = complaint.judgement();
        ComplaintView.Completion completion = complaint.completion();
        ComplaintView.Handover handover = complaint.handover();
        return Arrays.asList(
                complaint.number().value(),
                complaint.formerNumber(),
                complaint.receivedAt(),
                words.centre(complaint.centre()),
                Words.constant(complaint.reception().channel()),
                Words.constant(judgement == null ? null : judgement.classification()),
                judgement == null || judgement.criterion() == null
                        ? null
                        : judgement.criterion().zh(),
                Words.constant(judgement == null ? null : judgement.severity()),
                Words.constant(complaint.state()),
                complaint.routing() == null
                        ? null
                        : words.department(complaint.routing().department()),
                completion == null ? null : completion.at(),
                Words.constant(completion == null ? null : completion.demandMet()),
                complaint.visits().stream()
                        .map(ComplaintView.Visit::satisfaction)
                        .filter(Objects::nonNull)
                        .reduce((earlier, later) -> later)
                        .orElse(null),
                promises(complaint, Verdict.MET),
                promises(complaint, Verdict.MISSED),
                complaint.raises(),
                complaint.ending() == null ? null : complaint.ending().at(),
                handover == null ? null : handover.month(),
                handover == null ? null : handover.archivedAt());
    }

    private static long promises(ComplaintView complaint, Verdict verdict) {
        return complaint.promises().stream()
                .filter(promise -> promise.verdict() == verdict)
                .count();
    }

    /** What is to be done next, by due, of what the person could do. */
    byte[] queue(ListOf query, Person person, Directory directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZoneId zone = zone(query.centre(), directory);
        Words words = new Words(directory, zone, text -> null);
        try (Listing sheet = Listing.of(query.shape(), bytes, "待办", QUEUE, zone)) {
            jdbc.query(
                    "SELECT number, action, promise, due, missed, centre, department, severity, received_at, departments,"
                            + " role, respondent FROM next_action WHERE (?::text IS NULL OR centre = ?)"
                            + " ORDER BY due, complaint, action LIMIT ?",
                    row -> {
                        Operation action = Operation.valueOf(row.getString(2));
                        Place place = new Place(row.getString(6), Set.of((String[])
                                row.getArray(10).getArray()));
                        String role = row.getString(11);
                        boolean theirs = person.rolesFor(action, action.roles(), place).stream()
                                        .anyMatch(held -> role == null || held == Role.valueOf(role))
                                && !person.id().equals(row.getString(12));
                        if (theirs) {
                            String promise = row.getString(3);
                            Instant due = row.getObject(4, OffsetDateTime.class).toInstant();
                            sheet.add(Arrays.asList(
                                    row.getString(1),
                                    Words.constant(action),
                                    promise == null
                                            ? null
                                            : PromiseKind.valueOf(promise).zh(),
                                    promise == null ? null : due,
                                    row.getBoolean(5) ? "是" : null,
                                    words.centre(row.getString(6)),
                                    words.department(row.getString(7)),
                                    Words.severity(row.getString(8)),
                                    row.getObject(9, OffsetDateTime.class).toInstant()));
                        }
                    },
                    query.centre(),
                    query.centre(),
                    Listing.ROWS_AT_MOST);
        }
        return bytes.toByteArray();
    }

    private static OffsetDateTime start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toOffsetDateTime();
    }

    static ZoneId zone(@Nullable String centre, Directory directory) {
        return centre == null
                ? CHINA
                : directory.centre(centre).map(Centre::zone).orElse(CHINA);
    }
}
