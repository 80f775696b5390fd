package org.huifang.command.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.tika.Tika;
import org.huifang.command.Rule;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Sha256;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * Evidence in chunks of the database: each is sealed bound to its upload, its place and whether it is the last, so that
 * none can be swapped, dropped or cut off; an upload is seen only once it is complete. Memory holds two chunks.
 */
public final class PostgresEvidenceStore implements EvidenceStore {
    private static final int CHUNK = 256 * 1024;

    /** By what is in it, whatever it is called (house rule). */
    private static final Set<String> ALLOWED = Set.of(
            "image/jpeg",
            "image/png",
            "image/webp",
            "image/gif",
            "image/heic",
            "image/heif",
            "application/pdf",
            "audio/mpeg",
            "audio/mp4",
            "audio/x-m4a",
            "audio/vnd.wave",
            "audio/x-wav",
            "audio/amr",
            "audio/ogg",
            "audio/vorbis",
            "audio/opus",
            "video/mp4",
            "video/quicktime",
            "video/3gpp",
            "application/mp4");

    /** Nothing while the log has something attached that {@link WhenEvidenceAttachedThenKeep} has not come to. */
    private static final String COLLECT = """
            DELETE FROM evidence WHERE NOT kept AND uploaded_at < ? AND NOT EXISTS (
                SELECT FROM event WHERE name IN ('complaint.evidence-attached', 'forum-post.replied') AND position > (
                    SELECT coalesce(min((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint), 0)
                    FROM token_entry WHERE processor_name = 'reactions'))
            """;

    private static final Supplier<Tika> TYPES = SingletonSupplier.of(Tika::new);

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    public PostgresEvidenceStore(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    private record Upload(UUID id, String keyId) {}

    @Override
    public Stored store(ComplaintId complaint, InputStream bytes) throws IOException {
        requireRoom(complaint);
        Upload upload = new Upload(UUID.randomUUID(), personalData.keyFor(complaint));
        jdbc.update(
                "INSERT INTO evidence (upload, complaint, key_id) VALUES (?, ?, ?)",
                upload.id(),
                complaint.value(),
                upload.keyId());
        try {
            return take(complaint, upload, bytes);
        } catch (IOException | RuntimeException e) {
            forget(upload);
            throw e;
        }
    }

    private void requireRoom(ComplaintId complaint) {
        Long waiting = jdbc.queryForObject(
                "SELECT coalesce(sum(size), 0) FROM evidence WHERE complaint = ? AND NOT kept",
                Long.class,
                complaint.value());
        if (waiting != null && waiting > WAITING_BYTES_AT_MOST) {
            throw refused("EVIDENCE_WAITING", "有太多已上传而未附上的文件,请先附上或稍后再传");
        }
    }

    private Stored take(ComplaintId complaint, Upload upload, InputStream bytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = bytes.readNBytes(CHUNK);
        String mediaType = typeOf(chunk);
        long size = 0;
        for (int n = 0; ; n++) {
            byte[] next = bytes.readNBytes(CHUNK);
            digest.update(chunk);
            size += chunk.length;
            if (size + next.length > BYTES_AT_MOST) {
                throw refused("EVIDENCE_TOO_LARGE", "文件不能超过 20 MB");
            }
            byte[] sealed = personalData.sealBytes(upload.keyId(), bound(upload, n, next.length == 0), chunk);
            jdbc.update("INSERT INTO evidence_chunk (upload, n, sealed) VALUES (?, ?, ?)", upload.id(), n, sealed);
            if (next.length == 0) {
                break;
            }
            chunk = next;
        }
        return complete(complaint, upload, Sha256.hex(digest), mediaType, size);
    }

    private Stored complete(ComplaintId complaint, Upload upload, String sha256, String mediaType, long size) {
        try {
            jdbc.update(
                    "UPDATE evidence SET sha256 = ?, media_type = ?, size = ? WHERE upload = ?",
                    sha256,
                    mediaType,
                    size,
                    upload.id());
        } catch (DuplicateKeyException e) {
            forget(upload);
            // Uploaded again, it may be attached for another day.
            jdbc.update(
                    "UPDATE evidence SET uploaded_at = now() WHERE complaint = ? AND sha256 = ? AND NOT kept",
                    complaint.value(),
                    sha256);
        }
        return find(complaint, sha256).orElseThrow();
    }

    private void forget(Upload upload) {
        jdbc.update("DELETE FROM evidence WHERE upload = ?", upload.id());
    }

    private static String typeOf(byte[] beginning) {
        if (beginning.length == 0) {
            throw refused("EVIDENCE_NOT_EMPTY", "文件是空的");
        }
        String type = TYPES.get().detect(beginning);
        if (!ALLOWED.contains(type)) {
            throw refused("EVIDENCE_TYPE_ALLOWED", "只收图片、录音、录像和 PDF 文件");
        }
        return type;
    }

    @Override
    public Optional<Stored> find(ComplaintId complaint, String sha256) {
        return jdbc
                .query(
                        "SELECT sha256, media_type, size, uploaded_at FROM evidence WHERE complaint = ? AND sha256 = ?",
                        (row, n) -> new Stored(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getTimestamp(4).toInstant()),
                        complaint.value(),
                        sha256)
                .stream()
                .findFirst();
    }

    @Override
    public boolean write(ComplaintId complaint, String sha256, OutputStream to) throws IOException {
        List<Upload> found = jdbc.query(
                "SELECT upload, key_id FROM evidence WHERE complaint = ? AND sha256 = ?",
                (row, n) -> new Upload(row.getObject(1, UUID.class), row.getString(2)),
                complaint.value(),
                sha256);
        if (found.isEmpty()) {
            return false;
        }
        Upload upload = found.get(0);
        Integer last =
                jdbc.queryForObject("SELECT max(n) FROM evidence_chunk WHERE upload = ?", Integer.class, upload.id());
        for (int n = 0; last != null && n <= last; n++) {
            byte[] sealed = jdbc.queryForObject(
                    "SELECT sealed FROM evidence_chunk WHERE upload = ? AND n = ?", byte[].class, upload.id(), n);
            Optional<byte[]> plain = personalData.openBytes(
                    upload.keyId(), bound(upload, n, n == last), sealed == null ? new byte[0] : sealed);
            if (plain.isEmpty()) {
                return false;
            }
            to.write(plain.get());
        }
        return true;
    }

    @Override
    public void keep(ComplaintId complaint, String sha256) {
        jdbc.update(
                "UPDATE evidence SET kept = true WHERE complaint = ? AND sha256 = ? AND NOT kept",
                complaint.value(),
                sha256);
    }

    @Override
    public int collect(Instant before) {
        return jdbc.update(COLLECT, Timestamp.from(before));
    }

    private static String bound(Upload upload, int n, boolean last) {
        return upload.id() + " " + n + (last ? " last" : "");
    }

    private static RefusedException refused(String code, String zh) {
        return new RefusedException(Rule.refusal(code, "§4.5.1", "file", zh));
    }
}
