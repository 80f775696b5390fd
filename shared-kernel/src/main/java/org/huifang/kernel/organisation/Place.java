package org.huifang.kernel.organisation;

import java.util.Set;

/** Where a complaint is: its centre, and the departments that lead or assist its handling. */
public record Place(String centre, Set<String> departments) {
    /** What is the company's, not a centre's. */
    public static final Place COMPANY = of("");

    public static Place of(String centre) {
        return new Place(centre, Set.of());
    }
}
