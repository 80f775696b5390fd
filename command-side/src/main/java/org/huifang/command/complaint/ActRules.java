package org.huifang.command.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.command.Rule;
import org.huifang.command.complaint.Decision.RoleRule;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintCommand;
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

    /** Who acts in which role: as the directory has it now; by the receipt, the owner; imported, as it is told. */
    static <C extends ComplaintCommand> Role requireRole(
            Milestones complaint, C command, Decision<C> decision, CompanyDirectory directory) {
        Act act = command.act();
        if (act.person().equals(complaint.respondent())) {
            throw refused("RESPONDENT_MAY_NOT_ACT", "§4.5.1", null, "被投诉人不得办理针对自己的投诉,请由上一级办理");
        }
        Directory known = directory.current();
        List<Role> roles = roles(known, act, decision.operation(), complaint);
        if (roles.isEmpty()) {
            known = directory.refreshed();
            roles = roles(known, act, decision.operation(), complaint);
        }
        if (roles.isEmpty()) {
            throw notAllowed(decision.operation());
        }
        for (RoleRule<C> rule : decision.roleRules()) {
            roles = among(rule.roles().apply(complaint, command), roles, known, decision.operation(), complaint);
            if (roles.isEmpty()) {
                throw new RefusedException(rule.refusal());
            }
        }
        return roles.get(0);
    }

    /** Whether one of the person's roles may do it there, and it is not about themselves. */
    static boolean mayBe(Milestones complaint, Act act, Operation operation, CompanyDirectory directory) {
        return !act.person().equals(complaint.respondent())
                && !roles(directory.current(), act, operation, complaint).isEmpty();
    }

    /** Before there is a command: the rule by which none of the person's roles may, whatever it would say. */
    static Optional<Refusal> brokenByRole(
            Milestones complaint, Act act, Decision<?> decision, CompanyDirectory directory) {
        if (decision.roleRules().isEmpty()) {
            return Optional.empty();
        }
        Directory known = directory.current();
        List<Role> roles = roles(known, act, decision.operation(), complaint);
        for (RoleRule<?> rule : decision.roleRules()) {
            Set<Role> few = rule.rolesWhateverIsAsked(complaint).orElse(null);
            if (few != null) {
                roles = among(few, roles, known, decision.operation(), complaint);
            }
            if (roles.isEmpty()) {
                return Optional.of(rule.refusal());
            }
        }
        return Optional.empty();
    }

    private static List<Role> among(
            Set<Role> few, List<Role> roles, Directory directory, Operation operation, Milestones complaint) {
        Set<Role> narrowed = withNextLevel(few, directory, operation, complaint);
        return roles.stream().filter(narrowed::contains).toList();
    }

    private static List<Role> roles(Directory directory, Act act, Operation operation, Milestones complaint) {
        Set<Role> allowed = withNextLevel(operation.roles(), directory, operation, complaint);
        return switch (act.source()) {
            case RECEIPT -> Stream.of(Role.OWNER).filter(allowed::contains).toList();
            case IMPORT ->
                Stream.ofNullable(act.role()).filter(allowed::contains).toList();
            default ->
                directory
                        .acting(act.person(), act.recordedAt())
                        .map(person -> person.rolesFor(operation, allowed, complaint.placeOf(operation)))
                        .orElse(List.of());
        };
    }

    /** §2: where somebody is whom it is about, the next level may do what that person could in one of these roles. */
    private static Set<Role> withNextLevel(
            Set<Role> roles, Directory directory, Operation operation, Milestones complaint) {
        String respondent = complaint.respondent();
        return respondent == null
                ? roles
                : operation.withNextLevel(
                        roles,
                        directory.acting(respondent, complaint.lastRecordedAt).orElse(null),
                        complaint.placeOf(operation));
    }

    /** When it happened, to the second: not in the future, not before what it follows, late only with a reason. */
    static Instant requireMoment(Act act, Instant now, Instant follows, Duration backAtMost) {
        if (act.at() == null) {
            return now;
        }
        Instant at = Deciding.seconds(act.at());
        if (at.isAfter(now)) {
            throw refused("AT_NOT_IN_FUTURE", "§4.5.2", "at", "发生时间不能晚于当前时间");
        }
        if (at.isBefore(now) && act.lateReason() == null) {
            throw refused("LATE_RECORD_HAS_REASON", "§4.5.2", "lateReason", "补记须说明原因");
        }
        if (at.isBefore(now.minus(backAtMost))) {
            throw refused("LATE_RECORD_WITHIN_SEVEN_DAYS", "§4.5.2", "at", "补记的时间早于现在太久(一般最多七天)");
        }
        requireOrder(at, follows);
        return at;
    }

    static void requireOrder(Instant at, Instant follows) {
        if (at.isBefore(follows)) {
            throw refused("AT_NOT_BEFORE_WHAT_IT_FOLLOWS", "§4.6", "at", "发生时间不能早于它所接续的步骤");
        }
    }

    private static RefusedException notAllowed(Operation operation) {
        return refused("ROLE_NOT_ALLOWED", operation.clause(), null, "您的岗位不能办理此事项");
    }

    private static RefusedException refused(String code, String clause, @Nullable String field, String zh) {
        return new RefusedException(Rule.refusal(code, clause, field, zh));
    }
}
