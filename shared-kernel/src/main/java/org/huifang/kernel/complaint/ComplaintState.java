package org.huifang.kernel.complaint;

/** How far a complaint has come: the furthest milestone reached; derived, never set. */
public enum ComplaintState {
    RECEIVED,
    JUDGED,
    ROUTED,
    MEASURES_PLANNED,
    HANDLED,
    RECORD_SUBMITTED,
    RECORD_ACCEPTED,
    OWNER_INFORMED,
    VISITED,
    CLOSED,
    WITHDRAWN,
    /** Into an earlier complaint of the same owner and matter. */
    MERGED,
    /** Registered by mistake. */
    VOIDED;

    /** Whether nothing more is handled, unless it is opened again. */
    public boolean ended() {
        return compareTo(CLOSED) >= 0;
    }
}
