package org.huifang.query.library;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.library.CaseText;
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
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.Personal;
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

    private static final int CANDIDATES = 300;
    private static final int WORDS_TOLD = 8;
    private static final int FEWEST_WORDS = 3;

    private final NamedParameterJdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final PersonalData personalData;
    private final QueryGateway queries;
    private final ObjectMapper json;

    LibraryQueries(
            NamedParameterJdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            QueryGateway queries,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.personalData = personalData;
        this.queries = queries;
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

    /** By the words that both tell, the rarer the more; the same judgement and the same department count too. */
    @QueryHandler
    public FoundSimilar handle(FindSimilar query) {
        if (!may(query.person(), Operation.READ_LIBRARY)) {
            return new FoundSimilar(List.of());
        }
        ComplaintView complaint = queries.query(
                        new FindComplaint(query.person(), query.complaint(), null, null), Found.class)
                .join()
                .complaint();
        Person person = directory.acting(query.person()).orElse(null);
        if (complaint == null || person == null || !complaint.openFor(person)) {
            return new FoundSimilar(List.of());
        }
        Set<String> told = told(complaint);
        if (told.isEmpty()) {
            return new FoundSimilar(List.of());
        }
        List<LibraryCaseView> candidates = jdbc.query(
                "SELECT view FROM library_case WHERE published_at IS NOT NULL AND words @@ :any::tsquery"
                        + " ORDER BY ts_rank(words, :any::tsquery) DESC, id LIMIT " + CANDIDATES,
                new MapSqlParameterSource("any", Bigrams.anyOf(told)),
                (row, n) -> view(row.getString(1)));
        return new FoundSimilar(similar(complaint, told, candidates).stream()
                .limit(query.first())
                .map(similar -> new Similar(
                        asRead(similar.libraryCase(), query.person()),
                        similar.words(),
                        similar.sameCriterion(),
                        similar.sameDepartment()))
                .toList());
    }

    private static List<Similar> similar(ComplaintView complaint, Set<String> told, List<LibraryCaseView> candidates) {
        Map<LibraryCaseView, Set<String>> shared = new HashMap<>();
        Map<String, Integer> frequency = new HashMap<>();
        for (LibraryCaseView candidate : candidates) {
            Set<String> words = new LinkedHashSet<>(Bigrams.distinct(String.join(
                    " ",
                    candidate
                            .read()
                            .map(Version::text)
                            .map(CaseText::texts)
                            .orElse(Map.of())
                            .values())));
            words.retainAll(told);
            shared.put(candidate, words);
            words.forEach(word -> frequency.merge(word, 1, Integer::sum));
        }
        Map<Similar, Double> scored = new HashMap<>();
        shared.forEach((candidate, words) -> {
            CaseText text = candidate.read().map(Version::text).orElseThrow();
            boolean criterion = complaint.judgement() != null
                    && complaint.judgement().criterion() != null
                    && complaint.judgement().criterion() == text.criterion();
            boolean department = complaint.routing() != null
                    && complaint.routing().department().equals(text.department());
            double score = words.stream()
                    .mapToDouble(word -> Math.log(1.0 + (double) candidates.size() / frequency.get(word)))
                    .sum();
            if (words.size() >= FEWEST_WORDS) {
                Set<String> rarest = new LinkedHashSet<>(words.stream()
                        .sorted(Comparator.comparing(frequency::get))
                        .limit(WORDS_TOLD)
                        .toList());
                scored.put(
                        new Similar(candidate, rarest, criterion, department),
                        score * (criterion ? 1.5 : 1) * (department ? 1.2 : 1));
            }
        });
        return scored.entrySet().stream()
                .sorted(Map.Entry.<Similar, Double>comparingByValue()
                        .reversed()
                        .thenComparing(
                                entry -> entry.getKey().libraryCase().id().toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the owner told, opened for whom it is open to; compared here and kept nowhere. */
    private Set<String> told(ComplaintView complaint) {
        Set<String> told = new LinkedHashSet<>();
        Personal demand = complaint.reception().demand();
        personalData.open(complaint.reception().course()).ifPresent(text -> told.addAll(Bigrams.distinct(text)));
        Optional.ofNullable(demand).flatMap(personalData::open).ifPresent(text -> told.addAll(Bigrams.distinct(text)));
        return told;
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
