package org.huifang.kernel.monthend;

/** What figures count (PROMISES "Statistics, exactly"). */
public enum FactKind {
    RECEIVED,
    /** Of those received, brought as whole histories from elsewhere. */
    IMPORTED,
    CLOSED,
    WITHDRAWN,
    MERGED,
    VOIDED,
    TRANSFERRED_IN,
    TRANSFERRED_OUT,
    /** Of one that was closed or withdrawn at that instant. */
    REOPENED,
    /** Also by a duplicate taken in. */
    RAISED_AGAIN,
    COMPLETED,
    /** A return visit in which the owner was reached, or a rating that counts as one. */
    VISITED,
    HANDED_OVER,
    ARCHIVED
}
