package org.huifang.command.complaint;

import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.complaint.Classification;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintCommand.AssessSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.LowerSeverity;
import org.huifang.kernel.complaint.ComplaintCommand.RaiseSeverity;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityAssessed;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityLowered;
import org.huifang.kernel.complaint.ComplaintEvent.SeverityRaised;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.complaint.SeverityGround;
import org.huifang.kernel.organisation.Operation;

/** What must hold before the severity of a valid complaint is assessed, raised or lowered (§4.4). */
final class SeverityRules {
    static final Rule<Milestones, AssessSeverity> NOT_ASSESSED_YET = new Rule<>(
            "NOT_ASSESSED_YET",
            "§4.4",
            "severity",
            "该投诉已经界定轻重,请用升级或降级",
            (complaint, c) -> complaint.severity() == null);
    static final Rule<Milestones, RaiseSeverity> RAISED_HIGHER = new Rule<>(
            "RAISED_HIGHER",
            "§4.4",
            "severity",
            "升级须高于现有级别",
            (complaint, c) -> complaint.severity() != null && c.severity().compareTo(complaint.severity()) > 0);
    static final Rule<Milestones, LowerSeverity> LOWERED_BELOW = new Rule<>(
            "LOWERED_BELOW",
            "§4.4",
            "severity",
            "降级须低于现有级别",
            (complaint, c) -> complaint.severity() != null && c.severity().compareTo(complaint.severity()) < 0);

    static final Decision<AssessSeverity> ASSESS = Decision.of(
            Operation.ASSESS_SEVERITY,
            complaint -> complaint.judging.judgedAt,
            RuleBook.of(
                    ClosingRules.open(),
                    validComplaint(),
                    NOT_ASSESSED_YET,
                    groundOfSeverity(AssessSeverity::severity, AssessSeverity::ground)),
            (complaint, c, stamp) -> new SeverityAssessed(complaint.id, c.severity(), c.ground(), c.reason(), stamp));
    static final Decision<RaiseSeverity> RAISE = Decision.of(
            Operation.RAISE_SEVERITY,
            complaint -> complaint.judging.judgedAt,
            RuleBook.of(
                    ClosingRules.open(),
                    validComplaint(),
                    RAISED_HIGHER,
                    groundOfSeverity(RaiseSeverity::severity, RaiseSeverity::ground)),
            (complaint, c, stamp) -> new SeverityRaised(complaint.id, c.severity(), c.ground(), c.reason(), stamp));
    static final Decision<LowerSeverity> LOWER = Decision.of(
            Operation.LOWER_SEVERITY,
            complaint -> complaint.judging.judgedAt,
            RuleBook.of(
                    ClosingRules.open(),
                    validComplaint(),
                    LOWERED_BELOW,
                    groundOfSeverity(LowerSeverity::severity, LowerSeverity::ground)),
            (complaint, c, stamp) -> new SeverityLowered(complaint.id, c.severity(), c.ground(), c.reason(), stamp));

    private SeverityRules() {}

    private static <C extends ComplaintCommand> Rule<Milestones, C> validComplaint() {
        return new Rule<>(
                "ONLY_VALID_COMPLAINT_HAS_SEVERITY",
                "§4.4",
                "severity",
                "只有判定为有效投诉后才能界定轻重",
                (complaint, c) -> complaint.judging.classification == Classification.VALID_COMPLAINT);
    }

    private static <C extends ComplaintCommand> Rule<Milestones, C> groundOfSeverity(
            Function<C, Severity> severity, Function<C, SeverityGround> ground) {
        return new Rule<>(
                "GROUND_BELONGS_TO_SEVERITY",
                "§4.4",
                "ground",
                "界定理由须属于所定的级别",
                (complaint, c) -> ground.apply(c).severity() == severity.apply(c));
    }
}
