package org.huifang.kernel.complaint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;

/** Files that people bring as evidence (§4.5.1), sealed under the key of their complaint's owner. */
public interface EvidenceStore {
    /** A file, house rule. */
    long BYTES_AT_MOST = 20L * 1024 * 1024;

    /** Of one complaint that are not attached yet, house rule. */
    long WAITING_BYTES_AT_MOST = 60L * 1024 * 1024;

    /** @param sha256 of the plain bytes, in hexadecimal; {@code size} in bytes */
    record Stored(String sha256, String mediaType, long size, Instant uploadedAt) {}

    /**
     * Takes a file in; the same bytes for the same complaint are stored once.
     *
     * @throws org.huifang.kernel.RefusedException when it is empty, too large or of no allowed type
     */
    Stored store(ComplaintId complaint, InputStream bytes) throws IOException;

    Optional<Stored> find(ComplaintId complaint, String sha256);

    /** @return false when the owner's key has been destroyed, and nothing was written */
    boolean write(ComplaintId complaint, String sha256, OutputStream to) throws IOException;

    /** It is attached; harmless twice. */
    void keep(ComplaintId complaint, String sha256);

    /** Removes what was uploaded before that moment and never attached. */
    int collect(Instant before);
}
