package org.huifang.api.access;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;

/** Opens personal texts for one person's request, and leaves one trace for each owner whose texts were opened (§5). */
final class PersonalReader {
    private final PersonalData personalData;
    private final String person;
    private final boolean opens;
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    PersonalReader(PersonalData personalData, String person, boolean opens) {
        this.personalData = personalData;
        this.person = person;
        this.opens = opens;
    }

    @Nullable
    String open(Personal sealed) {
        if (!opens) {
            return null;
        }
        if (looked.add(sealed.keyId())) {
            personalData.looked(person, sealed.keyId());
        }
        return personalData.open(sealed).orElse(null);
    }
}
