package org.huifang.command.organisation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import java.util.Set;
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
import org.huifang.kernel.organisation.OrganisationCommand.AdoptPolicy;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.InvitePerson;
import org.huifang.kernel.organisation.OrganisationCommand.LeaveCompany;
import org.huifang.kernel.organisation.OrganisationCommand.NameDeputy;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent;
import org.huifang.kernel.organisation.OrganisationEvent.CentreOpened;
import org.huifang.kernel.organisation.OrganisationEvent.DepartmentFormed;
import org.huifang.kernel.organisation.OrganisationEvent.DeputyNamed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonInvited;
import org.huifang.kernel.organisation.OrganisationEvent.PersonLeft;
import org.huifang.kernel.organisation.OrganisationEvent.PolicyAdopted;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Policy;

/** The company: what administrators change of it. Saying again what is so changes nothing. */
@Aggregate(type = "organisation")
public class Organisation {
    @AggregateIdentifier
    private String id = OrganisationEvent.STREAM;

    /** How Huifang itself, the holder of a receipt and who operates the machine are named in what they do. */
    private static final Set<String> RESERVED = Set.of("system", "owner", "operator", "anonymousUser");

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
        require(!RESERVED.contains(command.person()), "PERSON_ID_FREE", "person", "这个编号由系统保留");
        require(
                command.appointments().stream().allMatch(a -> a.role().appointed()),
                "ROLE_APPOINTED",
                "appointments",
                "业户和系统不是可任命的岗位");
        require(
                command.appointments().stream().allMatch(directory::places),
                "APPOINTED_TO_KNOWN_PLACE",
                "appointments",
                "任职须写明已有的服务中心(公司级岗位不写);部门岗位须写明已有的部门,其他岗位不写部门");
        Person wanted = new Person(command.person(), command.name(), List.copyOf(command.appointments()), null);
        return !wanted.equals(directory.people().get(command.person()))
                ? done(new PersonAppointed(
                        command.person(),
                        command.name(),
                        command.appointments(),
                        command.act().person(),
                        command.act().recordedAt()))
                : unchanged();
    }

    Accepted nameDeputy(NameDeputy command) {
        authorise(command);
        requireKnown(command.person(), "person");
        requireKnown(command.deputy(), "deputy");
        require(
                !command.person().equals(command.deputy())
                        && command.from().isBefore(command.until())
                        && command.until().isAfter(command.act().recordedAt()),
                "DEPUTY_FOR_A_DATED_TIME",
                "until",
                "代理须由他人担任,起止时间须先后有序且未过期");
        return done(new DeputyNamed(
                command.person(),
                command.deputy(),
                command.from(),
                command.until(),
                command.act().person(),
                command.act().recordedAt()));
    }

    Accepted leave(LeaveCompany command) {
        authorise(command);
        requireKnown(command.person(), "person");
        return command.leftAt().equals(directory.people().get(command.person()).leftAt())
                ? unchanged()
                : done(new PersonLeft(
                        command.person(),
                        command.leftAt(),
                        command.act().person(),
                        command.act().recordedAt()));
    }

    Accepted invite(InvitePerson command) {
        authorise(command);
        requireKnown(command.person(), "person");
        require(
                !directory.people().get(command.person()).hasLeft(command.act().recordedAt()),
                "INVITED_WHILE_OF_COMPANY",
                "person",
                "此人已离职,须先重新任职才能邀请");
        return done(new PersonInvited(
                command.person(), command.act().person(), command.act().recordedAt()));
    }

    /** House rules, from an instant on that is not past: what has been promised keeps the policy it was promised by. */
    Accepted adopt(AdoptPolicy command) {
        authorise(command);
        require(!command.from().isBefore(command.act().recordedAt()), "POLICY_FROM_NOW_ON", "from", "政策只能从现在或以后的时间起施行");
        PolicyRules.require(command);
        int version = Policy.DEFAULT.version() + directory.policies().size() + 1;
        Policy policy = new Policy(command.promises().withVersion(version), command.house());
        return done(new PolicyAdopted(
                policy,
                command.from(),
                command.reason(),
                command.act().person(),
                command.act().recordedAt()));
    }

    private void requireKnown(String person, String field) {
        require(directory.people().containsKey(person), "PERSON_KNOWN", field, "没有这个人员");
    }

    private static void require(boolean holds, String code, String field, String zh) {
        if (!holds) {
            throw new RefusedException(Rule.refusal(code, Operation.ADMINISTER.clause(), field, zh));
        }
    }

    /** The first administrator can be appointed by nobody but the system at its first start. */
    private void authorise(OrganisationCommand command) {
        boolean firstStart = directory.people().isEmpty() && command.act().source() == Source.CLOCK;
        boolean administrator = directory
                .acting(command.act().person(), command.act().recordedAt())
                .flatMap(p -> p.roleFor(Operation.ADMINISTER, Place.COMPANY))
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
