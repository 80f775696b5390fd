package org.huifang.command.complaint;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AcceptHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.SendBackHandlingRecord;
import org.huifang.kernel.complaint.ComplaintCommand.SubmitHandlingRecord;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordAccepted;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSentBack;
import org.huifang.kernel.complaint.ComplaintEvent.HandlingRecordSubmitted;
import org.huifang.kernel.organisation.Operation;

/** What must hold before the complaint handling record is handed in, accepted or sent back (§4.6.2). */
final class RecordRules {
    static final Rule<Milestones, SubmitHandlingRecord> COMPLETED_BEFORE_SUBMITTED = new Rule<>(
            "COMPLETED_BEFORE_SUBMITTED",
            "§4.6.2",
            null,
            "办结后才能提交投诉处理记录表",
            (complaint, c) -> complaint.disposal.completedAt != null);
    static final Rule<Milestones, SubmitHandlingRecord> NOT_SUBMITTED_YET = new Rule<>(
            "NOT_SUBMITTED_YET",
            "§4.6.2",
            null,
            "投诉处理记录表已经提交",
            (complaint, c) -> complaint.disposal.submittedAt == null);

    static final Decision<SubmitHandlingRecord> SUBMIT = Decision.of(
            Operation.SUBMIT_HANDLING_RECORD,
            complaint -> Milestones.latest(complaint.disposal.completedAt, complaint.disposal.sentBackAt),
            RuleBook.of(ClosingRules.open(), COMPLETED_BEFORE_SUBMITTED, NOT_SUBMITTED_YET),
            (complaint, c, stamp) -> new HandlingRecordSubmitted(complaint.id, c.course(), stamp));
    static final Decision<AcceptHandlingRecord> ACCEPT = Decision.of(
            Operation.ACCEPT_HANDLING_RECORD,
            complaint -> complaint.disposal.submittedAt,
            RuleBook.of(ClosingRules.open(), submitted(), notAccepted()),
            (complaint, c, stamp) -> new HandlingRecordAccepted(complaint.id, c.note(), stamp));
    static final Decision<SendBackHandlingRecord> SEND_BACK = Decision.of(
            Operation.SEND_BACK_HANDLING_RECORD,
            complaint -> complaint.disposal.submittedAt,
            RuleBook.of(ClosingRules.open(), submitted(), notAccepted()),
            (complaint, c, stamp) -> new HandlingRecordSentBack(complaint.id, c.reason(), c.what(), stamp));

    private RecordRules() {}

    private static <C extends ComplaintCommand> Rule<Milestones, C> submitted() {
        return new Rule<>(
                "SUBMITTED_BEFORE_ACCEPTED",
                "§4.6.2",
                null,
                "提交投诉处理记录表后才能签收或退回",
                (complaint, c) -> complaint.disposal.submittedAt != null);
    }

    private static <C extends ComplaintCommand> Rule<Milestones, C> notAccepted() {
        return new Rule<>(
                "NOT_ACCEPTED_YET",
                "§4.6.2",
                null,
                "投诉处理记录表已经签收",
                (complaint, c) -> complaint.disposal.acceptedAt == null);
    }
}
