package org.huifang.api.access;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;

/**
 * Opens personal texts for one person's request, and leaves one trace for each owner whose texts were opened (§5), before
 * any of them leaves the server.
 */
final class PersonalReader {
    private final PersonalData personalData;
    private final String person;
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();
    private final Set<String> untraced = ConcurrentHashMap.newKeySet();

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

    /** What is told next was not looked at before: who may open it is decided again, and who opens it leaves a trace again. */
    void anew() {
        allowed.clear();
        looked.clear();
    }

    @Nullable
    String open(Personal sealed) {
        if (!allowed.contains(sealed.keyId())) {
            return null;
        }
        if (!prepared.contains(sealed.keyId())) {
            // A list has allowed all its texts by the time that the first is opened.
            Set<String> needed = new HashSet<>(allowed);
            needed.removeAll(prepared);
            personalData.prepare(needed);
            prepared.addAll(needed);
        }
        if (looked.add(sealed.keyId())) {
            untraced.add(sealed.keyId());
        }
        return personalData.open(sealed).orElse(null);
    }

    /** Called before an answer is sent. */
    void leaveTraces() {
        if (!untraced.isEmpty()) {
            Set<String> keys = new HashSet<>(untraced);
            personalData.looked(person, keys);
            untraced.removeAll(keys);
        }
    }
}
