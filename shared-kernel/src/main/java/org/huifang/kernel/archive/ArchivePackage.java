package org.huifang.kernel.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.RecordNumber;
import org.jspecify.annotations.Nullable;

/**
 * What is in an archive package (§4.6.4): a ZIP whose entries with personal data are encrypted with a passphrase (AES-256,
 * as WinZip and 7-Zip do), and whose others anybody may read. Its manifest comes last and names every other entry.
 */
public final class ArchivePackage {
    public static final String FORMAT = "huifang-archive 1";

    public static final String MANIFEST = "manifest.json";
    /** {@link Line}s in the order of the log, of the company, the days of reception and the complaints. */
    public static final String EVENTS = "events.jsonl";

    public static final String SCHEMA = "events.schema.json";
    /** {@link PackedKey}s, encrypted: with them the texts in the events are opened. */
    public static final String KEYS = "keys.json";

    /** Where on the class path the shapes of all events stand, as JSON Schema. */
    public static final String SCHEMA_RESOURCE = "/org/huifang/kernel/events.schema.json";

    /** The passphrase of the encrypted entries; the format's own key derivation is of 2003, so it is to be long. */
    public static final int PASSPHRASE_AT_LEAST = 20;

    public static final int PASSPHRASE_AT_MOST = 200;

    private ArchivePackage() {}

    /**
     * @param centre its code, with its name of the day
     * @param head position of the log up to which events were looked for
     * @param complaints archived with the month, by number
     * @param waiting handed over with the month, and not archived when the package was made
     */
    public record Manifest(
            String format,
            String centre,
            String centreName,
            YearMonth month,
            Instant exportedAt,
            String exportedBy,
            long head,
            List<PackedComplaint> complaints,
            List<RecordNumber> waiting,
            List<PackedFile> files) {}

    /** @param events of its stream; {@code erased} where its owner's key has been destroyed */
    public record PackedComplaint(ComplaintId complaint, RecordNumber number, int events, boolean erased) {}

    /**
     * Another entry of the package.
     *
     * @param bytes before compression and encryption; {@code sha256} over them, in hexadecimal
     * @param encrypted with the passphrase
     * @param evidenceOf the complaint that it is evidence of
     */
    public record PackedFile(
            String name,
            long bytes,
            String sha256,
            boolean encrypted,
            @Nullable ComplaintId evidenceOf) {}

    /**
     * An event as it is stored.
     *
     * @param position in the log that the package was made from
     * @param payload the exact JSON, as a text, so that no reader changes a byte of it; {@code metadata} too
     */
    public record Line(
            long position,
            String stream,
            long sequence,
            String type,
            UUID id,
            Instant recordedAt,
            String name,
            int revision,
            String payload,
            String metadata) {}

    /** @param key AES-256, in base64; absent once destroyed */
    public record PackedKey(
            ComplaintId complaint, String keyId, @Nullable String key) {}
}
