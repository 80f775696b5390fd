package org.huifang.command.complaint;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.ClassifyComplaint;

/** What must hold before a complaint is classified (§4.3) and its severity assessed (§4.4). */
final class JudgingRules {
    static final Rule<Complaint, ClassifyComplaint> NOT_CLASSIFIED_YET = new Rule<>(
            "NOT_CLASSIFIED_YET",
            "§4.3",
            "classification",
            "该投诉已经判定,改判请用重新判定",
            (complaint, c) -> complaint.classification == null);
    static final Rule<Complaint, ClassifyComplaint> CRITERION_BELONGS_TO_CLASS = new Rule<>(
            "CRITERION_BELONGS_TO_CLASS",
            "§4.3",
            "criterion",
            "判定依据须属于所判的类别;普通报事不填依据",
            (complaint, c) -> c.classification() == Classification.SERVICE_REQUEST
                    ? c.criterion() == null
                    : c.criterion() != null && c.criterion().classification() == c.classification());
    static final Rule<Complaint, AssessSeverity> ONLY_VALID_COMPLAINT_HAS_SEVERITY = new Rule<>(
            "ONLY_VALID_COMPLAINT_HAS_SEVERITY",
            "§4.4",
            "severity",
            "只有判定为有效投诉后才能界定轻重",
            (complaint, c) -> complaint.classification == Classification.VALID_COMPLAINT);
    static final Rule<Complaint, AssessSeverity> NOT_ASSESSED_YET = new Rule<>(
            "NOT_ASSESSED_YET", "§4.4", "severity", "该投诉已经界定轻重,请用升级或降级", (complaint, c) -> complaint.severity == null);
    static final Rule<Complaint, AssessSeverity> GROUND_BELONGS_TO_SEVERITY = new Rule<>(
            "GROUND_BELONGS_TO_SEVERITY",
            "§4.4",
            "ground",
            "界定理由须属于所定的级别",
            (complaint, c) -> c.ground().severity() == c.severity());

    static final RuleBook<Complaint, ClassifyComplaint> CLASSIFY =
            RuleBook.of(ClosingRules.open(), NOT_CLASSIFIED_YET, CRITERION_BELONGS_TO_CLASS);
    static final RuleBook<Complaint, AssessSeverity> ASSESS = RuleBook.of(
            ClosingRules.open(), ONLY_VALID_COMPLAINT_HAS_SEVERITY, NOT_ASSESSED_YET, GROUND_BELONGS_TO_SEVERITY);

    private JudgingRules() {}
}
