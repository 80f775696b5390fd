package org.huifang.kernel.complaint;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.huifang.kernel.complaint.Reception.Channel;
import org.huifang.kernel.complaint.Reception.Complainant;
import org.huifang.kernel.complaint.Reception.Content;
import org.huifang.kernel.complaint.Reception.Occurrence;
import org.huifang.kernel.complaint.Reception.Respondent;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/**
 * Contents of reception (§4.5.1): as new ones, what replaces what stood there; as old ones, what stood there. Absent is
 * what is not spoken of. What decides promises (reception, requested deadline, raises before) cannot be amended.
 */
public record Amendment(
        @Nullable Channel channel,
        @Nullable Instant arrivedAt,
        @Nullable Occurrence occurred,
        @Nullable Personal place,
        @Nullable Respondent respondent,
        @Nullable Personal course,
        @Nullable Personal demand,
        @Nullable Complainant complainant) {

    public boolean empty() {
        return equals(new Amendment(null, null, null, null, null, null, null, null));
    }

    /** The record after it. */
    public Reception of(Reception before) {
        Set<Content> still = EnumSet.noneOf(Content.class);
        if (before.toFollow() != null) {
            still.addAll(before.toFollow());
        }
        still.removeIf(this::brings);
        return new Reception(
                channel == null ? before.channel() : channel,
                arrivedAt == null ? before.arrivedAt() : arrivedAt,
                occurred == null ? before.occurred() : occurred,
                place == null ? before.place() : place,
                respondent == null ? before.respondent() : respondent,
                course == null ? before.course() : course,
                demand == null ? before.demand() : demand,
                before.requestedDeadline(),
                complainant == null ? before.complainant() : complainant,
                before.raisedBefore(),
                still.isEmpty() ? null : still);
    }

    /** What it replaces. */
    public Amendment from(Reception before) {
        return new Amendment(
                channel == null ? null : before.channel(),
                arrivedAt == null ? null : before.arrivedAt(),
                occurred == null ? null : before.occurred(),
                place == null ? null : before.place(),
                respondent == null ? null : before.respondent(),
                course == null ? null : before.course(),
                demand == null ? null : before.demand(),
                complainant == null ? null : before.complainant());
    }

    private boolean brings(Content content) {
        return switch (content) {
            case OCCURRENCE -> occurred != null;
            case PLACE -> place != null;
            case RESPONDENT -> respondent != null;
            case DEMAND -> demand != null;
            case CONTACT -> complainant != null;
        };
    }
}
