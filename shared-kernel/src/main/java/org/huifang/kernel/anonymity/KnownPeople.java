package org.huifang.kernel.anonymity;

import java.util.Set;

/** Of whom a text must not tell: names, phones and rooms as they were recorded. */
public record KnownPeople(Set<String> names, Set<String> phones, Set<String> rooms) {
    public static final KnownPeople NOBODY = new KnownPeople(Set.of(), Set.of(), Set.of());
}
