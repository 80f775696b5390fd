package org.huifang.kernel.organisation;

import static org.huifang.kernel.organisation.Role.ADMIN;
import static org.huifang.kernel.organisation.Role.AUDITOR;
import static org.huifang.kernel.organisation.Role.COMPANY_LEADER;
import static org.huifang.kernel.organisation.Role.CS_SUPERVISOR;
import static org.huifang.kernel.organisation.Role.DEPARTMENT_HEAD;
import static org.huifang.kernel.organisation.Role.DEPARTMENT_STAFF;
import static org.huifang.kernel.organisation.Role.FORUM_WATCHER;
import static org.huifang.kernel.organisation.Role.IMPORTER;
import static org.huifang.kernel.organisation.Role.MANAGER;
import static org.huifang.kernel.organisation.Role.OWNER;
import static org.huifang.kernel.organisation.Role.QUALITY;
import static org.huifang.kernel.organisation.Role.RECEPTIONIST;
import static org.huifang.kernel.organisation.Role.TRAINEE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.huifang.kernel.organisation.Directory.Person;
import org.jspecify.annotations.Nullable;

/** The one table of who may do what, each with its clause; looked at by commands and by queries alike. */
public enum Operation {
    REGISTER("§4.5.1", RECEPTIONIST, FORUM_WATCHER, IMPORTER),
    CLASSIFY("§4.3", RECEPTIONIST, CS_SUPERVISOR),
    ASSESS_SEVERITY("§4.4", RECEPTIONIST, CS_SUPERVISOR),
    PRESENT("§4.5.2", RECEPTIONIST, CS_SUPERVISOR),
    DIRECT("§4.5.2", MANAGER, COMPANY_LEADER),
    ROUTE("§4.6.1", RECEPTIONIST, CS_SUPERVISOR),
    PLAN_MEASURES("§4.6.1", DEPARTMENT_HEAD),
    RECORD_STEP("§4.6.2", DEPARTMENT_HEAD, DEPARTMENT_STAFF),
    COMPLETE_HANDLING("§4.6.2", DEPARTMENT_HEAD),
    SUBMIT_HANDLING_RECORD("§4.6.2", DEPARTMENT_HEAD),
    ACCEPT_HANDLING_RECORD("§4.6.2", RECEPTIONIST, CS_SUPERVISOR),
    REPORT_TO_SUPERVISOR("§4.6.3", RECEPTIONIST),
    INFORM_OWNER("§4.6.3", RECEPTIONIST),
    EXPLAIN_UNMET_DEMAND("§4.8", RECEPTIONIST, CS_SUPERVISOR),
    ARRANGE_RETURN_VISIT("§4.6.4", CS_SUPERVISOR),
    RECORD_RETURN_VISIT("§4.6.4", RECEPTIONIST),
    CLOSE("§4.6.4", CS_SUPERVISOR),
    AMEND("§4.5.1", RECEPTIONIST, CS_SUPERVISOR),
    CALL_IN_SUPERIOR("§4.5.1", RECEPTIONIST, CS_SUPERVISOR),
    ATTACH_EVIDENCE(
            "§4.5.1",
            RECEPTIONIST,
            CS_SUPERVISOR,
            DEPARTMENT_STAFF,
            DEPARTMENT_HEAD,
            MANAGER,
            COMPANY_LEADER,
            FORUM_WATCHER),
    /** Which of these roles may depends on who judged first, and on what is left ({@code JudgingRules}). */
    RECLASSIFY("§4.3", RECEPTIONIST, CS_SUPERVISOR, MANAGER),
    APPEAL_JUDGEMENT("§4.3", RECEPTIONIST, CS_SUPERVISOR, OWNER),
    DECIDE_APPEAL("§4.3", CS_SUPERVISOR, MANAGER),
    RAISE_SEVERITY("§4.4", RECEPTIONIST, CS_SUPERVISOR),
    LOWER_SEVERITY("§4.4", MANAGER),
    RETURN_ROUTING("§4.6.1", DEPARTMENT_HEAD),
    ASK_TO_ASSIST("§4.6.1", DEPARTMENT_HEAD, CS_SUPERVISOR),
    AGREE_LIMIT("§4.5.2", CS_SUPERVISOR),
    SEND_BACK_HANDLING_RECORD("§4.6.2", RECEPTIONIST, CS_SUPERVISOR),
    RATE("§4.6.4", OWNER),
    WAIVE_RETURN_VISIT("§4.6.4", MANAGER),
    RAISE_AGAIN("§4.4.1", RECEPTIONIST, CS_SUPERVISOR, OWNER),
    REOPEN("§4.6.4", CS_SUPERVISOR),
    WITHDRAW("§4.6.4", RECEPTIONIST, OWNER),
    LINK("§4.6.6", RECEPTIONIST, CS_SUPERVISOR),
    TRANSFER("§4.6.1", CS_SUPERVISOR),
    VOID("§4.6.1", CS_SUPERVISOR),
    /** Also who reports the month's statistics, with which they go. */
    HAND_OVER_RECORDS("§4.6.4", CS_SUPERVISOR),
    COMPILE_STATISTICS("§4.6.4", CS_SUPERVISOR),
    DECIDE_STATISTICS("§4.6.4", MANAGER),
    READ_STATISTICS("§4.6.4", RECEPTIONIST, CS_SUPERVISOR, MANAGER, COMPANY_LEADER, QUALITY, AUDITOR),
    DRAFT_SERVICE_REPORT("§4.6.6", CS_SUPERVISOR),
    DECIDE_SERVICE_REPORT("§4.6.6", MANAGER),
    ARCHIVE_RECORD("§4.6.4", QUALITY),
    CORRECT_ARCHIVED_RECORD("§4.6.4", QUALITY),
    EXPORT_ARCHIVE("§4.6.4", QUALITY),
    KEEP_LIBRARY("§4.6.5", QUALITY),
    PLAN_TRAINING("§4.6.5", QUALITY),
    OVERSEE_TRAINING("§4.6.5", QUALITY, COMPANY_LEADER, AUDITOR),
    /** Of any centre: the library is the company's. */
    READ_LIBRARY(
            "§4.6.5",
            TRAINEE,
            RECEPTIONIST,
            CS_SUPERVISOR,
            DEPARTMENT_STAFF,
            DEPARTMENT_HEAD,
            MANAGER,
            COMPANY_LEADER,
            QUALITY,
            FORUM_WATCHER,
            AUDITOR),
    WATCH_FORUM("§4.6.7", FORUM_WATCHER, RECEPTIONIST, CS_SUPERVISOR),
    /** In a department's name: by its people, or by who was told. */
    RELAY_FORUM_POST("§4.6.7", DEPARTMENT_HEAD, DEPARTMENT_STAFF, MANAGER, FORUM_WATCHER, RECEPTIONIST, CS_SUPERVISOR),
    RECONSIDER_FORUM_POST("§4.6.7", CS_SUPERVISOR, MANAGER),
    SET_UP_FORUM_WATCH("§4.6.7", CS_SUPERVISOR, ADMIN),
    READ_FORUM(
            "§4.6.7",
            FORUM_WATCHER,
            RECEPTIONIST,
            CS_SUPERVISOR,
            DEPARTMENT_HEAD,
            DEPARTMENT_STAFF,
            MANAGER,
            COMPANY_LEADER,
            QUALITY,
            AUDITOR),
    IMPORT("§4.5.1", IMPORTER),
    MAINTAIN_OWNERS("§4.5.1", RECEPTIONIST, CS_SUPERVISOR, IMPORTER),
    FIND_OWNERS("§4.5.1", RECEPTIONIST, CS_SUPERVISOR, MANAGER),
    /** Who looked at personal data, and when. */
    READ_LOOKS("§2", AUDITOR),
    ADMINISTER("§2", ADMIN);

    private static final Set<Operation> LEADS =
            EnumSet.of(PLAN_MEASURES, COMPLETE_HANDLING, SUBMIT_HANDLING_RECORD, RETURN_ROUTING, ASK_TO_ASSIST);

    private final String clause;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and never given out as anything else
    private final Set<Role> roles;

    Operation(String clause, Role first, Role... more) {
        this.clause = clause;
        this.roles = Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    public String clause() {
        return clause;
    }

    public Set<Role> roles() {
        return roles;
    }

    /**
     * §2: where it is about one of our people, the next level may do what that person could in one of these roles.
     *
     * @param about with what they may do now; absent where it is about nobody of ours
     */
    public Set<Role> withNextLevel(Set<Role> some, @Nullable Person about, Place place) {
        if (about == null) {
            return some;
        }
        Set<Role> allowed = EnumSet.noneOf(Role.class);
        allowed.addAll(some);
        about.rolesFor(this, some, place).forEach(role -> role.superior().ifPresent(allowed::add));
        return allowed;
    }

    /** Reception takes up a complaint for whichever centre it concerns (§4.5.1); the library is everybody's (§4.6.5). */
    public boolean anyCentre() {
        return this == REGISTER || this == IMPORT || this == READ_LIBRARY;
    }

    /** §4.6.1: of a department, only the one that leads does this; who assists records steps. */
    public boolean byLead() {
        return LEADS.contains(this);
    }
}
