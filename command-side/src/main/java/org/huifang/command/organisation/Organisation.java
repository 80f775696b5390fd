package org.huifang.command.organisation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.huifang.command.Rule;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.Source;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationCommand;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.OrganisationEvent.CentreOpened;
import org.huifang.kernel.organisation.OrganisationEvent.DepartmentFormed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;

/** The company: what administrators change of it. Saying again what is so changes nothing. */
@Aggregate(type = "organisation")
public class Organisation {
    @AggregateIdentifier
    private String id = OrganisationEvent.STREAM;

    private Directory directory = Directory.EMPTY;

    Accepted openCentre(OpenCentre command) {
        authorise(command);
        Centre centre = directory.centres().get(command.centre());
        Centre wanted =
                new Centre(command.centre(), command.name(), java.time.ZoneId.of(command.zone()), command.households());
        return !wanted.equals(centre)
                ? done(new CentreOpened(
                        command.centre(),
                        command.name(),
                        command.zone(),
                        command.households(),
                        command.act().person(),
                        command.act().recordedAt()))
                : unchanged();
    }

    Accepted formDepartment(FormDepartment command) {
        authorise(command);
        Department wanted = new Department(command.department(), command.name());
        return !wanted.equals(directory.departments().get(command.department()))
                ? done(new DepartmentFormed(
                        command.department(),
                        command.name(),
                        command.act().person(),
                        command.act().recordedAt()))
                : unchanged();
    }

    Accepted appoint(AppointPerson command) {
        authorise(command);
        for (var appointment : command.appointments()) {
            boolean centreKnown = appointment.role().companyWide()
                    ? appointment.centre() == null
                    : appointment.centre() != null && directory.centres().containsKey(appointment.centre());
            boolean departmentKnown =
                    appointment.department() == null || directory.departments().containsKey(appointment.department());
            if (!centreKnown || !departmentKnown) {
                throw new RefusedException(
                        Rule.refusal("APPOINTED_TO_KNOWN_PLACE", "§2", "appointments", "任职的服务中心或部门不存在"));
            }
        }
        Person wanted = new Person(command.person(), command.name(), List.copyOf(command.appointments()));
        return !wanted.equals(directory.people().get(command.person()))
                ? done(new PersonAppointed(
                        command.person(),
                        command.name(),
                        command.appointments(),
                        command.act().person(),
                        command.act().recordedAt()))
                : unchanged();
    }

    /** The first administrator can be appointed by nobody but the system at its first start. */
    private void authorise(OrganisationCommand command) {
        boolean firstStart = directory.people().isEmpty() && command.act().source() == Source.CLOCK;
        boolean administrator = directory
                .person(command.act().person())
                .flatMap(p -> p.roleFor(Operation.ADMINISTER, "", null))
                .isPresent();
        if (!firstStart && !administrator) {
            throw new RefusedException(
                    Rule.refusal("ROLE_NOT_ALLOWED", Operation.ADMINISTER.clause(), null, "您的岗位不能办理此事项"));
        }
    }

    private static Accepted done(OrganisationEvent event) {
        apply(event);
        return new Accepted(OrganisationEvent.STREAM, AggregateLifecycle.getVersion(), false);
    }

    private static Accepted unchanged() {
        return new Accepted(OrganisationEvent.STREAM, AggregateLifecycle.getVersion(), true);
    }

    @EventSourcingHandler
    void on(OrganisationEvent event) {
        directory = directory.after(event, directory.sequence() + 1);
    }

    @Override
    public String toString() {
        return id;
    }
}
