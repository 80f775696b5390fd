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

    /** A role, at a centre unless it is company-wide, of a department where the role is one of a department. */
    record Appointment(
            Role role, @Nullable String centre, @Nullable String department) {}
}
