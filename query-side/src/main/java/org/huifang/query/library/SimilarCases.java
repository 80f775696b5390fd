package org.huifang.query.library;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryCaseView.Version;
import org.huifang.kernel.library.LibraryQuery.Similar;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.search.Bigrams;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * §4.6.5: published cases that may help with a complaint, by the words that both tell, the rarer the more; the same
 * judgement and the same department count too.
 */
final class SimilarCases {
    private static final int CANDIDATES = 300;
    private static final int WORDS_TOLD = 8;
    private static final int FEWEST_WORDS = 3;
    private static final double SAME_CRITERION = 1.5;
    private static final double SAME_DEPARTMENT = 1.2;

    private final NamedParameterJdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final PersonalData personalData;
    private final QueryGateway queries;
    private final ObjectMapper json;

    SimilarCases(
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

    /** The most similar first; none for whom the complaint's texts are not open. */
    List<Similar> to(String asking, ComplaintId id) {
        ComplaintView complaint = queries.query(new FindComplaint(asking, id, null, null), Found.class)
                .join()
                .complaint();
        Person person = directory.acting(asking).orElse(null);
        if (complaint == null || person == null || !complaint.openFor(person)) {
            return List.of();
        }
        Set<String> told = told(complaint, person);
        if (told.isEmpty()) {
            return List.of();
        }
        List<LibraryCaseView> candidates = jdbc.query(
                "SELECT view FROM library_case WHERE published_at IS NOT NULL AND words @@ :any::tsquery"
                        + " ORDER BY ts_rank(words, :any::tsquery) DESC, id LIMIT " + CANDIDATES,
                new MapSqlParameterSource("any", Bigrams.anyOf(told)),
                (row, n) -> json.readValue(row.getString(1), LibraryCaseView.class));
        return ranked(complaint, told, candidates);
    }

    /** What the owner told, opened for whom it is open to; compared here and kept nowhere. */
    private Set<String> told(ComplaintView complaint, Person person) {
        personalData.looked(person.id(), List.of(complaint.reception().course().keyId()));
        Set<String> told = new LinkedHashSet<>();
        personalData.open(complaint.reception().course()).ifPresent(text -> told.addAll(Bigrams.distinct(text)));
        Optional.ofNullable(complaint.reception().demand())
                .flatMap(personalData::open)
                .ifPresent(text -> told.addAll(Bigrams.distinct(text)));
        return told;
    }

    private static List<Similar> ranked(ComplaintView complaint, Set<String> told, List<LibraryCaseView> candidates) {
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
        Map<Similar, Double> scores = new HashMap<>();
        shared.forEach((candidate, words) -> {
            if (words.size() >= FEWEST_WORDS) {
                Similar similar = similar(complaint, candidate, words, frequency);
                scores.put(similar, score(similar, words, frequency, candidates.size()));
            }
        });
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Similar, Double>comparingByValue()
                        .reversed()
                        .thenComparing(
                                entry -> entry.getKey().libraryCase().id().toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Similar similar(
            ComplaintView complaint, LibraryCaseView candidate, Set<String> words, Map<String, Integer> frequency) {
        CaseText text = candidate.read().map(Version::text).orElseThrow();
        boolean criterion = complaint.judgement() != null
                && complaint.judgement().criterion() != null
                && complaint.judgement().criterion() == text.criterion();
        boolean department =
                complaint.routing() != null && complaint.routing().department().equals(text.department());
        Set<String> rarest = new LinkedHashSet<>(words.stream()
                .sorted(Comparator.comparing(frequency::get))
                .limit(WORDS_TOLD)
                .toList());
        return new Similar(candidate, rarest, criterion, department);
    }

    private static double score(Similar similar, Set<String> words, Map<String, Integer> frequency, int candidates) {
        double rarity = words.stream()
                .mapToDouble(word -> Math.log(1.0 + (double) candidates / frequency.get(word)))
                .sum();
        return rarity
                * (similar.sameCriterion() ? SAME_CRITERION : 1)
                * (similar.sameDepartment() ? SAME_DEPARTMENT : 1);
    }
}
