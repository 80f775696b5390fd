package org.huifang.kernel.organisation;

import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.huifang.kernel.Act;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;

/** What administrators ask to be done with the company's organisation. Saying again what is so changes nothing. */
public sealed interface OrganisationCommand {
    Act act();

    record OpenCentre(@RoutingKey String centre, String name, String zone, int households, Act act)
            implements OrganisationCommand {}

    record FormDepartment(@RoutingKey String department, String name, Act act) implements OrganisationCommand {}

    record AppointPerson(@RoutingKey String person, String name, List<Appointment> appointments, Act act)
            implements OrganisationCommand {}
}
