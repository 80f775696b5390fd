package org.huifang.api.owner;

import java.util.List;
import java.util.Objects;
import org.huifang.api.access.Asking;
import org.huifang.api.imports.Cells;
import org.huifang.api.imports.ImportedList;
import org.huifang.api.imports.Labels;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.Reception.Capacity;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.owner.OwnerCommand.RegisterOwner;
import org.huifang.kernel.owner.OwnerId;
import org.springframework.stereotype.Component;

/** A list of owners, tenants and their families. */
@Component
class ImportedOwners implements ImportedList {
    private static final int EXTERNAL_KEY_AT_MOST = 200;

    private final OwnerSteps steps;
    private final Asking asking;
    private final CompanyDirectory directory;
    private final Labels labels;

    ImportedOwners(OwnerSteps steps, Asking asking, CompanyDirectory directory, Labels labels) {
        this.steps = steps;
        this.asking = asking;
        this.directory = directory;
        this.labels = labels;
    }

    @Override
    public Kind kind() {
        return Kind.OWNERS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("centre", "服务中心", true, "服务中心代码", "YH"),
                new Column("externalKey", "外部编号", true, "在服务中心内唯一,不超过 200 字;再次导入以此为准", "A-1024"),
                new Column("capacity", "身份", true, labels.choices(Capacity.class), "业主"),
                new Column("name", "姓名", true, "不超过 100 字", "林秀英"),
                new Column("rooms", "房号", false, "多个用分号隔开", "3-2-1101"),
                new Column("phones", "电话", false, "多个用分号隔开", "13800002101"));
    }

    /** Anywhere; each row is decided at its centre. */
    @Override
    public boolean may(String person) {
        return directory.current().centres().keySet().stream()
                .anyMatch(centre -> asking.may(person, Operation.MAINTAIN_OWNERS, centre));
    }

    @Override
    public void check(Cells row, String person) {
        stated(row, person);
    }

    @Override
    public boolean take(Cells row, String person) {
        Stated stated = stated(row, person);
        String centre = row.required("centre");
        OwnerId owner = OwnerId.imported(centre, row.required("externalKey"));
        return !steps.send(new RegisterOwner(owner, centre, steps.importing(person), steps.sealed(owner, stated)))
                .repeated();
    }

    private Stated stated(Cells row, String person) {
        String centre = row.required("centre");
        String key = row.required("externalKey");
        Capacity capacity = row.constant("capacity", Capacity.class);
        String name = row.required("name");
        if (capacity == null && row.text("capacity") == null) {
            row.required("capacity");
        }
        if (key.length() > EXTERNAL_KEY_AT_MOST) {
            row.refuse(
                    "externalKey",
                    "EXTERNAL_KEY_IN_RANGE",
                    "外部编号须为 1 到 200 个字符",
                    "An external key has 1 to 200 characters");
        }
        if (!centre.isEmpty()
                && directory.current().centre(centre).isEmpty()
                && directory.refreshed().centre(centre).isEmpty()) {
            row.refuse("centre", "CENTRE_KNOWN", "没有这个服务中心", "There is no such service centre");
        } else if (!centre.isEmpty() && !asking.may(person, Operation.MAINTAIN_OWNERS, centre)) {
            row.refuse("centre", "ROLE_NOT_ALLOWED", "您的岗位不能办理此事项", "Your role does not allow this");
        }
        row.require();
        Stated stated = new Stated(Objects.requireNonNull(capacity), name, row.several("rooms"), row.several("phones"));
        if (!stated.refusals().isEmpty()) {
            throw new RefusedException(stated.refusals());
        }
        return stated;
    }
}
