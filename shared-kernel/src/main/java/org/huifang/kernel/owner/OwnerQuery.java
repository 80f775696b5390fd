package org.huifang.kernel.owner;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked about owners. {@code person} asks: who they may not find is as if they were not there. */
public sealed interface OwnerQuery {
    /** Enough to choose from while typing; whoever is not among them is found by typing on. */
    int FIRST_AT_MOST = 20;

    String person();

    /** Answered by {@link FoundOwner}. */
    record FindOwner(String person, OwnerId owner) implements OwnerQuery {}

    /**
     * Answered by {@link FoundOwner} as soon as the view has seen the stream's event {@code sequence} (read your
     * writes), or after {@code patience} with what is there.
     */
    record AwaitOwner(String person, OwnerId owner, long sequence, Duration patience) implements OwnerQuery {}

    /**
     * Answered by {@link FoundOwners}: owners of the centre whose rooms, phones or name begin with what has been typed,
     * each word of it; those who live there before those who moved out, the latest changed first.
     */
    record FindOwners(String person, String centre, String text, int first) implements OwnerQuery {}

    /** @param current whether the view carries all that was asked to be waited for */
    record FoundOwner(@Nullable OwnerView owner, boolean current) {}

    record FoundOwners(List<OwnerView> owners) {}
}
