package org.huifang.kernel.owner;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/** Seals what is personal before it becomes a command, and opens it at the view. */
public interface PersonalData {

    /** The sealing key of the complaint's owner; made, durably, when the complaint has none yet. */
    String keyFor(ComplaintId complaint);

    /** The sealing key of an owner of the registry; made, durably, when the owner has none yet. */
    String keyFor(OwnerId owner);

    /**
     * The sealing key of a complaint that is to be registered: of an owner of the registry the owner's, so that it is erased
     * with them, else one of its own. What an attempt that came to nothing left is replaced; a complaint that is there
     * keeps its key.
     *
     * @param owner one that is known, or nobody of the registry
     */
    String keyForNew(ComplaintId complaint, @Nullable OwnerId owner);

    /** Whether there is such an owner in the registry. */
    boolean knows(OwnerId owner);

    /** @throws KeyDestroyedException when the key is there no more */
    Personal seal(String keyId, String text);

    /** The text; empty once its key has been destroyed. Whoever opens it for somebody says so by {@link #looked}. */
    Optional<String> open(Personal sealed);

    /** @param bound what these bytes belong to; they open only where the same is said */
    byte[] sealBytes(String keyId, String bound, byte[] plain);

    /** Empty once the key has been destroyed. */
    Optional<byte[]> openBytes(String keyId, String bound, byte[] sealed);

    /** Says which keys will be needed, so that they are fetched together. */
    void prepare(Collection<String> keyIds);

    /** Leaves the trace that {@code person} read what is sealed under these keys. */
    void looked(String person, Collection<String> keyIds);

    record Look(Instant at, String person) {}

    /** Who read what is sealed under this key, the latest first. */
    List<Look> looks(String keyId, int first);

    /** A digest that only this installation can compute: equal for equal requests, and no help in guessing them. */
    String digest(byte[] request);

    /**
     * A mark of the content under an owner's key: equal for equal content, and of no meaning once the key is destroyed.
     *
     * @throws KeyDestroyedException when the key is there no more
     */
    String mark(String keyId, byte[] content);

    /**
     * What stands in an index for a value that must not be read there: only this installation can compute it, and the
     * same value of another kind has another one.
     */
    byte[] blind(String kind, String value);
}
