package org.huifang.kernel.promise;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Promises#fold} of facts that keep coming: goes on from where it stood, and begins anew where a fact came late, time
 * goes back, or days are those of another zone.
 */
public final class Folding {
    private final List<Happening> happenings = new ArrayList<>();
    private @Nullable Fold fold;
    private @Nullable ZoneId zone;
    private Instant upTo = Instant.MIN;
    private int taken;

    public void happened(Happening happening) {
        happenings.add(happening);
    }

    /** All of them, in the order in which they were told. */
    public List<Happening> happenings() {
        return Collections.unmodifiableList(happenings);
    }

    /** @param in the centre's zone, in which its days and months end */
    public Promises upTo(Instant asOf, ZoneId in) {
        if (fold == null || !in.equals(zone) || asOf.isBefore(upTo) || !happenedSince(upTo)) {
            fold = new Fold(in);
            zone = in;
            taken = 0;
        }
        List<Happening> next = happenings.subList(taken, happenings.size());
        boolean whole = fold.take(next, asOf);
        Promises promises = fold.upTo(asOf);
        taken = happenings.size();
        upTo = asOf;
        if (!whole) {
            fold = null;
        }
        return promises;
    }

    private boolean happenedSince(Instant instant) {
        for (int i = taken; i < happenings.size(); i++) {
            if (happenings.get(i).at().isBefore(instant)) {
                return false;
            }
        }
        return true;
    }
}
