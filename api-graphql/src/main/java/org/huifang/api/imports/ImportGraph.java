package org.huifang.api.imports;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** How far imports have come, and whether they are to go on; everybody's own. */
@Controller
class ImportGraph {
    private static final Refusal UNKNOWN =
            new Refusal("IMPORT_KNOWN", "§4.5.1", "import", "没有这次导入", "There is no such import");
    private static final Refusal NOT_STARTABLE = new Refusal(
            "IMPORT_CHECKED",
            "§4.5.1",
            "import",
            "尚未检查完,或有错误的行:请改正后重新上传,或选择跳过错误的行",
            "Not checked yet, or rows are faulty: mend and upload it again, or choose to skip faulty rows");
    private static final Refusal ENDED =
            new Refusal("IMPORT_GOES_ON", "§4.5.1", "import", "这次导入已经结束", "This import has ended");

    private final ImportDesk desk;
    private final ImportRunner runner;
    private final Asking asking;

    ImportGraph(ImportDesk desk, ImportRunner runner, Asking asking) {
        this.desk = desk;
        this.runner = runner;
        this.asking = asking;
    }

    record Payload(@Nullable ImportJob dataImport, List<UserError> userErrors) {}

    @QueryMapping
    List<ImportJob> imports(@Argument int first, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return desk.of(asking.staff(principal, environment.getGraphQlContext()), Connection.page(first));
    }

    @QueryMapping("import")
    @Nullable
    ImportJob oneImport(@Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return own(id, asking.staff(principal, environment.getGraphQlContext())).orElse(null);
    }

    @SchemaMapping(typeName = "Import", field = "faults")
    List<Fault> faults(ImportJob job, @Argument int first, @Argument int afterRow) {
        return desk.faults(job.id(), afterRow, Connection.page(first));
    }

    @MutationMapping
    Payload startImport(
            @Argument String id,
            @Argument boolean skipFaulty,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        ImportJob job = own(id, asking.staff(principal, environment.getGraphQlContext()))
                .orElse(null);
        if (job == null) {
            return refused(UNKNOWN);
        }
        if (!desk.start(job.id(), skipFaulty)) {
            return refused(NOT_STARTABLE);
        }
        runner.resume();
        return new Payload(desk.find(job.id()).orElse(null), List.of());
    }

    @MutationMapping
    Payload cancelImport(@Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        ImportJob job = own(id, asking.staff(principal, environment.getGraphQlContext()))
                .orElse(null);
        if (job == null) {
            return refused(UNKNOWN);
        }
        return desk.cancel(job.id()) ? new Payload(desk.find(job.id()).orElse(null), List.of()) : refused(ENDED);
    }

    private Optional<ImportJob> own(String id, String person) {
        try {
            return desk.find(UUID.fromString(id)).filter(job -> job.person().equals(person));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Payload refused(Refusal refusal) {
        return new Payload(null, List.of(UserError.of(refusal)));
    }
}
