package org.huifang.kernel.monthend;

/** How far a version of a month's service report is (§4.6.6). */
public enum ReportState {
    DRAFTED,
    RETURNED,
    APPROVED,
    PUBLISHED,
    /** Published, and corrected since. */
    SUPERSEDED
}
