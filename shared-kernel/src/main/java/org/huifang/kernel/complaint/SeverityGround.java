package org.huifang.kernel.complaint;

/** Why a complaint has its severity (§4.4); each ground belongs to one severity. */
public enum SeverityGround {
    /** §4.4.1 a */
    REPEATED_AND_UNRESOLVED(Severity.MAJOR),
    /** §4.4.1 b */
    SERIOUS_LOSS_OR_INJURY(Severity.MAJOR),
    /** §4.4.1 c */
    UNRESOLVED_FOR_A_MONTH(Severity.MAJOR),
    /** §4.4.2 */
    COMPANY_AT_FAULT(Severity.IMPORTANT),
    /** §4.4.3 */
    LIMITED_SERVICE_LEVEL(Severity.MINOR);

    private final Severity severity;

    SeverityGround(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
