package org.huifang.kernel.organisation;

/** What a person may be at one or more centres; company-wide where {@link #companyWide()} says so. */
public enum Role {
    RECEPTIONIST(false),
    CS_SUPERVISOR(false),
    DEPARTMENT_STAFF(false),
    DEPARTMENT_HEAD(false),
    MANAGER(false),
    COMPANY_LEADER(true),
    QUALITY(true),
    FORUM_WATCHER(false),
    AUDITOR(true),
    TRAINEE(false),
    ADMIN(true),
    /** A program that brings whole histories from elsewhere. */
    IMPORTER(true),
    /** The complainant, by the receipt's secret. */
    OWNER(false),
    /** Huifang itself: clocks and what follows from them. */
    SYSTEM(true);

    private final boolean companyWide;

    Role(boolean companyWide) {
        this.companyWide = companyWide;
    }

    public boolean companyWide() {
        return companyWide;
    }
}
