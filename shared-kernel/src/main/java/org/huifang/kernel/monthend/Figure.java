package org.huifang.kernel.monthend;

/** A figure whose complaints and events can be asked for; {@code key} narrows it where it says so. */
public enum Figure {
    OPEN_AT_START,
    RECEIVED,
    IMPORTED,
    TRANSFERRED_IN,
    REOPENED,
    CLOSED,
    WITHDRAWN,
    MERGED,
    VOIDED,
    TRANSFERRED_OUT,
    OPEN_AT_END,
    /** Of those received; key: the class, or none for not yet judged. */
    BY_CLASSIFICATION,
    BY_CRITERION,
    BY_SEVERITY,
    BY_DEPARTMENT,
    BY_CHANNEL,
    /** Key: the promise. */
    PROMISES_MET,
    PROMISES_MISSED,
    COMPLETED,
    RAISED_AGAIN,
    /** Key: the score, or none for all. */
    SATISFACTION,
    ENDED,
    VISITED,
    WAIVED,
    VISITS_OWED
}
