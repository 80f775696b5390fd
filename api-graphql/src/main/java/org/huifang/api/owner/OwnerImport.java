package org.huifang.api.owner;

import graphql.schema.DataFetchingEnvironment;
import jakarta.annotation.PreDestroy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.huifang.api.access.Asking;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.api.owner.OwnerInputs.Import;
import org.huifang.api.owner.OwnerInputs.Row;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.owner.OwnerCommand.RegisterOwner;
import org.huifang.kernel.owner.OwnerId;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Owners from another system, each row for itself; several at a time, so that their events are committed in groups. */
@Controller
class OwnerImport {
    private static final int ROWS_AT_MOST = 500;
    private static final int EXTERNAL_KEY_AT_MOST = 200;
    /** Enough to fill a group while the one before is written to disk, and to leave the pool to others. */
    private static final int ROWS_AT_A_TIME = 6;

    private final OwnerSteps steps;
    private final Asking asking;
    private final CompanyDirectory directory;
    private final ExecutorService rowTakers = Executors.newFixedThreadPool(ROWS_AT_A_TIME, work -> {
        Thread thread = new Thread(work, "owner-import");
        thread.setDaemon(true);
        return thread;
    });

    OwnerImport(OwnerSteps steps, Asking asking, CompanyDirectory directory) {
        this.steps = steps;
        this.asking = asking;
        this.directory = directory;
    }

    /** What became of the row {@code index}. */
    record Imported(int index, @Nullable OwnerId id, boolean changed, List<UserError> userErrors) {}

    record Payload(List<Imported> rows, List<UserError> userErrors) {}

    @MutationMapping
    CompletableFuture<Payload> importOwners(
            @Argument Import input, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        List<Refusal> refusals = refusals(input, person);
        if (!refusals.isEmpty()) {
            return CompletableFuture.completedFuture(new Payload(List.of(), errors(refusals)));
        }
        Set<String> seen = new HashSet<>();
        List<CompletableFuture<Imported>> rows = new ArrayList<>();
        for (Row row : input.rows()) {
            int index = rows.size();
            boolean first = seen.add(row.externalKey());
            rows.add(CompletableFuture.supplyAsync(() -> take(index, row, first, input.centre(), person), rowTakers));
        }
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        new Payload(rows.stream().map(CompletableFuture::join).toList(), List.of()));
    }

    /** Looked at before the rows, so that no keys are made for 500 owners whom nobody may register there. */
    private List<Refusal> refusals(Import input, String person) {
        if (input.rows().isEmpty() || input.rows().size() > ROWS_AT_MOST) {
            return List.of(
                    new Refusal("ROWS_IN_RANGE", "§4.5.1", "rows", "每次导入须为 1 到 500 行", "An import has 1 to 500 rows"));
        }
        if (!asking.may(person, Operation.MAINTAIN_OWNERS, input.centre())) {
            return List.of(new Refusal(
                    "ROLE_NOT_ALLOWED",
                    Operation.MAINTAIN_OWNERS.clause(),
                    null,
                    "您的岗位不能办理此事项",
                    "Your role does not allow this"));
        }
        if (directory.current().centre(input.centre()).isEmpty()
                && directory.refreshed().centre(input.centre()).isEmpty()) {
            return List.of(
                    new Refusal("CENTRE_KNOWN", "§4.5.1", "centre", "没有这个服务中心", "There is no such service centre"));
        }
        return List.of();
    }

    private Imported take(int index, Row row, boolean first, String centre, String person) {
        try {
            requireKey(row.externalKey(), first);
            OwnerId owner = OwnerId.imported(centre, row.externalKey());
            Accepted accepted = steps.send(
                    new RegisterOwner(owner, centre, steps.importing(person), steps.sealed(owner, row.stated())));
            return new Imported(index, owner, !accepted.repeated(), List.of());
        } catch (RefusedException e) {
            return new Imported(index, null, false, errors(e.refusals()));
        }
    }

    private static void requireKey(String key, boolean first) {
        if (key.isBlank() || key.length() > EXTERNAL_KEY_AT_MOST) {
            throw OwnerSteps.refused(
                    "EXTERNAL_KEY_IN_RANGE",
                    "externalKey",
                    "外部编号须为 1 到 200 个字符",
                    "An external key has 1 to 200 characters");
        }
        if (!first) {
            throw OwnerSteps.refused(
                    "EXTERNAL_KEY_ONCE", "externalKey", "同一次导入中外部编号不能重复", "An external key stands once in an import");
        }
    }

    private static List<UserError> errors(List<Refusal> refusals) {
        return refusals.stream().map(UserError::of).toList();
    }

    @PreDestroy
    void stop() {
        rowTakers.shutdown();
    }
}
