package org.huifang.kernel.organisation;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.EventName;
import org.jspecify.annotations.Nullable;

/** What happens to the company itself: its centres, departments and people. One stream, {@value #STREAM}. */
public sealed interface OrganisationEvent {
    String STREAM = "organisation";

    /** Who did it, an administrator or the system at first start. */
    String by();

    Instant at();

    /** {@code centre} is the short code in record numbers; {@code households} what figures are related to. */
    @EventName("organisation.centre-opened")
    record CentreOpened(String centre, String name, String zone, int households, String by, Instant at)
            implements OrganisationEvent {}

    @EventName("organisation.department-formed")
    record DepartmentFormed(String department, String name, String by, Instant at) implements OrganisationEvent {}

    @EventName("organisation.person-appointed")
    record PersonAppointed(String person, String name, List<Appointment> appointments, String by, Instant at)
            implements OrganisationEvent {}

    /** §2: a deputy acts in the person's place for a dated time. */
    @EventName("organisation.deputy-named")
    record DeputyNamed(String person, String deputy, Instant from, Instant until, String by, Instant at)
            implements OrganisationEvent {}

    /** Nothing that was open is lost with them: queues belong to the centre. */
    @EventName("organisation.person-left")
    record PersonLeft(String person, Instant leftAt, String by, Instant at) implements OrganisationEvent {}

    /** They may choose a password, a first one or another. */
    @EventName("organisation.person-invited")
    record PersonInvited(String person, String by, Instant at) implements OrganisationEvent {}

    /** Where the instruction is silent, from {@code from} on; versions count up and are never changed. */
    @EventName("organisation.policy-adopted")
    record PolicyAdopted(Policy policy, Instant from, String reason, String by, Instant at)
            implements OrganisationEvent {}

    /**
     * A role, at a centre unless it is company-wide, of a department where the role is one of a department.
     *
     * @param from when it begins; absent: it always was
     * @param until when it ends; absent: open
     */
    record Appointment(
            Role role,
            @Nullable String centre,
            @Nullable String department,
            @Nullable Instant from,
            @Nullable Instant until) {

        /** Without limits of time. */
        public Appointment(Role role, @Nullable String centre, @Nullable String department) {
            this(role, centre, department, null, null);
        }

        boolean activeAt(Instant instant) {
            return (from == null || !instant.isBefore(from)) && (until == null || instant.isBefore(until));
        }

        /** Whether it reaches a complaint of this centre that these departments handle. */
        public boolean reaches(Place place) {
            return role.companyWide()
                    || (place.centre().equals(centre)
                            && (department == null || place.departments().contains(department)));
        }
    }
}
