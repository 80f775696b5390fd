package org.huifang.command.complaint;

import java.time.Instant;
import java.util.Optional;
import org.huifang.command.Rule;
import org.huifang.kernel.Act;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/** What every command about a complaint must satisfy: who acts, when, and how often (§2, house rules of §3). */
final class ActRules {
    private ActRules() {}

    /**
     * Whether this very request was carried out before.
     *
     * @throws RefusedException when its key came with another request
     */
    static boolean repeats(Milestones complaint, Act act) {
        String before = act.key() == null ? null : complaint.requestUnder(act.key());
        if (before != null && !before.equals(act.request())) {
            throw refused("IDEMPOTENCY_KEY_REUSED", "§4.5.1", "key", "同一个幂等键不能用于另一个请求,请换一个键");
        }
        return before != null;
    }

    static void requireExpected(Act act, long sequence) {
        if (act.expectedSequence() != null && act.expectedSequence() != sequence) {
            throw refused("COMPLAINT_MOVED_ON", "§4.6.2", "expectedSequence", "该投诉已有新的进展,请刷新后再办理");
        }
    }

    static Role requireRole(Complaint complaint, Act act, Operation operation, CompanyDirectory directory) {
        if (complaint.respondent != null && act.person().equals(complaint.respondent.person())) {
            throw refused("RESPONDENT_MAY_NOT_ACT", "§4.5.1", null, "被投诉人不得办理针对自己的投诉,请由上一级办理");
        }
        return requireRole(act, operation, complaint.centre, complaint.department, directory);
    }

    static Role requireRole(
            Act act, Operation operation, String centre, @Nullable String department, CompanyDirectory directory) {
        return role(directory.current(), act, operation, centre, department)
                .or(() -> role(directory.refreshed(), act, operation, centre, department))
                .orElseThrow(() -> refused("ROLE_NOT_ALLOWED", operation.clause(), null, "您的岗位不能办理此事项"));
    }

    /** When it happened, to the second: not in the future, not before what it follows, late only with a reason. */
    static Instant requireMoment(Act act, Instant now, Instant follows) {
        if (act.at() == null) {
            return now;
        }
        Instant at = Complaint.seconds(act.at());
        if (at.isAfter(now)) {
            throw refused("AT_NOT_IN_FUTURE", "§4.5.2", "at", "发生时间不能晚于当前时间");
        }
        if (at.isBefore(now) && act.lateReason() == null) {
            throw refused("LATE_RECORD_HAS_REASON", "§4.5.2", "lateReason", "补记须说明原因");
        }
        if (at.isBefore(now.minus(Complaint.STATED_BACK_AT_MOST))) {
            throw refused("LATE_RECORD_WITHIN_SEVEN_DAYS", "§4.5.2", "at", "补记的时间最多早于现在七天");
        }
        if (at.isBefore(follows)) {
            throw refused("AT_NOT_BEFORE_WHAT_IT_FOLLOWS", "§4.6", "at", "发生时间不能早于它所接续的步骤");
        }
        return at;
    }

    private static Optional<Role> role(
            Directory directory, Act act, Operation operation, String centre, @Nullable String department) {
        return directory.person(act.person()).flatMap(p -> p.roleFor(operation, centre, department));
    }

    private static RefusedException refused(String code, String clause, @Nullable String field, String zh) {
        return new RefusedException(Rule.refusal(code, clause, field, zh));
    }
}
