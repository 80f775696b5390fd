package org.huifang.command.complaint;

import java.util.Objects;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.ComplaintCommand.AmendRecord;
import org.huifang.kernel.complaint.ComplaintCommand.CallInSuperior;
import org.huifang.kernel.complaint.ComplaintCommand.TransferComplaint;
import org.huifang.kernel.complaint.ComplaintCommand.VoidComplaint;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintTransferred;
import org.huifang.kernel.complaint.ComplaintEvent.ComplaintVoided;
import org.huifang.kernel.complaint.ComplaintEvent.RecordAmended;
import org.huifang.kernel.complaint.ComplaintEvent.SuperiorCalledIn;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;

/** What must hold before what reception wrote down is amended, and the complaint moved or set aside (§4.5.1, §4.6.1). */
final class ReceptionRules {
    static final Rule<Milestones, AmendRecord> AMENDMENT_STATED =
            new Rule<>("AMENDMENT_STATED", "§4.5.1", null, "请至少更正一项内容", (complaint, c) -> !c.amendment()
                    .empty());
    static final Rule<Milestones, AmendRecord> AMENDED_RECORD_COMPLETE = new Rule<>(
            "AMENDED_RECORD_COMPLETE",
            "§4.5.1",
            null,
            "更正后的记录仍须写明时间、被投诉人、联系方式,且时间不能矛盾",
            (complaint, c) -> complaint.reception == null
                    || RegisteringRules.complete(
                            complaint.receivedAt, complaint.id, c.amendment().of(complaint.reception)));
    static final Rule<Milestones, CallInSuperior> SUPERIOR_COMES = new Rule<>(
            "SUPERIOR_COMES",
            "§4.5.1 b",
            "superior",
            "可请客服部主管或主管经理到场",
            (complaint, c) -> c.superior() == Role.CS_SUPERVISOR || c.superior() == Role.MANAGER);
    static final Rule<Milestones, TransferComplaint> TRANSFERRED_ELSEWHERE = new Rule<>(
            "TRANSFERRED_ELSEWHERE",
            "§4.6.1",
            "centre",
            "该投诉已属于这个服务中心",
            (complaint, c) -> !complaint.centre.equals(c.centre()));

    static final Decision<AmendRecord> AMEND = Decision.<AmendRecord>of(
                    Operation.AMEND,
                    complaint -> complaint.receivedAt,
                    RuleBook.of(ClosingRules.standing(), AMENDMENT_STATED, AMENDED_RECORD_COMPLETE),
                    (complaint, c, stamp) -> new RecordAmended(
                            complaint.id,
                            c.amendment().from(Objects.requireNonNull(complaint.reception)),
                            c.amendment(),
                            c.reason(),
                            stamp))
            .naming(Known.person(
                    "respondent.person",
                    c -> c.amendment().respondent() == null
                            ? null
                            : c.amendment().respondent().person()))
            .naming(Known.department(
                    "respondent.department",
                    c -> c.amendment().respondent() == null
                            ? null
                            : c.amendment().respondent().department()));
    static final Decision<CallInSuperior> CALL_IN = Decision.of(
            Operation.CALL_IN_SUPERIOR,
            complaint -> complaint.receivedAt,
            RuleBook.of(ClosingRules.open(), SUPERIOR_COMES),
            (complaint, c, stamp) -> new SuperiorCalledIn(complaint.id, c.superior(), c.note(), stamp));
    static final Decision<TransferComplaint> TRANSFER = Decision.<TransferComplaint>of(
                    Operation.TRANSFER,
                    complaint -> complaint.lastAt,
                    RuleBook.of(ClosingRules.open(), TRANSFERRED_ELSEWHERE),
                    (complaint, c, stamp) -> new ComplaintTransferred(complaint.id, c.centre(), c.reason(), stamp))
            .naming(Known.centre("centre", TransferComplaint::centre));
    static final Decision<VoidComplaint> VOID = Decision.of(
            Operation.VOID,
            complaint -> complaint.lastAt,
            RuleBook.of(ClosingRules.open()),
            (complaint, c, stamp) -> new ComplaintVoided(complaint.id, c.reason(), stamp));

    private ReceptionRules() {}
}
