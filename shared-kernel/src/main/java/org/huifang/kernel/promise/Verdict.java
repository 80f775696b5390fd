package org.huifang.kernel.promise;

/** How a promise stands. */
public enum Verdict {
    OPEN,
    MET,
    MISSED,
    CANCELLED
}
