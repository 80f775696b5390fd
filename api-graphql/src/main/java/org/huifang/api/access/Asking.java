package org.huifang.api.access;

import graphql.GraphQLContext;
import java.security.Principal;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who asks: called by every root field, and by that decides whose eyes personal texts are opened for. */
@Component
public class Asking {
    private final CompanyDirectory directory;
    private final PersonalData personalData;

    Asking(CompanyDirectory directory, PersonalData personalData) {
        this.directory = directory;
        this.personalData = personalData;
    }

    /** @throws AccessDeniedException without a verified person */
    public String person(@Nullable Principal principal, GraphQLContext context) {
        if (principal == null) {
            throw new AccessDeniedException("not signed in");
        }
        String person = principal.getName();
        boolean opens = directory
                .current()
                .person(person)
                .or(() -> directory.refreshed().person(person))
                .filter(Person::opensPersonalData)
                .isPresent();
        context.put(PersonalReader.class, new PersonalReader(personalData, person, opens));
        return person;
    }
}
