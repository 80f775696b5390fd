package org.huifang.api.monthend;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Connection;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.monthend.Figure;
import org.huifang.kernel.monthend.MonthEndQuery.Behind;
import org.huifang.kernel.monthend.MonthEndQuery.By;
import org.huifang.kernel.monthend.MonthEndQuery.FindBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FindFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FindMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FindMonths;
import org.huifang.kernel.monthend.MonthEndQuery.FindPunctuality;
import org.huifang.kernel.monthend.MonthEndQuery.FindSeries;
import org.huifang.kernel.monthend.MonthEndQuery.FindSuggestions;
import org.huifang.kernel.monthend.MonthEndQuery.FoundBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FoundFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FoundMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FoundMonths;
import org.huifang.kernel.monthend.MonthEndQuery.FoundPunctuality;
import org.huifang.kernel.monthend.MonthEndQuery.FoundSeries;
import org.huifang.kernel.monthend.MonthEndQuery.FoundSuggestions;
import org.huifang.kernel.monthend.MonthEndQuery.Known;
import org.huifang.kernel.monthend.MonthEndQuery.Point;
import org.huifang.kernel.monthend.MonthEndQuery.Punctuality;
import org.huifang.kernel.monthend.MonthEndQuery.Step;
import org.huifang.kernel.monthend.MonthEndQuery.SuggestedIssue;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Questions about months' ends. */
@Controller
class MonthEndReads {
    /** Of a series, so that it stays a picture. */
    private static final int YEARS_AT_MOST = 10;

    private final QueryGateway queries;
    private final Asking asking;

    MonthEndReads(QueryGateway queries, Asking asking) {
        this.queries = queries;
        this.asking = asking;
    }

    @QueryMapping
    CompletableFuture<Month> monthEnd(
            @Argument String centre,
            @Argument YearMonth month,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindMonth(person, centre, month), FoundMonth.class)
                .thenApply(FoundMonth::month);
    }

    @QueryMapping
    CompletableFuture<List<Month>> monthEnds(
            @Argument String centre,
            @Argument int first,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindMonths(person, centre, Connection.page(first)), FoundMonths.class)
                .thenApply(FoundMonths::months);
    }

    @SchemaMapping(typeName = "MonthEnd", field = "asKnownThen")
    CompletableFuture<FoundFigures> asKnownThen(
            Month month, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return figures(month, Known.THEN, principal, environment);
    }

    @SchemaMapping(typeName = "MonthEnd", field = "asKnownNow")
    CompletableFuture<FoundFigures> asKnownNow(
            Month month, @Nullable Principal principal, DataFetchingEnvironment environment) {
        return figures(month, Known.NOW, principal, environment);
    }

    private CompletableFuture<FoundFigures> figures(
            Month month, Known known, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        boolean compared = environment.getSelectionSet().containsAnyOf("monthBefore", "yearBefore");
        return queries.query(
                        new FindFigures(person, month.centre(), month.month(), known, compared), FoundFigures.class)
                .thenApply(found -> found.figures() == null ? null : found);
    }

    @SchemaMapping(typeName = "MonthEnd", field = "behind")
    CompletableFuture<Connection<Behind>> behind(
            Month month,
            @Argument Figure figure,
            @Argument @Nullable String key,
            @Argument Known known,
            @Argument int first,
            @Argument @Nullable String after,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(
                        new FindBehind(
                                person,
                                month.centre(),
                                month.month(),
                                known,
                                figure,
                                key,
                                Connection.page(first),
                                after),
                        FoundBehind.class)
                .thenApply(found -> new Connection<>(
                        found.behind(),
                        found.more(),
                        found.behind().isEmpty()
                                ? null
                                : found.behind().get(found.behind().size() - 1).cursor()));
    }

    @SchemaMapping(typeName = "MonthEnd", field = "suggestedIssues")
    CompletableFuture<List<SuggestedIssue>> suggestedIssues(
            Month month, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        return queries.query(new FindSuggestions(person, month.centre(), month.month()), FoundSuggestions.class)
                .thenApply(FoundSuggestions::issues);
    }

    @QueryMapping
    CompletableFuture<List<Point>> complaintSeries(
            @Argument @Nullable String centre,
            @Argument FactKind measure,
            @Argument Step step,
            @Argument By by,
            @Argument LocalDate from,
            @Argument LocalDate until,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        requireSpan(from, until);
        return queries.query(new FindSeries(person, centre, measure, step, by, from, until), FoundSeries.class)
                .thenApply(FoundSeries::points);
    }

    @QueryMapping
    CompletableFuture<List<Punctuality>> punctuality(
            @Argument @Nullable String centre,
            @Argument LocalDate from,
            @Argument LocalDate until,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.person(principal, environment.getGraphQlContext());
        requireSpan(from, until);
        return queries.query(new FindPunctuality(person, centre, from, until), FoundPunctuality.class)
                .thenApply(FoundPunctuality::punctuality);
    }

    private static void requireSpan(LocalDate from, LocalDate until) {
        if (!from.isBefore(until) || until.isAfter(from.plusYears(YEARS_AT_MOST))) {
            throw new RefusedException(new Refusal(
                    "SERIES_IN_RANGE",
                    "§4.6.4",
                    "until",
                    "时间段须先后有序,不超过 10 年",
                    "A series begins before it ends, and spans at most 10 years"));
        }
    }
}
