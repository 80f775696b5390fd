package org.huifang.command;

import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;

/** All that must hold before one kind of command is carried out, in the order in which people should be told. */
public record RuleBook<S, C>(List<Rule<S, C>> rules) {

    @SafeVarargs
    @SuppressWarnings("varargs") // copied at once
    public static <S, C> RuleBook<S, C> of(Rule<S, C>... rules) {
        return new RuleBook<>(List.of(rules));
    }

    /**
     * Before there is a command: the rules that are broken already, whatever it would say. One that looks into the command
     * says nothing yet.
     */
    @SuppressWarnings("NullAway") // that there is no command is what is asked
    public List<Refusal> brokenWhateverIsAsked(S state) {
        return rules.stream()
                .filter(rule -> !holdsWithout(rule, state))
                .map(Rule::refusal)
                .toList();
    }

    private static <S, C> boolean holdsWithout(Rule<S, C> rule, S state) {
        try {
            return rule.holds().test(state, null);
        } catch (NullPointerException looksIntoTheCommand) {
            return true;
        }
    }

    /** @throws RefusedException naming every rule that is broken */
    public void require(S state, C command) {
        List<Refusal> broken = new ArrayList<>();
        for (Rule<S, C> rule : rules) {
            if (!rule.holds().test(state, command)) {
                broken.add(rule.refusal());
            }
        }
        if (!broken.isEmpty()) {
            throw new RefusedException(broken);
        }
    }
}
