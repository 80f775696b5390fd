package org.huifang.command.complaint;

import java.util.EnumSet;
import java.util.Set;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand.ArchiveRecord;
import org.huifang.kernel.complaint.ComplaintCommand.CorrectArchivedRecord;
import org.huifang.kernel.complaint.ComplaintCommand.HandOverRecord;
import org.huifang.kernel.complaint.ComplaintEvent.ArchivedRecordCorrected;
import org.huifang.kernel.complaint.ComplaintEvent.RecordArchived;
import org.huifang.kernel.complaint.ComplaintEvent.RecordHandedOver;
import org.huifang.kernel.organisation.Operation;

/** What must hold before a record goes to the quality department, is archived, and what holds from then on (§4.6.4). */
final class ArchiveRules {
    static final Rule<Milestones, HandOverRecord> ENDED_BEFORE_HANDED_OVER = new Rule<>(
            "ENDED_BEFORE_HANDED_OVER",
            "§4.6.4",
            null,
            "结案或撤回后才能移交记录",
            (complaint, c) -> complaint.closedAt != null || complaint.withdrawnAt != null);
    static final Rule<Milestones, HandOverRecord> VISITED_BEFORE_HANDED_OVER = new Rule<>(
            "VISITED_BEFORE_HANDED_OVER",
            "§4.6.4",
            null,
            "完成回访或签准免访后才能移交记录",
            (complaint, c) -> complaint.visits.visitedAt != null || complaint.visits.waived);
    static final Rule<Milestones, HandOverRecord> NOT_HANDED_OVER_YET = new Rule<>(
            "NOT_HANDED_OVER_YET", "§4.6.4", null, "该记录已经移交", (complaint, c) -> complaint.handedOverAt == null);
    static final Rule<Milestones, ArchiveRecord> HANDED_OVER_BEFORE_ARCHIVED = new Rule<>(
            "HANDED_OVER_BEFORE_ARCHIVED",
            "§4.6.4",
            null,
            "服务中心移交后才能归档",
            (complaint, c) -> complaint.handedOverAt != null);
    static final Rule<Milestones, CorrectArchivedRecord> ARCHIVED_BEFORE_CORRECTED = new Rule<>(
            "ARCHIVED_BEFORE_CORRECTED", "§4.6.4", null, "归档后才附加更正;归档前请用更正记录", (complaint, c) -> complaint.archived);

    /** What may still be said of an archived complaint: that it was wrong, and what it has to do with another. */
    private static final Set<Operation> OF_ARCHIVED = EnumSet.of(Operation.CORRECT_ARCHIVED_RECORD, Operation.LINK);

    static final Decision<HandOverRecord> HAND_OVER = Decision.of(
            Operation.HAND_OVER_RECORDS,
            complaint -> complaint.lastAt,
            RuleBook.of(
                    ClosingRules.standing(), ENDED_BEFORE_HANDED_OVER, VISITED_BEFORE_HANDED_OVER, NOT_HANDED_OVER_YET),
            (complaint, c, stamp) -> new RecordHandedOver(complaint.id, c.month(), stamp));
    static final Decision<ArchiveRecord> ARCHIVE = Decision.of(
            Operation.ARCHIVE_RECORD,
            complaint -> complaint.handedOverAt,
            RuleBook.of(HANDED_OVER_BEFORE_ARCHIVED),
            (complaint, c, stamp) -> new RecordArchived(complaint.id, c.note(), stamp));
    static final Decision<CorrectArchivedRecord> CORRECT = Decision.of(
            Operation.CORRECT_ARCHIVED_RECORD,
            complaint -> complaint.handedOverAt,
            RuleBook.of(ARCHIVED_BEFORE_CORRECTED),
            (complaint, c, stamp) -> new ArchivedRecordCorrected(complaint.id, c.correction(), stamp));

    private ArchiveRules() {}

    /** @throws RefusedException when it is not archived */
    static void requireArchived(Milestones complaint) {
        if (!complaint.archived) {
            throw new RefusedException(
                    Rule.refusal("CASE_FROM_ARCHIVED_RECORD", "§4.6.5", "complaints", "只能由已归档的投诉编写案例"));
        }
    }

    /** @throws RefusedException when it is archived, and this would change it */
    static void requireNotArchived(Milestones complaint, Operation operation) {
        if (complaint.archived && !OF_ARCHIVED.contains(operation)) {
            throw new RefusedException(
                    Rule.refusal("RECORD_NOT_ARCHIVED", "§4.6.4", null, "记录已归档,不能再变更;品质部可附加更正,业户再次反映请登记新投诉并关联"));
        }
    }
}
