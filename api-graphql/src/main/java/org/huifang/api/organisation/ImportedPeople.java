package org.huifang.api.organisation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.imports.Cells;
import org.huifang.api.imports.ImportedList;
import org.huifang.api.imports.Labels;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A list of the company's people: one row each, with all their appointments. */
@Component
class ImportedPeople implements ImportedList {
    private static final int NAME_AT_MOST = 100;

    private final CommandGateway commands;
    private final CompanyDirectory directory;
    private final Asking asking;
    private final Labels labels;
    private final Clock clock;

    ImportedPeople(CommandGateway commands, CompanyDirectory directory, Asking asking, Labels labels, Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.asking = asking;
        this.labels = labels;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.PEOPLE;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("person", "人员编号", true, "唯一,不超过 100 字;再次导入以此为准", "sun.wei"),
                new Column("name", "姓名", true, "不超过 100 字", "孙伟"),
                new Column(
                        "appointments",
                        "任职",
                        true,
                        "岗位@服务中心/部门,多个用分号隔开;只有部门岗位写部门,公司级岗位只写岗位。岗位:" + labels.choices(Role.class),
                        "部门负责人@YH/engineering;部门负责人@XS/engineering"));
    }

    @Override
    public boolean may(String person) {
        return asking.may(person, Operation.ADMINISTER, "");
    }

    /** All that could be refused is looked at here: appointments need no history. */
    @Override
    public void check(Cells row, String person) {
        command(row, person);
    }

    @Override
    public boolean take(Cells row, String person) {
        Accepted accepted = commands.sendAndWait(command(row, person));
        return !accepted.repeated();
    }

    private AppointPerson command(Cells row, String person) {
        String id = line(row, "person");
        String name = line(row, "name");
        List<Appointment> appointments = new ArrayList<>();
        for (String one : row.several("appointments")) {
            Appointment appointment = appointment(row, one);
            if (appointment != null) {
                appointments.add(appointment);
            }
        }
        if (appointments.isEmpty()) {
            row.required("appointments");
        }
        row.require();
        return new AppointPerson(
                id,
                name,
                List.copyOf(appointments),
                new Act(person, null, null, clock.instant(), Source.IMPORT, null, null, null, null));
    }

    private static String line(Cells row, String key) {
        String text = row.required(key);
        if (text.length() > NAME_AT_MOST) {
            row.refuse(key, "TEXT_TOO_LONG", "最多 100 个字", "At most 100 characters");
        }
        return text;
    }

    private @Nullable Appointment appointment(Cells row, String text) {
        String[] said = text.split("@", 2);
        Role role = row.constant("appointments", Role.class, said[0].strip());
        if (role == null) {
            return null;
        }
        if (!role.appointed()) {
            row.refuse("appointments", "CHOICE_KNOWN", "不能任命此岗位", "Nobody is appointed to this role");
            return null;
        }
        String[] place = said.length < 2 ? new String[0] : said[1].split("/", 2);
        String centre = place.length < 1 ? null : place[0].strip();
        String department = place.length < 2 ? null : place[1].strip();
        Appointment appointment = new Appointment(role, centre, department);
        if (!directory.refreshed().places(appointment)) {
            row.refuse(
                    "appointments",
                    "APPOINTED_TO_KNOWN_PLACE",
                    "任职的服务中心或部门不存在,或此岗位不需要/需要服务中心或部门",
                    "The centre or department of an appointment does not exist, or the role has none, or needs one");
            return null;
        }
        return appointment;
    }
}
