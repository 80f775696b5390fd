package org.huifang.kernel.organisation;

import java.util.Set;

/** Where a complaint is: its centre, and the departments that lead or assist its handling. */
public record Place(String centre, Set<String> departments) {}
