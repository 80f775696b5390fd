package org.huifang.kernel.organisation;

import java.time.Instant;
import java.util.List;
import org.huifang.kernel.Act;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.promise.PromisePolicy;

/** What administrators ask to be done with the company's organisation. Saying again what is so changes nothing. */
public sealed interface OrganisationCommand {
    Act act();

    record OpenCentre(String centre, String name, String zone, int households, Act act)
            implements OrganisationCommand {}

    record FormDepartment(String department, String name, Act act) implements OrganisationCommand {}

    record AppointPerson(String person, String name, List<Appointment> appointments, Act act)
            implements OrganisationCommand {}

    /** §2: {@code deputy} acts in the place of {@code person} for a dated time. */
    record NameDeputy(String person, String deputy, Instant from, Instant until, Act act)
            implements OrganisationCommand {}

    /** {@code person} leaves the company: their roles end. */
    record LeaveCompany(String person, Instant leftAt, Act act) implements OrganisationCommand {}

    /** To choose a password. */
    record InvitePerson(String person, Act act) implements OrganisationCommand {}

    /** The version is given when it is adopted; {@code from} is not in the past, so that no past verdict changes. */
    record AdoptPolicy(PromisePolicy promises, HouseRules house, Instant from, String reason, Act act)
            implements OrganisationCommand {}
}
