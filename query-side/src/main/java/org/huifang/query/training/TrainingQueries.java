package org.huifang.query.training;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.training.TrainingPlan;
import org.huifang.kernel.training.TrainingPlan.Question;
import org.huifang.kernel.training.TrainingQuery.Coverage;
import org.huifang.kernel.training.TrainingQuery.Effect;
import org.huifang.kernel.training.TrainingQuery.FindCoverage;
import org.huifang.kernel.training.TrainingQuery.FindEffect;
import org.huifang.kernel.training.TrainingQuery.FindTraining;
import org.huifang.kernel.training.TrainingQuery.FindTrainings;
import org.huifang.kernel.training.TrainingQuery.FoundCoverage;
import org.huifang.kernel.training.TrainingQuery.FoundEffect;
import org.huifang.kernel.training.TrainingQuery.FoundTraining;
import org.huifang.kernel.training.TrainingQuery.FoundTrainings;
import org.huifang.kernel.training.TrainingView;
import org.huifang.kernel.training.TrainingView.Participant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked of trainings; who takes part sees their own, and not what is right before they have answered. */
public final class TrainingQueries {
    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final ObjectMapper json;

    TrainingQueries(JdbcTemplate jdbc, CompanyDirectory directory, ObjectMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.json = json;
    }

    @QueryHandler
    public FoundTraining handle(FindTraining query) {
        return new FoundTraining(training(query.training().toString())
                .map(found -> seen(found, query.person()))
                .orElse(null));
    }

    @QueryHandler
    public FoundTrainings handle(FindTrainings query) {
        String whose = query.mine() || !overseesAll(query.person())
                ? " WHERE people @> ARRAY[?]::varchar[]"
                : " WHERE ?::text IS NOT NULL";
        List<TrainingView> found = jdbc.query(
                "SELECT view FROM training" + whose + " ORDER BY at DESC, id DESC LIMIT ?",
                (row, n) -> json.readValue(row.getString(1), TrainingView.class),
                query.person(),
                query.first());
        List<TrainingView> seen = new ArrayList<>();
        found.forEach(one -> {
            TrainingView view = seen(one, query.person());
            if (view != null) {
                seen.add(view);
            }
        });
        return new FoundTrainings(List.copyOf(seen));
    }

    private Optional<TrainingView> training(String id) {
        return jdbc.queryForList("SELECT view FROM training WHERE id = ?", String.class, id).stream()
                .findFirst()
                .map(view -> json.readValue(view, TrainingView.class));
    }

    private @Nullable TrainingView seen(TrainingView training, String person) {
        if (overseesAll(person)) {
            return training;
        }
        List<Participant> own = training.people().stream()
                .filter(one -> one.person().equals(person))
                .toList();
        if (own.isEmpty()) {
            return null;
        }
        TrainingPlan plan = training.plan();
        return new TrainingView(
                training.id(),
                training.state(),
                new TrainingPlan(
                        plan.title(),
                        plan.cases(),
                        plan.centre(),
                        plan.at(),
                        plan.place(),
                        plan.questions().stream()
                                .map(question -> new Question(question.text(), question.options(), Set.of()))
                                .toList(),
                        plan.passPercent()),
                training.heldAt(),
                training.reason(),
                own,
                training.sequence());
    }

    private boolean overseesAll(String person) {
        return directory
                .acting(person)
                .flatMap(known -> known.roleFor(Operation.OVERSEE_TRAINING, Place.COMPANY))
                .isPresent();
    }

    @QueryHandler
    public FoundCoverage handle(FindCoverage query) {
        if (!overseesAll(query.person())) {
            return new FoundCoverage(List.of());
        }
        Set<String> attended = new HashSet<>();
        Set<String> passed = new HashSet<>();
        Set<String> read = new HashSet<>();
        jdbc.query("SELECT view FROM training WHERE state = 'HELD'", row -> {
            json.readValue(row.getString(1), TrainingView.class).people().forEach(one -> {
                if (one.attended()) {
                    attended.add(one.person());
                }
                if (one.passed()) {
                    passed.add(one.person());
                }
            });
        });
        jdbc.query("SELECT view FROM library_case WHERE published_at IS NOT NULL", row -> {
            json.readValue(row.getString(1), LibraryCaseView.class)
                    .readings()
                    .forEach(reading -> read.add(reading.person()));
        });
        Map<String, Map<String, Set<String>>> departments = new TreeMap<>();
        for (Person person : directory.everybody()) {
            for (Appointment appointment : person.appointments()) {
                if (appointment.department() != null
                        && appointment.centre() != null
                        && (query.centre() == null || query.centre().equals(appointment.centre()))) {
                    departments
                            .computeIfAbsent(appointment.centre(), centre -> new TreeMap<>())
                            .computeIfAbsent(appointment.department(), department -> new HashSet<>())
                            .add(person.id());
                }
            }
        }
        List<Coverage> coverage = new ArrayList<>();
        departments.forEach((centre, of) -> of.forEach((department, people) -> coverage.add(new Coverage(
                centre,
                department,
                people.size(),
                among(people, attended),
                among(people, passed),
                among(people, read)))));
        return new FoundCoverage(List.copyOf(coverage));
    }

    private static int among(Set<String> people, Set<String> those) {
        return (int) people.stream().filter(those::contains).count();
    }

    /** Compared by days of the same number, as far as they have passed: what the log knows now is the end. */
    @QueryHandler
    public FoundEffect handle(FindEffect query) {
        TrainingView training = training(query.training().toString()).orElse(null);
        if (!overseesAll(query.person()) || training == null || training.heldAt() == null) {
            return new FoundEffect(null);
        }
        Instant held = training.heldAt();
        Instant known = Optional.ofNullable(
                        jdbc.queryForObject("SELECT recorded_at FROM event_head", OffsetDateTime.class))
                .orElseThrow()
                .toInstant();
        int daysAfter = (int)
                Math.min(query.days(), Math.max(0, Duration.between(held, known).toDays()));
        String[] criteria = criteria(training);
        return new FoundEffect(new Effect(
                query.days(),
                received(criteria, training.plan().centre(), held.minus(Duration.ofDays(query.days())), held),
                received(criteria, training.plan().centre(), held, held.plus(Duration.ofDays(query.days()))),
                daysAfter));
    }

    private String[] criteria(TrainingView training) {
        Map<String, String> criteria = new HashMap<>();
        jdbc.query(
                "SELECT id, criterion FROM library_case WHERE id = ANY(?) AND criterion IS NOT NULL",
                row -> {
                    criteria.put(row.getString(1), row.getString(2));
                },
                (Object) training.plan().cases().stream()
                        .map(LibraryCaseId::toString)
                        .toArray(String[]::new));
        return criteria.values().stream().distinct().toArray(String[]::new);
    }

    private int received(String[] criteria, @Nullable String centre, Instant from, Instant until) {
        Integer count = jdbc.queryForObject(
                "SELECT count(*) FROM statistic_version WHERE to_position = 9223372036854775807 AND criterion = ANY(?)"
                        + " AND (?::text IS NULL OR centre = ?) AND received_at >= ? AND received_at < ?",
                Integer.class,
                criteria,
                centre,
                centre,
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC));
        return count == null ? 0 : count;
    }
}
