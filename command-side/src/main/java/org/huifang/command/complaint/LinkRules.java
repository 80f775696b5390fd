package org.huifang.command.complaint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand.LinkComplaints;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintLinked;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintMerged;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.Handling.LinkKind;
import org.huifang.kernel.complaint.RecordNumber;
import org.huifang.kernel.organisation.Operation;
import org.jspecify.annotations.Nullable;

/** What must hold before two complaints are linked, or one is merged into the other (§4.4.1 a, §4.6.6). */
final class LinkRules {
    /** The earlier of two complaints, as the later one sees it. */
    record End(
            ComplaintId id,
            RecordNumber number,
            String centre,
            Instant receivedAt,
            boolean open,
            boolean standing,
            @Nullable String owner) {
        static End of(Milestones complaint) {
            return new End(
                    complaint.id,
                    Objects.requireNonNull(complaint.number),
                    complaint.centre,
                    complaint.receivedAt,
                    complaint.open(),
                    complaint.standing(),
                    ownerOf(complaint));
        }
    }

    private LinkRules() {}

    /** A duplicate ends there, with all that was done about it. */
    static Decision<LinkComplaints> linkTo(End earlier, LinkKind kind) {
        return Decision.several(
                Operation.LINK,
                complaint -> Milestones.latest(
                        kind == LinkKind.DUPLICATE ? complaint.lastAt : complaint.receivedAt, earlier.receivedAt()),
                rules(earlier),
                (complaint, c, stamp) -> linked(complaint, c, earlier, stamp));
    }

    private static List<ComplaintEvent> linked(Milestones later, LinkComplaints c, End earlier, Stamp stamp) {
        ComplaintEvent link =
                new ComplaintLinked(later.id, earlier.id(), earlier.number(), c.kind(), c.reason(), stamp);
        return c.kind() == LinkKind.DUPLICATE
                ? List.of(link, new ComplaintMerged(later.id, earlier.id(), stamp))
                : List.of(link);
    }

    static RuleBook<Milestones, LinkComplaints> rules(End earlier) {
        return RuleBook.of(
                new Rule<>(
                        "LINKED_COMPLAINTS_STAND",
                        "§4.6.6",
                        null,
                        "已合并或作废的投诉不能关联",
                        (later, c) -> later.standing() && earlier.standing()),
                new Rule<>(
                        "LINKED_WITHIN_CENTRE",
                        "§4.6.6",
                        "to",
                        "只能关联同一服务中心的投诉",
                        (later, c) -> later.centre.equals(earlier.centre())),
                new Rule<>(
                        "NOT_LINKED_YET", "§4.6.6", "to", "这两件投诉已经这样关联", (later, c) -> !later.linked(c.to(), c.kind())),
                new Rule<>("LINKED_TO_ANOTHER", "§4.6.6", "to", "投诉不能与自己关联", (later, c) -> !later.id.equals(c.to())),
                new Rule<>(
                        "DUPLICATE_OF_EARLIER_OPEN",
                        "§4.4.1 a",
                        "to",
                        "重复投诉只能并入更早受理、仍在办理的投诉,且本身仍在办理",
                        (later, c) -> c.kind() != LinkKind.DUPLICATE
                                || (later.open()
                                        && earlier.open()
                                        && !earlier.receivedAt().isAfter(later.receivedAt))),
                new Rule<>(
                        "DUPLICATE_OF_SAME_COMPLAINANT",
                        "§4.4.1 a",
                        "to",
                        "重复投诉须是同一业户提出的",
                        (later, c) -> c.kind() != LinkKind.DUPLICATE
                                || ownerOf(later) == null
                                || earlier.owner() == null
                                || earlier.owner().equals(ownerOf(later))),
                new Rule<>(
                        "RAISED_LATER_AFTER_END",
                        "§4.4.1 a",
                        "to",
                        "原投诉仍在办理,请用再次反映",
                        (later, c) -> c.kind() != LinkKind.RAISED_LATER || !earlier.open()));
    }

    private static @Nullable String ownerOf(Milestones complaint) {
        return complaint.reception == null
                ? null
                : complaint.reception.complainant().owner();
    }
}
