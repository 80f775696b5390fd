package org.huifang.query.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.archive.ArchivePackage;
import org.huifang.kernel.archive.ArchivePackage.Line;
import org.huifang.kernel.archive.ArchivePackage.Manifest;
import org.huifang.kernel.archive.ArchivePackage.PackedComplaint;
import org.huifang.kernel.archive.ArchivePackage.PackedKey;
import org.huifang.kernel.archive.ArchivePackages;
import org.huifang.kernel.complaint.ComplaintQuery.HistoryPage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadHistory;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.ComplaintView.Evidence;
import org.huifang.kernel.complaint.ComplaintView.Handover;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.complaint.HistoryView;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.document.DocumentQuery.Form;
import org.huifang.kernel.document.DocumentQuery.PrintForm;
import org.huifang.kernel.document.DocumentQuery.PrintServiceReport;
import org.huifang.kernel.document.DocumentQuery.PrintStatistics;
import org.huifang.kernel.document.DocumentQuery.Printed;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndView;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.owner.PersonalKeys;
import org.huifang.kernel.owner.PersonalKeys.Exported;
import org.huifang.query.complaint.StoredComplaints;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.ObjectMapper;

/** Writes archive packages as they go out: nothing of them is held in memory but one document at a time. */
final class PackageWriter implements ArchivePackages {
    private static final int HISTORY_AT_ONCE = 500;
    private static final int EVENTS_AT_ONCE = 500;
    private static final int STREAMS_AT_ONCE = 1_000;

    /** What a reader finds first. */
    private static final String READ_ME = "/org/huifang/query/archive-package.txt";

    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final PersonalData personalData;
    private final PersonalKeys keys;
    private final EvidenceStore evidence;
    private final ObjectMapper json;
    private final StoredComplaints stored;
    private final QueryGateway queries;
    private final TransactionOperations reading;
    /** A package takes a processor and a half while it is made. */
    private final Semaphore one = new Semaphore(1);

    PackageWriter(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            PersonalKeys keys,
            EvidenceStore evidence,
            ObjectMapper json,
            QueryGateway queries,
            TransactionOperations reading) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.personalData = personalData;
        this.keys = keys;
        this.evidence = evidence;
        this.json = json;
        this.stored = new StoredComplaints(json);
        this.queries = queries;
        this.reading = reading;
    }

    @Override
    public Prepared prepare(Wanted wanted) {
        Centre centre = directory
                .current()
                .centre(wanted.centre())
                .orElseThrow(() -> refused("CENTRE_KNOWN", "centre", "没有这个服务中心", "There is no such centre"));
        if (directory
                .acting(wanted.person())
                .flatMap(person -> person.roleFor(Operation.EXPORT_ARCHIVE, Place.of(wanted.centre())))
                .isEmpty()) {
            throw refused("ROLE_NOT_ALLOWED", null, "您的岗位不能办理此事项", "Your role does not allow this");
        }
        int length = wanted.passphrase().length();
        if (length < ArchivePackage.PASSPHRASE_AT_LEAST || length > ArchivePackage.PASSPHRASE_AT_MOST) {
            throw refused(
                    "PASSPHRASE_IN_RANGE",
                    "passphrase",
                    "口令须为 20 到 200 个字符,建议随机生成",
                    "A passphrase has 20 to 200 characters, better random ones");
        }
        if (!sheetClosed(wanted)) {
            throw refused(
                    "HANDED_OVER_BEFORE_EXPORTED",
                    "month",
                    "本月记录移交完毕后才能导出档案包",
                    "An archive package is made once the month's records have been handed over");
        }
        List<ComplaintView> handedOver = handedOver(wanted);
        List<ComplaintView> archived =
                handedOver.stream().filter(PackageWriter::archived).toList();
        if (archived.isEmpty()) {
            throw refused(
                    "RECORDS_ARCHIVED_BEFORE_EXPORTED",
                    "month",
                    "本月没有已归档的记录可导出",
                    "No record of this month has been archived yet");
        }
        List<RecordNumber> waiting = handedOver.stream()
                .filter(complaint -> !archived(complaint))
                .map(ComplaintView::number)
                .toList();
        return (to, made) -> {
            if (!one.tryAcquire()) {
                throw refused(
                        "EXPORT_BUSY", null, "另一个档案包正在导出,请稍后再试", "Another package is being made; try again later");
            }
            try {
                new Writing(wanted, centre, archived, waiting, to).write(made);
            } finally {
                one.release();
            }
        };
    }

    private boolean sheetClosed(Wanted wanted) {
        return jdbc
                .queryForList(
                        "SELECT view FROM " + MonthEndId.KIND + " WHERE id = ?",
                        String.class,
                        new MonthEndId(wanted.centre()).toString())
                .stream()
                .flatMap(view -> json.readValue(view, MonthEndView.class).month(wanted.month()).stream())
                .anyMatch(month -> month.handover() != null);
    }

    private static boolean archived(ComplaintView complaint) {
        Handover handover = complaint.handover();
        return handover != null && handover.archivedAt() != null;
    }

    /** With this month, by number. */
    private List<ComplaintView> handedOver(Wanted wanted) {
        List<UUID> ids = jdbc.queryForList(
                "SELECT DISTINCT complaint FROM statistic_fact WHERE centre = ? AND kind = 'HANDED_OVER' AND value = ?",
                UUID.class,
                wanted.centre(),
                wanted.month().getYear() * 100 + wanted.month().getMonthValue());
        List<ComplaintView> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += STREAMS_AT_ONCE) {
            jdbc.queryForList("SELECT view FROM complaint WHERE id = ANY(?)", String.class, (Object)
                            ids.subList(from, Math.min(ids.size(), from + STREAMS_AT_ONCE))
                                    .toArray(UUID[]::new))
                    .forEach(view -> found.add(stored.view(view)));
        }
        return found.stream()
                .filter(complaint -> {
                    Handover handover = complaint.handover();
                    return handover != null && handover.month().equals(wanted.month());
                })
                .sorted(Comparator.comparing(complaint -> complaint.number().value()))
                .toList();
    }

    private static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§4.6.4", field, zh, en));
    }

    /** One package in the making. */
    private final class Writing {
        private final Wanted wanted;
        private final Centre centre;
        private final List<ComplaintView> complaints;
        private final List<RecordNumber> waiting;
        private final PackedZip zip;
        private final long head;

        Writing(
                Wanted wanted,
                Centre centre,
                List<ComplaintView> complaints,
                List<RecordNumber> waiting,
                OutputStream to)
                throws IOException {
            this.wanted = wanted;
            this.centre = centre;
            this.complaints = complaints;
            this.waiting = waiting;
            this.zip = new PackedZip(to, wanted.passphrase());
            this.head = Objects.requireNonNull(jdbc.queryForObject("SELECT position FROM event_head", Long.class));
        }

        void write(Consumer<Made> made) throws IOException {
            zip.open("README.txt", to -> copy(READ_ME, to));
            zip.open(ArchivePackage.SCHEMA, to -> copy(ArchivePackage.SCHEMA_RESOURCE, to));
            zip.open(ArchivePackage.EVENTS, this::events);
            month();
            List<PackedKey> exported = complaints.stream().flatMap(this::key).toList();
            zip.encrypted(ArchivePackage.KEYS, to -> to.write(json.writeValueAsBytes(exported)));
            List<PackedComplaint> packed = new ArrayList<>();
            for (ComplaintView complaint : complaints) {
                boolean erased =
                        exported.stream().noneMatch(key -> key.complaint().equals(complaint.id()) && key.key() != null);
                packed.add(new PackedComplaint(complaint.id(), complaint.number(), count(complaint), erased));
                complaint(complaint, erased);
            }
            Manifest manifest = new Manifest(
                    ArchivePackage.FORMAT,
                    centre.id(),
                    centre.name(),
                    wanted.month(),
                    wanted.at(),
                    wanted.person(),
                    head,
                    packed,
                    waiting,
                    zip.files());
            String digest = zip.open(
                    ArchivePackage.MANIFEST,
                    to -> to.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest)));
            made.accept(new Made(digest, complaints.size()));
            zip.finish();
        }

        /** The company's, whose people and policy are told of; the days', which gave the numbers; the complaints'. */
        private void events(OutputStream to) {
            Set<String> streams = new LinkedHashSet<>();
            streams.add(OrganisationEvent.STREAM);
            complaints.forEach(complaint -> streams.add(complaint.id().toString()));
            complaints.forEach(complaint -> streams.add(complaint.number().receptionDay()));
            // Rows come as they are read only within a transaction.
            reading.executeWithoutResult(status -> events(streams, to));
        }

        private void events(Set<String> streams, OutputStream to) {
            jdbc.query(
                    connection -> {
                        var statement = connection.prepareStatement(
                                "SELECT position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata"
                                        + " FROM event WHERE stream = ANY(?) AND position <= ? ORDER BY position");
                        statement.setArray(1, connection.createArrayOf("text", streams.toArray(String[]::new)));
                        statement.setLong(2, head);
                        statement.setFetchSize(EVENTS_AT_ONCE);
                        return statement;
                    },
                    row -> {
                        Line line = new Line(
                                row.getLong(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getObject(5, UUID.class),
                                row.getTimestamp(6).toInstant(),
                                row.getString(7),
                                row.getInt(8),
                                new String(row.getBytes(9), StandardCharsets.UTF_8),
                                new String(row.getBytes(10), StandardCharsets.UTF_8));
                        try {
                            to.write(json.writeValueAsBytes(line));
                            to.write('\n');
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }

        /** Its statistics and its published report, which name nobody. */
        private void month() throws IOException {
            print(new PrintStatistics(wanted.person(), wanted.centre(), wanted.month(), Shape.PDF))
                    .ifPresent(pdf -> add("statistics.pdf", pdf));
            print(new PrintServiceReport(wanted.centre(), wanted.month(), null, Shape.PDF))
                    .ifPresent(pdf -> add("service-report.pdf", pdf));
        }

        private void add(String name, byte[] bytes) {
            try {
                zip.open(name, to -> to.write(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Stream<PackedKey> key(ComplaintView complaint) {
            Optional<Exported> exported = keys.export(complaint.id());
            exported.ifPresent(key -> personalData.looked(wanted.person(), List.of(key.keyId())));
            return exported.stream().map(key -> {
                byte[] bytes = key.key();
                return new PackedKey(
                        complaint.id(),
                        key.keyId(),
                        bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
            });
        }

        private int count(ComplaintView complaint) {
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT count(*) FROM event WHERE stream = ? AND position <= ?",
                    Integer.class,
                    complaint.id().toString(),
                    head));
        }

        private void complaint(ComplaintView complaint, boolean erased) throws IOException {
            String folder = "complaints/" + complaint.number().value();
            List<HistoryView> history = history(complaint);
            Person person = directory.acting(wanted.person()).orElse(null);
            Words words = new Words(
                    directory.current(),
                    ZoneId.of(complaint.zone()),
                    text -> person != null && complaint.openFor(person)
                            ? personalData.open(text).orElse(null)
                            : null);
            zip.open(folder + "/history.html", to -> page(complaint, history, words, false, to));
            zip.encrypted(folder + "/history-with-texts.html", to -> page(complaint, history, words, true, to));
            for (Form form : Form.values()) {
                Optional<byte[]> pdf = print(new PrintForm(wanted.person(), complaint.id(), form));
                if (pdf.isPresent()) {
                    zip.encrypted(folder + "/" + DocumentQueries.file(form) + ".pdf", to -> to.write(pdf.get()));
                }
            }
            for (Evidence attached : complaint.evidence()) {
                if (!erased && evidence.find(complaint.id(), attached.sha256()).isPresent()) {
                    zip.evidence(
                            folder + "/evidence/" + attached.sha256() + end(attached.mediaType()),
                            complaint.id(),
                            to -> evidence.write(complaint.id(), attached.sha256(), to));
                }
            }
        }

        private void page(
                ComplaintView complaint, List<HistoryView> history, Words words, boolean withTexts, OutputStream to)
                throws IOException {
            to.write(ReadableHistory.page(complaint, history, words, withTexts)
                    .html()
                    .getBytes(StandardCharsets.UTF_8));
        }

        private List<HistoryView> history(ComplaintView complaint) {
            List<HistoryView> history = new ArrayList<>();
            HistoryPage page;
            do {
                long after =
                        history.isEmpty() ? -1 : history.get(history.size() - 1).sequence();
                page = queries.query(
                                new ReadHistory(wanted.person(), complaint.id(), after, HISTORY_AT_ONCE),
                                HistoryPage.class)
                        .join();
                history.addAll(page.entries());
            } while (page.more());
            return history;
        }

        private Optional<byte[]> print(Object query) {
            return Optional.ofNullable(
                    queries.query(query, Printed.class).join().bytes());
        }
    }

    /** What files of this type are called at their end; where it is not known, a viewer looks inside. */
    private static String end(String mediaType) {
        return switch (mediaType) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/webp" -> ".webp";
            case "image/gif" -> ".gif";
            case "image/heic", "image/heif" -> ".heic";
            case "application/pdf" -> ".pdf";
            case "audio/mpeg" -> ".mp3";
            case "audio/mp4", "audio/x-m4a" -> ".m4a";
            case "audio/vnd.wave", "audio/x-wav" -> ".wav";
            case "audio/amr" -> ".amr";
            case "audio/ogg", "audio/vorbis", "audio/opus" -> ".ogg";
            case "video/mp4", "application/mp4" -> ".mp4";
            case "video/3gpp" -> ".3gp";
            case "video/quicktime" -> ".mov";
            default -> "";
        };
    }

    private static void copy(String resource, OutputStream to) throws IOException {
        try (InputStream from = Objects.requireNonNull(PackageWriter.class.getResourceAsStream(resource), resource)) {
            from.transferTo(to);
        }
    }
}
