package org.huifang.kernel.monthend;

/** How far a month's statistics are (§4.6.4). */
public enum MonthState {
    /** No cut-off yet. */
    OPEN,
    COMPILED,
    SUBMITTED,
    RETURNED,
    APPROVED
}
