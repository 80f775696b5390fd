package org.huifang.command.owner;

import java.time.Instant;
import java.util.Optional;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Act;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.OwnerCommand.OwnerMovesOut;
import org.huifang.kernel.owner.Particulars;
import org.jspecify.annotations.Nullable;

/** What must hold before the registry of owners is changed (§4.5.1: who can be reached, where and how). */
final class OwnerRules {
    static final Rule<Owner, Particulars> ROOM_STATED =
            new Rule<>("ROOM_STATED", "§4.5.1", "rooms", "请至少填写一个房号", (owner, stated) -> !stated.rooms()
                    .isEmpty());
    static final Rule<Owner, Particulars> ROOMS_BOUNDED = new Rule<>(
            "ROOMS_BOUNDED",
            "§4.5.1",
            "rooms",
            "一位业户最多登记 20 个房号",
            (owner, stated) -> stated.rooms().size() <= Particulars.ROOMS_AT_MOST);
    static final Rule<Owner, Particulars> PHONES_BOUNDED = new Rule<>(
            "PHONES_BOUNDED",
            "§4.5.1",
            "phones",
            "一位业户最多登记 5 个电话",
            (owner, stated) -> stated.phones().size() <= Particulars.PHONES_AT_MOST);
    static final Rule<Owner, OwnerMovesOut> MOVED_OUT_BY_NOW = new Rule<>(
            "MOVED_OUT_BY_NOW",
            "§4.5.1",
            "movedOutAt",
            "迁出时间不能晚于当前时间",
            (owner, command) -> command.movedOutAt() == null
                    || !command.movedOutAt().isAfter(command.act().recordedAt()));

    static final RuleBook<Owner, Particulars> REGISTER = RuleBook.of(ROOM_STATED, ROOMS_BOUNDED, PHONES_BOUNDED);
    static final RuleBook<Owner, Particulars> AMEND =
            RuleBook.of(notMovedOut(), ROOM_STATED, ROOMS_BOUNDED, PHONES_BOUNDED);
    static final RuleBook<Owner, OwnerMovesOut> MOVE_OUT = RuleBook.of(notMovedOut(), MOVED_OUT_BY_NOW);

    private OwnerRules() {}

    private static <C> Rule<Owner, C> notMovedOut() {
        return new Rule<>(
                "OWNER_NOT_MOVED_OUT", "§4.5.1", null, "该业户已迁出,不能再变更", (owner, command) -> owner.movedOutAt == null);
    }

    /**
     * Whether this very request was carried out before.
     *
     * @throws RefusedException when its key came with another request
     */
    static boolean repeats(Owner owner, Act act) {
        String before = act.key() == null ? null : owner.requestUnder(act.key());
        if (before != null && !before.equals(act.request())) {
            throw refused("IDEMPOTENCY_KEY_REUSED", "§4.5.1", "key", "同一个幂等键不能用于另一个请求,请换一个键");
        }
        return before != null;
    }

    static void requireKnownCentre(String centre, CompanyDirectory directory) {
        if (directory.current().centre(centre).isEmpty()
                && directory.refreshed().centre(centre).isEmpty()) {
            throw refused("CENTRE_KNOWN", "§4.5.1", "centre", "没有这个服务中心");
        }
    }

    /** Only an import may state again who is there already; any other registration means somebody new. */
    static RefusedException taken() {
        return refused("OWNER_ID_TAKEN", "§4.5.1", "owner", "这个业户编号已被使用");
    }

    static void requireExpected(Act act, long sequence) {
        if (act.expectedSequence() != null && act.expectedSequence() != sequence) {
            throw refused("OWNER_MOVED_ON", "§4.5.1", "expectedSequence", "业户资料已有新的变更,请刷新后再办理");
        }
    }

    static Role requireRole(Act act, String centre, CompanyDirectory directory) {
        return role(directory.current(), act, centre)
                .or(() -> role(directory.refreshed(), act, centre))
                .orElseThrow(
                        () -> refused("ROLE_NOT_ALLOWED", Operation.MAINTAIN_OWNERS.clause(), null, "您的岗位不能办理此事项"));
    }

    private static Optional<Role> role(Directory directory, Act act, String centre) {
        return directory
                .acting(act.person(), act.recordedAt())
                .flatMap(p -> p.roleFor(Operation.MAINTAIN_OWNERS, Place.of(centre)));
    }

    static Instant movedOutAt(OwnerMovesOut command, Instant now) {
        return command.movedOutAt() == null ? now : Owner.seconds(command.movedOutAt());
    }

    private static RefusedException refused(String code, String clause, @Nullable String field, String zh) {
        return new RefusedException(Rule.refusal(code, clause, field, zh));
    }
}
