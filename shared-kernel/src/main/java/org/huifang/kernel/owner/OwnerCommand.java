package org.huifang.kernel.owner;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.huifang.kernel.Act;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to be done with the registry of owners; each is answered by {@link org.huifang.kernel.Accepted} or
 * refused. Saying again what is so changes nothing.
 */
public sealed interface OwnerCommand {
    OwnerId owner();

    Act act();

    /** §4.5.1; from an import, an owner that is there already is amended where the content differs. */
    record RegisterOwner(@TargetAggregateIdentifier OwnerId owner, String centre, Act act, Particulars particulars)
            implements OwnerCommand {}

    /** §4.5.1; the particulars as they are from now on, all of them. */
    record AmendOwner(@TargetAggregateIdentifier OwnerId owner, Act act, Particulars particulars)
            implements OwnerCommand {}

    /** §4.5.1; {@code movedOutAt} where it was not now. */
    record OwnerMovesOut(
            @TargetAggregateIdentifier OwnerId owner,
            Act act,
            @Nullable Instant movedOutAt) implements OwnerCommand {}
}
