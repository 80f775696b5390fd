package org.huifang.kernel.owner;

import java.time.Instant;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;

/** What happens to an owner in the registry. Every record is stored for ever: change one only through an upcaster. */
public sealed interface OwnerEvent {
    OwnerId owner();

    /** Its centre is the owner's. */
    Stamp stamp();

    /** §4.5.1 */
    @EventName("owner.registered")
    record OwnerRegistered(OwnerId owner, Particulars particulars, Stamp stamp) implements OwnerEvent {}

    /** §4.5.1; the particulars as they are from now on, all of them. */
    @EventName("owner.amended")
    record OwnerAmended(OwnerId owner, Particulars particulars, Stamp stamp) implements OwnerEvent {}

    /** §4.5.1; {@code movedOutAt} is when they left, the stamp tells when that was recorded. */
    @EventName("owner.moved-out")
    record OwnerMovedOut(OwnerId owner, Instant movedOutAt, Stamp stamp) implements OwnerEvent {}
}
