package org.huifang.command;

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

    /** @throws RefusedException naming every rule that is broken */
    public void require(S state, C command) {
        List<Refusal> broken = rules.stream()
                .filter(rule -> !rule.holds().test(state, command))
                .map(Rule::refusal)
                .toList();
        if (!broken.isEmpty()) {
            throw new RefusedException(broken);
        }
    }
}
