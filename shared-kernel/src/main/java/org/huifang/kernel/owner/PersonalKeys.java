package org.huifang.kernel.owner;

import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/** Sealing keys that leave one installation in an archive package, and come into another (§4.6.4). */
public interface PersonalKeys {

    /** @param key AES-256; absent once destroyed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Exported(String keyId, byte @Nullable [] key) {}

    /** The complaint's; empty where it never had one. Whoever asks for somebody says so by {@link PersonalData#looked}. */
    Optional<Exported> export(ComplaintId complaint);

    /** The complaint's from now on; it has none yet. A key destroyed elsewhere is destroyed here. */
    void adopt(ComplaintId complaint, Exported key);
}
