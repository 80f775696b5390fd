package org.huifang.query.owner;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.OwnerId;
import org.huifang.kernel.owner.OwnerQuery;
import org.huifang.kernel.owner.OwnerQuery.AwaitOwner;
import org.huifang.kernel.owner.OwnerQuery.FindOwner;
import org.huifang.kernel.owner.OwnerQuery.FindOwners;
import org.huifang.kernel.owner.OwnerQuery.FoundOwner;
import org.huifang.kernel.owner.OwnerQuery.FoundOwners;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked about owners; who a person may not find is as if they were not there (§2). */
public final class OwnerQueries {
    private final OwnerRows owners;
    private final AwaitedOwners awaited;
    private final CompanyDirectory directory;
    private final BlindIndex index;
    private final ObjectMapper json;
    private final Executor readers;

    /** @param readers who answer those that waited: the projector goes on with the next batch meanwhile */
    OwnerQueries(
            OwnerRows owners,
            AwaitedOwners awaited,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json,
            Executor readers) {
        this.owners = owners;
        this.awaited = awaited;
        this.directory = directory;
        this.index = new BlindIndex(personalData);
        this.json = json;
        this.readers = readers;
    }

    @QueryHandler
    public FoundOwner handle(FindOwner query) {
        return new FoundOwner(find(query.person(), query.owner()), true);
    }

    @QueryHandler
    public CompletableFuture<FoundOwner> handle(AwaitOwner query) {
        return awaited.until(query.owner(), query.sequence(), query.patience())
                .thenApplyAsync(current -> new FoundOwner(find(query.person(), query.owner()), current), readers);
    }

    @QueryHandler
    public FoundOwners handle(FindOwners query) {
        if (!finds(query.person(), query.centre())) {
            return new FoundOwners(List.of());
        }
        List<List<byte[]>> conditions = index.typed(query.centre(), query.text());
        if (conditions.isEmpty()) {
            return new FoundOwners(List.of());
        }
        List<OwnerRow> rows = owners.findBy(
                OwnerRows.matching(query.centre(), conditions), found -> found.sortBy(OwnerRows.LATEST_FIRST)
                        .limit(Math.min(query.first(), OwnerQuery.FIRST_AT_MOST))
                        .all());
        return new FoundOwners(rows.stream().map(this::view).toList());
    }

    private @Nullable OwnerView find(String person, OwnerId owner) {
        return owners.findById(owner.value())
                .filter(row -> finds(person, row.centre))
                .map(this::view)
                .orElse(null);
    }

    private OwnerView view(OwnerRow row) {
        return json.readValue(row.view, OwnerView.class);
    }

    private boolean finds(String person, String centre) {
        return directory
                .acting(person)
                .flatMap(known -> known.roleFor(Operation.FIND_OWNERS, Place.of(centre)))
                .isPresent();
    }
}
