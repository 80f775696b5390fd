package org.huifang.api.organisation;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationCommand;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationCommand.FormDepartment;
import org.huifang.kernel.organisation.OrganisationCommand.OpenCentre;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
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

    record Payload(boolean changed, List<UserError> userErrors) {}

    @QueryMapping
    @Nullable
    Person me(@Nullable Principal principal) {
        return principal == null
                ? null
                : directory.refreshed().person(principal.getName()).orElse(null);
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
