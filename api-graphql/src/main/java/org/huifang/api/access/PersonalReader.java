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
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    PersonalReader(PersonalData personalData, String person) {
        this.personalData = personalData;
        this.person = person;
    }

    String person() {
        return person;
    }

    /** Texts under this key may be opened; all others stay sealed. */
    void allow(String keyId) {
        allowed.add(keyId);
    }

    @Nullable
    String open(Personal sealed) {
        if (!allowed.contains(sealed.keyId())) {
            return null;
        }
        if (looked.add(sealed.keyId())) {
            personalData.looked(person, sealed.keyId());
        }
        return personalData.open(sealed).orElse(null);
    }
}
