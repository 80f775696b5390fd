package org.huifang.kernel.owner;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * An owner as the registry has them.
 *
 * @param sequence of the last event this view has seen
 */
public record OwnerView(
        OwnerId id,
        String centre,
        Capacity capacity,
        Personal name,
        List<Personal> rooms,
        List<Personal> phones,
        @Nullable Instant movedOutAt,
        long sequence) {}
