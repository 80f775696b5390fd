package org.huifang.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.server.HuifangServer;

/** A company of forty estates, where one person may do everything that a case needs. */
final class Company {
    static final String DEPARTMENT = "engineering";
    static final String PERSON = "bench";
    static final String FIRST = centre(0);
    /** At the first centre only, as most people are at one. */
    static final String LOCAL = "bench-local";
    /** Who sees all of the company. */
    static final String LEADER = "bench-leader";

    static final int CENTRES = 40;
    private static final List<Role> AT_CENTRES = List.of(Role.RECEPTIONIST, Role.CS_SUPERVISOR, Role.MANAGER);

    private Company() {}

    static void open(HuifangServer server) {
        CommandGateway commands = server.context().getBean(CommandGateway.class);
        List<Appointment> appointments = new ArrayList<>();
        for (int i = 0; i < CENTRES; i++) {
            String centre = centre(i);
            commands.sendAndWait(new OpenCentre(centre, centre, "Asia/Shanghai", 100, act("admin")));
            AT_CENTRES.forEach(role -> appointments.add(new Appointment(role, centre, null)));
            appointments.add(new Appointment(Role.DEPARTMENT_HEAD, centre, DEPARTMENT));
        }
        commands.sendAndWait(new FormDepartment(DEPARTMENT, "工程部", act("admin")));
        commands.sendAndWait(new AppointPerson(PERSON, "测量", appointments, act("admin")));
        List<Appointment> local = appointments.stream()
                .filter(appointment -> FIRST.equals(appointment.centre()))
                .toList();
        commands.sendAndWait(new AppointPerson(LOCAL, "本中心", local, act("admin")));
        commands.sendAndWait(new AppointPerson(
                LEADER, "领导", List.of(new Appointment(Role.COMPANY_LEADER, null, null)), act("admin")));
        server.context().getBean(CompanyDirectory.class).refreshed();
    }

    static String anyCentre() {
        return centre(ThreadLocalRandom.current().nextInt(CENTRES));
    }

    static String centre(int n) {
        return "B%02d".formatted(n);
    }

    static Act act(String person) {
        return new Act(person, null, null, Instant.now(), Source.API, null, null, null, null);
    }
}
