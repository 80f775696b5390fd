package org.huifang.api.library;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.api.access.Connection.PageInfo;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryCaseView.Version;
import org.huifang.kernel.library.LibraryQuery.CaseFilter;
import org.huifang.kernel.library.LibraryQuery.FindCase;
import org.huifang.kernel.library.LibraryQuery.FindCases;
import org.huifang.kernel.library.LibraryQuery.FindSimilar;
import org.huifang.kernel.library.LibraryQuery.FoundCase;
import org.huifang.kernel.library.LibraryQuery.FoundCases;
import org.huifang.kernel.library.LibraryQuery.FoundSimilar;
import org.huifang.kernel.library.LibraryQuery.Order;
import org.huifang.kernel.library.LibraryQuery.Similar;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Questions about the library. */
@Controller
class LibraryReads {
    private static final int SIMILAR_AT_MOST = 20;

    private final QueryGateway queries;
    private final Asking asking;

    LibraryReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    /** @param count of all that match, on whichever page */
    record Cases(List<LibraryCaseView> nodes, int count, PageInfo pageInfo) {}

    @QueryMapping
    CompletableFuture<LibraryCaseView> libraryCase(
            @Argument String id, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        LibraryCaseId known = LibraryMutations.parse(id).orElse(null);
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        return queries.query(new FindCase(person, known), FoundCase.class).thenApply(FoundCase::libraryCase);
    }

    @QueryMapping
    CompletableFuture<Cases> libraryCases(
            @Argument CaseFilter filter,
            @Argument Order order,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        requireShort(filter.text());
        return queries.query(new FindCases(person, filter, order, Connection.page(first), after), FoundCases.class)
                .thenApply(found -> new Cases(found.cases(), found.count(), new PageInfo(found.more(), found.end())));
    }

    private static void requireShort(@Nullable String searched) {
        if (searched != null && searched.length() > CaseFilter.TEXT_AT_MOST) {
            throw new RefusedException(
                    new Refusal("TEXT_TOO_LONG", "§4.6.5", "text", "最多 100 个字", "At most 100 characters"));
        }
    }

    @SchemaMapping(typeName = "Complaint", field = "similarCases")
    CompletableFuture<List<Similar>> similarCases(
            ComplaintView complaint,
            @Argument int first,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        if (first < 1 || first > SIMILAR_AT_MOST) {
            throw new RefusedException(
                    new Refusal("PAGE_IN_RANGE", "§4.6.5", "first", "须为 1 到 20 个", "1 to 20 are found at a time"));
        }
        return queries.query(new FindSimilar(person, complaint.id(), first), FoundSimilar.class)
                .thenApply(FoundSimilar::similar);
    }

    /** The version to be read; who keeps the library sees the newest where none is published. */
    @SchemaMapping(typeName = "LibraryCase", field = "text")
    Version text(LibraryCaseView libraryCase) {
        return libraryCase.read().orElseGet(libraryCase::newest);
    }

    /** The text in pieces, those that were searched for marked. */
    @SchemaMapping(typeName = "LibraryCase", field = "marked")
    List<Marked.Piece> marked(LibraryCaseView libraryCase, @Argument String text) {
        requireShort(text);
        Version read = text(libraryCase);
        return Marked.around(
                text,
                List.of(
                        read.text().title(),
                        read.text().facts(),
                        read.text().cause(),
                        read.text().experience(),
                        read.text().lesson(),
                        read.text().prevention()));
    }
}
