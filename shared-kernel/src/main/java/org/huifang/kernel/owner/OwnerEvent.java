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
    @EventName(value = "owner.registered", revision = 2)
    record OwnerRegistered(OwnerId owner, Particulars particulars, Stamp stamp) implements OwnerEvent {}

    /** §4.5.1; the particulars as they are from now on, all of them. */
    @EventName(value = "owner.amended", revision = 2)
    record OwnerAmended(OwnerId owner, Particulars particulars, Stamp stamp) implements OwnerEvent {}

    /** §4.5.1; {@code movedOutAt} is when they left, the stamp tells when that was recorded. */
    @EventName(value = "owner.moved-out", revision = 2)
    record OwnerMovedOut(OwnerId owner, Instant movedOutAt, Stamp stamp) implements OwnerEvent {}
}
