package org.huifang.command.organisation;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.organisation.OrganisationCommand.AdoptPolicy;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.InvitePerson;
import org.huifang.kernel.organisation.OrganisationCommand.LeaveCompany;
import org.huifang.kernel.organisation.OrganisationCommand.NameDeputy;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent;

/** Takes the organisation's commands to its one aggregate, which comes into being with the first of them. */
public final class OrganisationHandler {
    private static final Callable<Organisation> NEW = Organisation::new;

    private final Repository<Organisation> organisations;

    public OrganisationHandler(Repository<Organisation> organisations) {
        this.organisations = organisations;
    }

    @CommandHandler
    public Accepted handle(OpenCentre command) throws Exception {
        return carryOut(Organisation::openCentre, command);
    }

    @CommandHandler
    public Accepted handle(FormDepartment command) throws Exception {
        return carryOut(Organisation::formDepartment, command);
    }

    @CommandHandler
    public Accepted handle(AppointPerson command) throws Exception {
        return carryOut(Organisation::appoint, command);
    }

    @CommandHandler
    public Accepted handle(NameDeputy command) throws Exception {
        return carryOut(Organisation::nameDeputy, command);
    }

    @CommandHandler
    public Accepted handle(LeaveCompany command) throws Exception {
        return carryOut(Organisation::leave, command);
    }

    @CommandHandler
    public Accepted handle(InvitePerson command) throws Exception {
        return carryOut(Organisation::invite, command);
    }

    @CommandHandler
    public Accepted handle(AdoptPolicy command) throws Exception {
        return carryOut(Organisation::adopt, command);
    }

    private <C> Accepted carryOut(BiFunction<Organisation, C, Accepted> decision, C command) throws Exception {
        return organisations
                .loadOrCreate(OrganisationEvent.STREAM, NEW)
                .invoke(organisation -> decision.apply(organisation, command));
    }
}
