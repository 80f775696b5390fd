package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * One event of a complaint's history as a sentence.
 *
 * @param name the event's logical name
 * @param zh the sentence; personal texts stand apart in {@code texts}
 * @param lateReason why it was recorded later than it happened, where it was
 */
public record HistoryView(
        long sequence,
        String name,
        String clause,
        Instant at,
        Instant recordedAt,
        String person,
        String personName,
        Role role,
        String zh,
        String en,
        @Nullable Personal lateReason,
        List<Text> texts) {

    /** What was written in an owner's matter, under the name of the field it was written in. */
    public record Text(String field, Personal text) {}
}
