package org.huifang.query.library;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryQuery.CaseFilter;
import org.huifang.kernel.library.LibraryQuery.FindCase;
import org.huifang.kernel.library.LibraryQuery.FindCases;
import org.huifang.kernel.library.LibraryQuery.FindSimilar;
import org.huifang.kernel.library.LibraryQuery.FoundCase;
import org.huifang.kernel.library.LibraryQuery.FoundCases;
import org.huifang.kernel.library.LibraryQuery.FoundSimilar;
import org.huifang.kernel.library.LibraryQuery.Order;
import org.huifang.kernel.library.LibraryQuery.Similar;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.search.Bigrams;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked of the library; readers find what is published, who keeps it finds everything. */
public final class LibraryQueries {
    /** Of those that match, the newest are ranked. */
    private static final int RANKED = 100;

    private final NamedParameterJdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final SimilarCases similar;
    private final ObjectMapper json;

    LibraryQueries(
            NamedParameterJdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            QueryGateway queries,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.similar = new SimilarCases(jdbc, directory, personalData, queries, json);
        this.json = json;
    }

    @QueryHandler
    public FoundCase handle(FindCase query) {
        boolean keeps = may(query.person(), Operation.KEEP_LIBRARY);
        if (!keeps && !may(query.person(), Operation.READ_LIBRARY)) {
            return new FoundCase(null);
        }
        return new FoundCase(jdbc
                .query(
                        "SELECT view FROM library_case WHERE id = :id",
                        new MapSqlParameterSource("id", query.libraryCase().toString()),
                        (row, n) -> view(row.getString(1)))
                .stream()
                .findFirst()
                .filter(found -> keeps || found.published() != null)
                .map(found -> keeps ? found : asRead(found, query.person()))
                .orElse(null));
    }

    @QueryHandler
    public FoundCases handle(FindCases query) {
        boolean keeps = may(query.person(), Operation.KEEP_LIBRARY);
        if (!keeps && !may(query.person(), Operation.READ_LIBRARY)) {
            return new FoundCases(List.of(), 0, false, null);
        }
        MapSqlParameterSource parameters = new MapSqlParameterSource("limit", query.first() + 1);
        String where = where(query.filter(), keeps, parameters);
        Integer count = jdbc.queryForObject("SELECT count(*) FROM library_case" + where, parameters, Integer.class);
        List<LibraryCaseView> page = query.order() == Order.BEST
                        && !Bigrams.typed(text(query.filter())).isEmpty()
                ? best(query, where, parameters)
                : newest(query, where, parameters);
        boolean more = page.size() > query.first();
        List<LibraryCaseView> shown = more ? page.subList(0, query.first()) : page;
        String end = shown.isEmpty() ? null : end(query, shown);
        return new FoundCases(
                shown.stream()
                        .map(found -> keeps ? found : asRead(found, query.person()))
                        .toList(),
                count == null ? 0 : count,
                more,
                end);
    }

    /** Readers see the version they are to read and their own reading; who wrote of whom stays with who keeps it. */
    private static LibraryCaseView asRead(LibraryCaseView found, String person) {
        return new LibraryCaseView(
                found.id(),
                found.state(),
                List.of(),
                found.read().stream().toList(),
                found.published(),
                found.publishedAt(),
                null,
                found.readings().stream()
                        .filter(reading -> reading.person().equals(person))
                        .toList(),
                found.sequence());
    }

    private static String where(CaseFilter filter, boolean keeps, MapSqlParameterSource parameters) {
        List<String> conditions = new ArrayList<>();
        if (!keeps) {
            conditions.add("published_at IS NOT NULL");
        }
        String typed = Bigrams.query(text(filter));
        if (!typed.isEmpty()) {
            conditions.add("words @@ :typed::tsquery");
            parameters.addValue("typed", typed);
        }
        equal("criterion", filter.criterion(), conditions, parameters);
        equal("severity", filter.severity(), conditions, parameters);
        equal("department", filter.department(), conditions, parameters);
        equal("state", filter.state(), conditions, parameters);
        if (filter.tag() != null) {
            conditions.add(":tag = ANY(tags)");
            parameters.addValue("tag", filter.tag());
        }
        return conditions.isEmpty() ? " WHERE true" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String text(CaseFilter filter) {
        return filter.text() == null ? "" : filter.text();
    }

    private static void equal(
            String column, @Nullable Object value, List<String> conditions, MapSqlParameterSource parameters) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            parameters.addValue(column, value.toString());
        }
    }

    /** The matching ones first, by themselves: else a plan may walk through all that do not match. */
    private List<LibraryCaseView> newest(FindCases query, String where, MapSqlParameterSource parameters) {
        String after = "";
        if (query.after() != null) {
            Cursor cursor = Cursor.parse(query.after());
            after = " WHERE (coalesce(published_at, '-infinity'), id) < (:publishedAt, :id)";
            parameters.addValue("publishedAt", cursor.publishedAt()).addValue("id", cursor.id());
        }
        return jdbc.query(
                "WITH matching AS MATERIALIZED (SELECT id, published_at, view FROM library_case" + where
                        + ") SELECT view FROM matching" + after
                        + " ORDER BY coalesce(published_at, '-infinity') DESC, id DESC LIMIT :limit",
                parameters,
                (row, n) -> view(row.getString(1)));
    }

    private List<LibraryCaseView> best(FindCases query, String where, MapSqlParameterSource parameters) {
        int from = query.after() == null ? 0 : Cursor.ranked(query.after());
        return jdbc.query(
                "WITH matching AS MATERIALIZED (SELECT id, published_at, words, view FROM library_case" + where
                        + " ORDER BY published_at DESC NULLS LAST, id DESC LIMIT " + RANKED
                        + ") SELECT view FROM matching ORDER BY ts_rank_cd(words, :typed::tsquery) DESC,"
                        + " published_at DESC NULLS LAST, id DESC LIMIT :limit OFFSET " + from,
                parameters,
                (row, n) -> view(row.getString(1)));
    }

    private static String end(FindCases query, List<LibraryCaseView> shown) {
        if (query.order() == Order.BEST && !Bigrams.typed(text(query.filter())).isEmpty()) {
            return String.valueOf((query.after() == null ? 0 : Cursor.ranked(query.after())) + shown.size());
        }
        LibraryCaseView last = shown.get(shown.size() - 1);
        return (last.publishedAt() == null ? "" : last.publishedAt()) + "|" + last.id();
    }

    /** Where a page ended. */
    private record Cursor(OffsetDateTime publishedAt, String id) {
        private static final OffsetDateTime NEVER = OffsetDateTime.MIN;

        static Cursor parse(String text) {
            int bar = text.indexOf('|');
            try {
                if (bar >= 0) {
                    String at = text.substring(0, bar);
                    return new Cursor(at.isEmpty() ? NEVER : OffsetDateTime.parse(at), text.substring(bar + 1));
                }
            } catch (DateTimeException e) {
                throw unknown();
            }
            throw unknown();
        }

        static int ranked(String text) {
            try {
                return Math.min(Math.max(Integer.parseInt(text), 0), RANKED);
            } catch (NumberFormatException e) {
                throw unknown();
            }
        }

        private static RefusedException unknown() {
            return new RefusedException(new Refusal(
                    "CURSOR_KNOWN",
                    "§4.6.5",
                    "after",
                    "分页游标无效,请从第一页开始",
                    "Not a cursor of a page; start from the first page"));
        }
    }

    @QueryHandler
    public FoundSimilar handle(FindSimilar query) {
        if (!may(query.person(), Operation.READ_LIBRARY)) {
            return new FoundSimilar(List.of());
        }
        return new FoundSimilar(similar.to(query.person(), query.complaint()).stream()
                .limit(query.first())
                .map(found -> new Similar(
                        asRead(found.libraryCase(), query.person()),
                        found.words(),
                        found.sameCriterion(),
                        found.sameDepartment()))
                .toList());
    }

    private LibraryCaseView view(String stored) {
        return json.readValue(stored, LibraryCaseView.class);
    }

    private boolean may(String person, Operation operation) {
        return directory
                .acting(person)
                .flatMap(known -> known.roleFor(operation, Place.COMPANY))
                .isPresent();
    }
}
