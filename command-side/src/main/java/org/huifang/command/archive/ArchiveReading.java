package org.huifang.command.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.huifang.command.archive.OpenedPackage.BadPackageException;
import org.huifang.command.archive.OpenedPackage.Events;
import org.huifang.command.store.EventNames;
import org.huifang.command.store.LogSource;
import org.huifang.kernel.EventName;
import org.huifang.kernel.archive.ArchivePackage.Line;
import org.huifang.kernel.archive.ArchivePackage.PackedFile;
import org.huifang.kernel.archive.ArchivePackage.PackedKey;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.owner.PersonalKeys;
import org.huifang.kernel.owner.PersonalKeys.Exported;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads archive packages into an empty log (§4.6.4): their events in the order of the log that they come from, byte for byte,
 * each once; keys and evidence with them. Positions count anew, as most of that log is not here. To be called in one
 * transaction, so that what was read in part is not there.
 */
public final class ArchiveReading {
    private static final int ROWS_AT_ONCE = 500;

    private final JdbcTemplate jdbc;
    private final PersonalKeys keys;
    private final EvidenceStore evidence;
    private final EventNames names;

    public ArchiveReading(JdbcTemplate jdbc, PersonalKeys keys, EvidenceStore evidence, EventNames names) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.evidence = evidence;
        this.names = names;
    }

    /** What was read. */
    public record Read(long events, int complaints, int evidence) {}

    /**
     * @param packages of one company, checked
     * @throws BadPackageException when the log is not empty, or packages contradict each other or this version
     */
    public Read read(List<OpenedPackage> packages) throws IOException {
        if (!LogSource.POSTGRESQL.word().equals(jdbc.queryForObject("SELECT source FROM log_source", String.class))) {
            throw new BadPackageException(
                    "事件库是 Axon Server,请先以 ./huifang log move --to postgresql 移回 / the event store is "
                            + "Axon Server, move the log back first: ./huifang log move --to postgresql");
        }
        Long head = jdbc.queryForObject("SELECT position FROM event_head FOR UPDATE", Long.class);
        if (head == null || head != 0) {
            throw new BadPackageException("只能读入空的系统 / packages are read into an empty system only");
        }
        long events = new Merging().append(packages);
        Set<ComplaintId> complaints = adopt(packages);
        int files = 0;
        for (OpenedPackage opened : packages) {
            for (PackedFile file : opened.manifest().files()) {
                ComplaintId complaint = file.evidenceOf();
                // Of a complaint that stands in two packages it comes once; of an erased one, not at all.
                if (complaint != null
                        && keys.export(complaint).map(Exported::key).isPresent()
                        && evidence.find(complaint, file.sha256()).isEmpty()) {
                    try (InputStream in = opened.stream(file.name())) {
                        evidence.store(complaint, in);
                        evidence.keep(complaint, file.sha256());
                        files++;
                    }
                }
            }
        }
        return new Read(events, complaints.size(), files);
    }

    /** A key that one package says is destroyed is destroyed, whatever an older one still holds. */
    private Set<ComplaintId> adopt(List<OpenedPackage> packages) throws IOException {
        Map<ComplaintId, String> ofComplaints = new LinkedHashMap<>();
        Map<String, String> known = new HashMap<>();
        Set<String> destroyed = new HashSet<>();
        for (OpenedPackage opened : packages) {
            for (PackedKey key : opened.keys()) {
                ofComplaints.put(key.complaint(), key.keyId());
                if (key.key() == null) {
                    destroyed.add(key.keyId());
                } else {
                    known.put(key.keyId(), key.key());
                }
            }
        }
        ofComplaints.forEach((complaint, keyId) -> keys.adopt(
                complaint,
                new Exported(
                        keyId,
                        destroyed.contains(keyId) ? null : Base64.getDecoder().decode(known.get(keyId)))));
        return ofComplaints.keySet();
    }

    /** One after another from the package whose next comes first: what several packages hold comes once. */
    private final class Merging {
        private final Map<String, Long> sequences = new HashMap<>();
        private final List<Object[]> rows = new ArrayList<>();
        private Instant recordedAt = Instant.MIN;
        private long position;
        private UUID last = new UUID(0, 0);
        private long lastPosition = -1;

        private record Next(Line line, Events events) {}

        long append(List<OpenedPackage> packages) throws IOException {
            PriorityQueue<Next> queue = new PriorityQueue<>(
                    Comparator.comparingLong(next -> next.line().position()));
            List<Events> opened = new ArrayList<>();
            try {
                for (OpenedPackage one : packages) {
                    Events events = one.events();
                    opened.add(events);
                    advance(events, queue);
                }
                while (!queue.isEmpty()) {
                    Next next = queue.remove();
                    take(next.line());
                    advance(next.events(), queue);
                }
            } catch (IllegalStateException e) {
                if (e.getCause() instanceof BadPackageException bad) {
                    throw bad;
                }
                throw e;
            } finally {
                for (Events events : opened) {
                    events.close();
                }
            }
            flush();
            jdbc.update(
                    "UPDATE event_head SET position = ?, recorded_at = greatest(recorded_at, ?)",
                    position,
                    position == 0 ? null : Timestamp.from(recordedAt));
            return position;
        }

        private static void advance(Events events, PriorityQueue<Next> queue) {
            if (events.hasNext()) {
                queue.add(new Next(events.next(), events));
            }
        }

        private void take(Line line) throws BadPackageException {
            if (line.position() == lastPosition) {
                if (!line.id().equals(last)) {
                    throw new BadPackageException("这些档案包不是同一个系统导出的 / the packages come from different systems");
                }
                return;
            }
            requireKnown(line);
            long expected = sequences.getOrDefault(line.stream(), -1L) + 1;
            if (line.sequence() != expected
                    || line.position() < lastPosition
                    || line.recordedAt().isBefore(recordedAt)) {
                throw new BadPackageException("事件不连续,档案包之间有矛盾或缺失 / events do not follow each other: " + line.stream()
                        + " #" + line.sequence());
            }
            sequences.put(line.stream(), expected);
            recordedAt = line.recordedAt();
            last = line.id();
            lastPosition = line.position();
            position++;
            rows.add(new Object[] {
                position,
                line.stream(),
                line.sequence(),
                line.type(),
                line.id(),
                Timestamp.from(line.recordedAt()),
                line.name(),
                line.revision(),
                line.payload().getBytes(StandardCharsets.UTF_8),
                line.metadata().getBytes(StandardCharsets.UTF_8)
            });
            if (rows.size() == ROWS_AT_ONCE) {
                flush();
            }
        }

        private void requireKnown(Line line) throws BadPackageException {
            boolean known = names.classFor(line.name())
                    .map(type -> type.getAnnotation(EventName.class).revision() >= line.revision())
                    .orElse(false);
            if (!known) {
                throw new BadPackageException("档案包由较新的版本导出,请先升级 / made by a newer version, upgrade first: "
                        + line.name() + " " + line.revision());
            }
        }

        private void flush() {
            jdbc.batchUpdate(
                    "INSERT INTO event (position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
            rows.clear();
        }
    }
}
