package org.huifang.command.owner;

import java.time.Instant;
import org.huifang.command.Requests;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.owner.OwnerCommand.OwnerMovesOut;
import org.huifang.kernel.owner.Particulars;

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

    /** Only an import may state again who is there already; any other registration means somebody new. */
    static RefusedException taken() {
        return new RefusedException(Rule.refusal("OWNER_ID_TAKEN", "§4.5.1", "owner", "这个业户编号已被使用"));
    }

    static Instant movedOutAt(OwnerMovesOut command, Instant now) {
        return command.movedOutAt() == null ? now : Requests.seconds(command.movedOutAt());
    }
}
