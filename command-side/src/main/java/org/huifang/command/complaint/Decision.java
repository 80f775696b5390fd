package org.huifang.command.complaint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintCommand;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;

/**
 * All there is to one kind of command: who may give it, what it follows, what must hold, and what it becomes.
 *
 * @param roleRules which of the operation's roles may, where that depends on the complaint
 * @param follows before which moment it cannot have happened
 * @param namings what it names that the company must know
 */
record Decision<C extends ComplaintCommand>(
        Operation operation,
        List<RoleRule<C>> roleRules,
        Function<Milestones, @Nullable Instant> follows,
        List<Naming<C>> namings,
        RuleBook<Milestones, C> rules,
        Outcome<C> outcome) {

    /** The facts that a command becomes, in order. */
    @FunctionalInterface
    interface Outcome<C> {
        List<ComplaintEvent> of(Milestones complaint, C command, Stamp stamp);
    }

    /** The one fact that most commands become. */
    @FunctionalInterface
    interface Fact<C> {
        ComplaintEvent of(Milestones complaint, C command, Stamp stamp);
    }

    /** Looks whether the company knows what a command names. */
    @FunctionalInterface
    interface Naming<C> extends BiFunction<C, Directory, Optional<Refusal>> {}

    /** Narrows the roles of an operation by the complaint's state. */
    record RoleRule<C>(String code, String clause, String zh, BiFunction<Milestones, C, Set<Role>> roles) {
        Refusal refusal() {
            return Rule.refusal(code, clause, null, zh);
        }

        /** Before there is a command; empty where it decides. */
        @SuppressWarnings("NullAway") // that there is no command is what is asked
        Optional<Set<Role>> rolesWhateverIsAsked(Milestones complaint) {
            try {
                return Optional.of(roles.apply(complaint, null));
            } catch (NullPointerException looksIntoTheCommand) {
                return Optional.empty();
            }
        }
    }

    static <C extends ComplaintCommand> Decision<C> of(
            Operation operation,
            Function<Milestones, @Nullable Instant> follows,
            RuleBook<Milestones, C> rules,
            Fact<C> fact) {
        return several(operation, follows, rules, (complaint, c, stamp) -> List.of(fact.of(complaint, c, stamp)));
    }

    static <C extends ComplaintCommand> Decision<C> several(
            Operation operation,
            Function<Milestones, @Nullable Instant> follows,
            RuleBook<Milestones, C> rules,
            Outcome<C> outcome) {
        return new Decision<>(operation, List.of(), follows, List.of(), rules, outcome);
    }

    Decision<C> among(RoleRule<C> rule) {
        List<RoleRule<C>> more = new ArrayList<>(roleRules);
        more.add(rule);
        return new Decision<>(operation, List.copyOf(more), follows, namings, rules, outcome);
    }

    Decision<C> naming(Naming<C> naming) {
        List<Naming<C>> more = new ArrayList<>(namings);
        more.add(naming);
        return new Decision<>(operation, roleRules, follows, List.copyOf(more), rules, outcome);
    }
}
