package org.huifang.query.monthend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Sha256;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.monthend.Figures;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndQuery.By;
import org.huifang.kernel.monthend.MonthEndQuery.FindBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FindFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FindMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FindMonths;
import org.huifang.kernel.monthend.MonthEndQuery.FindPunctuality;
import org.huifang.kernel.monthend.MonthEndQuery.FindRecordsToHandOver;
import org.huifang.kernel.monthend.MonthEndQuery.FindSeries;
import org.huifang.kernel.monthend.MonthEndQuery.FindSuggestions;
import org.huifang.kernel.monthend.MonthEndQuery.FoundBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FoundFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FoundMonth;
import org.huifang.kernel.monthend.MonthEndQuery.FoundMonths;
import org.huifang.kernel.monthend.MonthEndQuery.FoundPunctuality;
import org.huifang.kernel.monthend.MonthEndQuery.FoundRecords;
import org.huifang.kernel.monthend.MonthEndQuery.FoundSeries;
import org.huifang.kernel.monthend.MonthEndQuery.FoundSuggestions;
import org.huifang.kernel.monthend.MonthEndQuery.Known;
import org.huifang.kernel.monthend.MonthEndQuery.Point;
import org.huifang.kernel.monthend.MonthEndView;
import org.huifang.kernel.monthend.MonthEndView.CutOff;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.complaint.StoredComplaints;
import org.huifang.query.monthend.FiguresBehind.Cursor;
import org.huifang.query.monthend.Statistics.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Answers what may be asked about months' ends; what a person may not see is as if it were not there (§2). */
public final class MonthEndQueries {
    /** Named with each digest: figures of another shape would have another digest. */
    private static final String SHAPE = "2:";

    private static final int RECORDS_AT_MOST = 1_000;

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final Statistics statistics;
    private final FiguresBehind behind;
    private final SuggestedIssues suggestions;
    private final DepartmentPunctuality punctuality;
    private final CompanyDirectory directory;
    private final ObjectMapper json;

    public MonthEndQueries(
            JdbcTemplate jdbc,
            StreamableMessageSource<TrackedEventMessage<?>> log,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.statistics = new Statistics(named);
        this.behind = new FiguresBehind(named);
        this.suggestions = new SuggestedIssues(named, personalData, new StoredComplaints(json));
        this.punctuality = new DepartmentPunctuality(named, log);
        this.directory = directory;
        this.json = json;
    }

    @QueryHandler
    public FoundMonth handle(FindMonth query) {
        return new FoundMonth(months(query.person(), query.centre())
                .flatMap(view -> view.month(query.month()))
                .orElse(null));
    }

    @QueryHandler
    public FoundMonths handle(FindMonths query) {
        List<Month> months =
                months(query.person(), query.centre()).map(MonthEndView::months).orElse(List.of());
        return new FoundMonths(months.stream()
                .sorted((one, other) -> other.month().compareTo(one.month()))
                .limit(query.first())
                .toList());
    }

    @QueryHandler
    public FoundFigures handle(FindFigures query) {
        MonthEndView view = months(query.person(), query.centre()).orElse(null);
        Figures figures = view == null ? null : figures(view, query.month(), query.known());
        if (view == null || figures == null) {
            return new FoundFigures(null, null, null, null);
        }
        return new FoundFigures(
                figures,
                digest(figures),
                query.compared() ? figures(view, query.month().minusMonths(1), Known.THEN) : null,
                query.compared() ? figures(view, query.month().minusYears(1), Known.THEN) : null);
    }

    @QueryHandler
    public FoundBehind handle(FindBehind query) {
        Period period = months(query.person(), query.centre())
                .flatMap(view -> period(view, query.month(), query.known()))
                .orElse(null);
        return period == null
                ? new FoundBehind(List.of(), false)
                : behind.find(period, query.figure(), query.key(), query.first(), Cursor.parse(query.after()));
    }

    @QueryHandler
    public FoundSeries handle(FindSeries query) {
        List<String> centres =
                centres(query.person(), query.centre()).stream().map(Centre::id).toList();
        boolean known = query.by() != By.NOTHING && query.by() != By.CENTRE;
        String key =
                switch (query.by()) {
                    case NOTHING -> "NULL::text";
                    case CENTRE -> "f.centre";
                    default -> "v." + query.by().name().toLowerCase(Locale.ROOT);
                };
        return new FoundSeries(named.query(
                "SELECT date_trunc(:step, f.day::timestamp)::date, " + key + ", count(*) FROM statistic_fact f"
                        + (known ? Statistics.AS_KNOWN : " ")
                        + "WHERE f.centre = ANY(:centres) AND f.kind = :kind AND f.day >= :from AND f.day < :until"
                        + " GROUP BY 1, 2 ORDER BY 1, 2",
                new MapSqlParameterSource("step", query.step().name())
                        .addValue("centres", centres.toArray(String[]::new))
                        .addValue("kind", query.measure().name())
                        .addValue("from", query.from())
                        .addValue("until", query.until())
                        .addValue("knownAt", now()),
                (row, n) -> new Point(row.getObject(1, LocalDate.class), row.getString(2), row.getInt(3))));
    }

    @QueryHandler
    public FoundPunctuality handle(FindPunctuality query) {
        return new FoundPunctuality(
                punctuality.of(centres(query.person(), query.centre()), query.from(), query.until(), now()));
    }

    /** Whose statistics the person may read: the one that is asked for, or all. */
    private List<Centre> centres(String person, @Nullable String asked) {
        return directory.current().centres().values().stream()
                .filter(centre -> asked == null || centre.id().equals(asked))
                .filter(centre -> reads(person, centre.id()))
                .toList();
    }

    @QueryHandler
    public FoundSuggestions handle(FindSuggestions query) {
        return new FoundSuggestions(months(query.person(), query.centre())
                .flatMap(view -> period(view, query.month(), Known.THEN))
                .map(suggestions::of)
                .orElse(List.of()));
    }

    @QueryHandler
    public FoundRecords handle(FindRecordsToHandOver query) {
        if (!reads(query.person(), query.centre())) {
            return new FoundRecords(List.of(), 0, 0, 0);
        }
        String current = " FROM statistic_version WHERE to_position = " + Counted.NOW + " AND centre = ? AND ";
        List<ComplaintId> due = jdbc
                .queryForList(
                        "SELECT complaint" + current + "record = 'DUE' ORDER BY received_at, complaint LIMIT ?",
                        UUID.class,
                        query.centre(),
                        Math.min(query.first(), RECORDS_AT_MOST))
                .stream()
                .map(ComplaintId::new)
                .toList();
        return new FoundRecords(
                due,
                count("SELECT count(*)" + current + "record = 'DUE'", query.centre()),
                count("SELECT count(*)" + current + "record = 'OWED'", query.centre()),
                count(
                        "SELECT count(DISTINCT complaint) FROM statistic_fact WHERE centre = ? AND kind = 'HANDED_OVER' AND value = ?",
                        query.centre(),
                        Counting.number(query.month())));
    }

    private int count(String query, Object... arguments) {
        Integer count = jdbc.queryForObject(query, Integer.class, arguments);
        return count == null ? 0 : count;
    }

    private Optional<MonthEndView> months(String person, String centre) {
        return reads(person, centre) ? view(centre) : Optional.empty();
    }

    private Optional<MonthEndView> view(String centre) {
        return jdbc
                .queryForList(
                        "SELECT view FROM " + MonthEndId.KIND + " WHERE id = ?",
                        String.class,
                        new MonthEndId(centre).toString())
                .stream()
                .findFirst()
                .map(view -> json.readValue(view, MonthEndView.class));
    }

    private boolean reads(String person, String centre) {
        return directory
                .acting(person)
                .flatMap(known -> known.roleFor(Operation.READ_STATISTICS, Place.of(centre)))
                .isPresent();
    }

    private @Nullable Figures figures(MonthEndView view, YearMonth month, Known known) {
        return period(view, month, known).map(statistics::figures).orElse(null);
    }

    /** How far the read tables have come: all that is known now. */
    private long now() {
        Long position = jdbc.queryForObject("SELECT position FROM progress", Long.class);
        return position == null ? -1 : position;
    }

    /** From the cut-off before to the month's; absent where it has none. */
    private Optional<Period> period(MonthEndView view, YearMonth month, Known known) {
        Month of = view.month(month).orElse(null);
        CutOff cutOff = of == null ? null : of.cutOff();
        if (of == null || cutOff == null) {
            return Optional.empty();
        }
        long after = view.months().stream()
                .filter(m -> m.month().isBefore(month) && m.cutOff() != null)
                .map(Month::cutOff)
                .mapToLong(CutOff::position)
                .max()
                .orElse(-1);
        return Optional.of(new Period(
                view.centre(),
                after,
                cutOff.position(),
                known == Known.THEN ? cutOff.position() : now(),
                of.households()));
    }

    private String digest(Figures figures) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(json.writeValueAsString(figures).getBytes(StandardCharsets.UTF_8));
        return SHAPE + Sha256.hex(sha256);
    }
}
