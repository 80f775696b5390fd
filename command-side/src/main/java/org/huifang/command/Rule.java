package org.huifang.command;

import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.BiPredicate;
import org.huifang.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must hold before a command is carried out: its clause, its message, its test in one place.
 *
 * @param <S> the state that is looked at
 * @param <C> the command
 * @param field the input the rule speaks of, where it speaks of one
 * @param zh what to tell people; the English beside it stands in {@code rules_en.properties} under the code
 */
public record Rule<S, C>(
        String code, String clause, @Nullable String field, String zh, BiPredicate<S, C> holds) {
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("org.huifang.command.rules_en");

    public Refusal refusal() {
        return refusal(code, clause, field, zh);
    }

    /** For what is refused outside a rule book; the English comes from the same file. */
    public static Refusal refusal(String code, String clause, @Nullable String field, String zh) {
        return new Refusal(code, clause, field, zh, english(code));
    }

    /** @throws MissingResourceException when the message file lacks the code; a test keeps it complete */
    public static String english(String code) {
        return ENGLISH.getString(code);
    }
}
