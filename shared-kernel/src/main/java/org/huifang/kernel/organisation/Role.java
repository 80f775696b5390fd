package org.huifang.kernel.organisation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<Role> SEE_COMPLAINTS = EnumSet.of(
            RECEPTIONIST,
            CS_SUPERVISOR,
            DEPARTMENT_STAFF,
            DEPARTMENT_HEAD,
            MANAGER,
            COMPANY_LEADER,
            QUALITY,
            FORUM_WATCHER,
            AUDITOR,
            IMPORTER);
    private static final Set<Role> OPEN_PERSONAL_DATA = EnumSet.of(
            RECEPTIONIST, CS_SUPERVISOR, DEPARTMENT_STAFF, DEPARTMENT_HEAD, MANAGER, COMPANY_LEADER, AUDITOR);

    private final boolean companyWide;

    Role(boolean companyWide) {
        this.companyWide = companyWide;
    }

    public boolean companyWide() {
        return companyWide;
    }

    /** §2: held of a named department. */
    public boolean ofDepartment() {
        return this == DEPARTMENT_STAFF || this == DEPARTMENT_HEAD;
    }

    /** §2: held by one of our people; the complainant and Huifang itself are not appointed. */
    public boolean appointed() {
        return this != OWNER && this != SYSTEM;
    }

    /** §2: who acts where this one is whom the complaint is about. */
    public Optional<Role> superior() {
        return switch (this) {
            case RECEPTIONIST, FORUM_WATCHER -> Optional.of(CS_SUPERVISOR);
            case DEPARTMENT_STAFF -> Optional.of(DEPARTMENT_HEAD);
            case CS_SUPERVISOR, DEPARTMENT_HEAD -> Optional.of(MANAGER);
            case MANAGER -> Optional.of(COMPANY_LEADER);
            default -> Optional.empty();
        };
    }

    /** §2: people and policy need no complaint content, training only the library; an importer checks what it brought. */
    public boolean seesComplaints() {
        return SEE_COMPLAINTS.contains(this);
    }

    /** §5: only who acts on a complaint, and the auditor, reads what is personal in it. */
    public boolean opensPersonalData() {
        return OPEN_PERSONAL_DATA.contains(this);
    }
}
