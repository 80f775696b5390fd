package org.huifang.api.organisation;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.organisation.OrganisationCommand;
import org.huifang.kernel.organisation.OrganisationCommand.AdoptPolicy;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.LeaveCompany;
import org.huifang.kernel.organisation.OrganisationCommand.NameDeputy;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.OrganisationEvent.DeputyNamed;
import org.huifang.kernel.organisation.OrganisationEvent.PolicyAdopted;
import org.huifang.kernel.organisation.Policy;
import org.huifang.kernel.promise.PromisePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The company's centres, departments and people. */
@Controller
class OrganisationController {
    private static final int NAME_AT_MOST = 100;
    private static final int APPOINTMENTS_AT_MOST = 200;

    private final CommandGateway commands;
    private final CompanyDirectory directory;
    private final Asking asking;
    private final Clock clock;

    OrganisationController(CommandGateway commands, CompanyDirectory directory, Asking asking, Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.asking = asking;
        this.clock = clock;
    }

    record CentreInput(String centre, String name, String zone, int households) {}

    record DepartmentInput(String department, String name) {}

    record PersonInput(String person, String name, List<Appointment> appointments) {}

    record DeputyInput(String person, String deputy, Instant from, Instant until) {}

    record LeaveInput(String person, Instant leftAt) {}

    record Payload(boolean changed, List<UserError> userErrors) {}

    @QueryMapping
    @Nullable
    Person me(@Nullable Principal principal) {
        return principal == null ? null : directory.acting(principal.getName()).orElse(null);
    }

    @QueryMapping
    List<Person> people(@Nullable Principal principal, DataFetchingEnvironment environment) {
        asking.staff(principal, environment.getGraphQlContext());
        return sorted(directory.refreshed().people());
    }

    @QueryMapping
    List<Centre> centres(@Nullable Principal principal, DataFetchingEnvironment environment) {
        asking.staff(principal, environment.getGraphQlContext());
        return sorted(directory.refreshed().centres());
    }

    @QueryMapping
    List<Department> departments(@Nullable Principal principal, DataFetchingEnvironment environment) {
        asking.staff(principal, environment.getGraphQlContext());
        return sorted(directory.refreshed().departments());
    }

    @QueryMapping
    List<DeputyNamed> deputies(@Nullable Principal principal, DataFetchingEnvironment environment) {
        asking.staff(principal, environment.getGraphQlContext());
        return directory.refreshed().deputies();
    }

    @SchemaMapping(typeName = "Centre", field = "zone")
    String zone(Centre centre) {
        return centre.zone().getId();
    }

    private static <V> List<V> sorted(Map<String, V> byId) {
        return List.copyOf(new TreeMap<>(byId).values());
    }

    @MutationMapping
    Payload openCentre(
            @Argument CentreInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        if (!input.centre().matches("[A-Z0-9]{2,8}")) {
            return refused(
                    "CENTRE_CODE", "centre", "代码须为 2 到 8 位大写字母或数字", "A code has 2 to 8 capital letters or digits");
        }
        if (input.households() < 0) {
            return refused("HOUSEHOLDS_IN_RANGE", "households", "户数不能为负", "Households cannot be negative");
        }
        try {
            ZoneId.of(input.zone());
        } catch (DateTimeException e) {
            return refused("ZONE_KNOWN", "zone", "没有这个时区", "There is no such time zone");
        }
        return send(
                new OpenCentre(
                        input.centre(), input.name(), input.zone(), input.households(), act(principal, environment)),
                input.name());
    }

    @MutationMapping
    Payload formDepartment(
            @Argument DepartmentInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return send(
                new FormDepartment(input.department(), input.name(), act(principal, environment)),
                input.department(),
                input.name());
    }

    @MutationMapping
    Payload appointPerson(
            @Argument PersonInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        if (input.appointments().size() > APPOINTMENTS_AT_MOST) {
            return refused("LIST_TOO_LONG", "appointments", "最多 200 项任职", "At most 200 appointments");
        }
        return send(
                new AppointPerson(input.person(), input.name(), input.appointments(), act(principal, environment)),
                input.person(),
                input.name());
    }

    @MutationMapping
    Payload nameDeputy(
            @Argument DeputyInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return send(
                new NameDeputy(
                        input.person(), input.deputy(), input.from(), input.until(), act(principal, environment)),
                input.person(),
                input.deputy());
    }

    @MutationMapping
    Payload leaveCompany(
            @Argument LeaveInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return send(new LeaveCompany(input.person(), input.leftAt(), act(principal, environment)), input.person());
    }

    @MutationMapping
    Payload adoptPolicy(
            @Argument PolicyInput input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        Act act = act(principal, environment);
        Policy latest = directory.refreshed().policies().stream()
                .reduce((earlier, later) -> later)
                .map(PolicyAdopted::policy)
                .orElse(Policy.DEFAULT);
        try {
            return send(
                    new AdoptPolicy(
                            input.promises().over(latest.promises()),
                            input.house().over(latest.house()),
                            input.from(),
                            input.reason(),
                            act),
                    input.reason());
        } catch (DateTimeException e) {
            return refused("DESK_HOURS", "promises.deskHours", "时间须写作 08:30", "Times are written as 08:30");
        }
    }

    @QueryMapping
    List<PolicyView> policies(@Nullable Principal principal, DataFetchingEnvironment environment) {
        asking.staff(principal, environment.getGraphQlContext());
        return Stream.concat(
                        Stream.of(new PolicyView(1, null, null, null, PromisePolicy.DEFAULT, HouseRules.DEFAULT)),
                        directory.refreshed().policies().stream()
                                .map(adopted -> new PolicyView(
                                        adopted.policy().version(),
                                        adopted.from(),
                                        adopted.by(),
                                        adopted.reason(),
                                        adopted.policy().promises(),
                                        adopted.policy().house())))
                .toList();
    }

    private Act act(@Nullable Principal principal, DataFetchingEnvironment environment) {
        return Act.now(asking.person(principal, environment.getGraphQlContext()), clock.instant());
    }

    /** @param words the names and codes of the command, each 1 to 100 characters */
    private Payload send(OrganisationCommand command, String... words) {
        for (String word : words) {
            if (word.isBlank() || word.length() > NAME_AT_MOST) {
                return refused(
                        "NAME_IN_RANGE", "name", "名称和编号须为 1 到 100 个字", "Names and codes have 1 to 100 characters");
            }
        }
        try {
            Accepted accepted = commands.sendAndWait(command);
            directory.refreshed();
            return new Payload(!accepted.repeated(), List.of());
        } catch (RefusedException e) {
            return new Payload(false, e.refusals().stream().map(UserError::of).toList());
        }
    }

    private static Payload refused(String code, String field, String zh, String en) {
        return new Payload(false, List.of(UserError.of(new Refusal(code, "§2", field, zh, en))));
    }
}
