package org.huifang.api.access;

import java.util.Locale;
import org.huifang.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Rules broken, as clients see them: Chinese unless English is asked for. */
@Controller
public class UserErrors {

    /** What a mutation answers where a rule is broken. */
    public record UserError(
            String code, String clause, @Nullable String field, String messageZh, String messageEn) {
        public static UserError of(Refusal refusal) {
            return new UserError(
                    refusal.code(), "KF02-02 " + refusal.clause(), refusal.field(), refusal.zh(), refusal.en());
        }
    }

    @SchemaMapping(typeName = "UserError", field = "message")
    String message(UserError error, Locale locale) {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? error.messageEn() : error.messageZh();
    }
}
