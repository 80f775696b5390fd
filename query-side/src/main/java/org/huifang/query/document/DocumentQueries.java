package org.huifang.query.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Sha256;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.document.DocumentQuery.Form;
import org.huifang.kernel.document.DocumentQuery.ListComplaints;
import org.huifang.kernel.document.DocumentQuery.ListOf;
import org.huifang.kernel.document.DocumentQuery.Listed;
import org.huifang.kernel.document.DocumentQuery.PrintForm;
import org.huifang.kernel.document.DocumentQuery.PrintServiceReport;
import org.huifang.kernel.document.DocumentQuery.PrintStatistics;
import org.huifang.kernel.document.DocumentQuery.Printed;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.huifang.kernel.monthend.Figures;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndQuery.FindFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FoundFigures;
import org.huifang.kernel.monthend.MonthEndQuery.Known;
import org.huifang.kernel.monthend.MonthEndView;
import org.huifang.kernel.monthend.MonthEndView.Month;
import org.huifang.kernel.monthend.MonthEndView.Report;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.complaint.StoredComplaints;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Prints documents; what a person may not see is as if it were not there (§2). */
public final class DocumentQueries {
    /** Anybody may ask for them, as often as they like. */
    private static final int PUBLISHED_KEPT = 100;

    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final PersonalData personalData;
    private final ObjectMapper json;
    private final StoredComplaints stored;
    private final Printing printing;
    private final QueryGateway queries;
    private final Lists lists;
    private final Registers registers;
    private final Cache<Published, Printed> published =
            Caffeine.newBuilder().maximumSize(PUBLISHED_KEPT).build();

    DocumentQueries(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json,
            Printing printing,
            QueryGateway queries) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.personalData = personalData;
        this.json = json;
        this.stored = new StoredComplaints(json);
        this.printing = printing;
        this.queries = queries;
        this.lists = new Lists(jdbc, stored);
        this.registers = new Registers(jdbc, personalData, json, queries);
    }

    @QueryHandler
    public Printed handle(PrintForm query) {
        ComplaintView complaint = jdbc
                .queryForList(
                        "SELECT view FROM complaint WHERE id = ?",
                        String.class,
                        query.complaint().value())
                .stream()
                .findFirst()
                .map(stored::view)
                .orElse(null);
        Person person = directory.acting(query.person()).orElse(null);
        if (complaint == null || person == null || !sees(person, complaint)) {
            return Printed.NONE;
        }
        Words words =
                new Words(directory.current(), ZoneId.of(complaint.zone()), text -> opened(person, complaint, text));
        if (complaint.openFor(person)) {
            personalData.looked(
                    person.id(), List.of(complaint.reception().course().keyId()));
        }
        String proof = proof(complaint);
        Markup page = query.form() == Form.SERVICE_REQUEST_RECORD
                ? Forms.serviceRequestRecord(complaint, words, proof)
                : Forms.handlingRecord(complaint, words, proof);
        return new Printed(printing.pdf(page), complaint.number().value() + "-" + file(query.form()));
    }

    /** The figures are asked for as any other reader asks. */
    @QueryHandler
    public CompletableFuture<Printed> handle(PrintStatistics query) {
        Month month = month(query.centre(), query.month()).orElse(null);
        if (month == null) {
            return CompletableFuture.completedFuture(Printed.NONE);
        }
        FindFigures figures = new FindFigures(query.person(), query.centre(), query.month(), Known.THEN, true);
        return queries.query(figures, FoundFigures.class)
                .thenApply(found -> found.figures() == null || found.digest() == null
                        ? Printed.NONE
                        : new Printed(
                                statistics(query, month, found, found.figures(), found.digest()),
                                query.centre() + "-" + query.month() + "-statistics"));
    }

    private byte[] statistics(PrintStatistics query, Month month, FoundFigures found, Figures figures, String digest) {
        Words words = words(query.centre());
        return query.shape() == Shape.XLSX
                ? StatisticsSheet.write(
                        figures,
                        found.monthBefore(),
                        found.yearBefore(),
                        month.month().toString(),
                        words)
                : printing.pdf(
                        StatisticsReport.page(month, figures, digest, found.monthBefore(), found.yearBefore(), words));
    }

    /** Published versions only; of them the newest, or the one named. */
    @QueryHandler
    public Printed handle(PrintServiceReport query) {
        Month month = month(query.centre(), query.month()).orElse(null);
        Report report = month == null
                ? null
                : month.reports().stream()
                        .filter(version -> version.published() != null)
                        .filter(version -> query.version() == null || version.version() == query.version())
                        .reduce((earlier, later) -> later)
                        .orElse(null);
        if (month == null || report == null) {
            return Printed.NONE;
        }
        return published.get(
                new Published(
                        query.centre(), month.month(), report, month.reports().size(), query.shape()),
                wanted -> published(month, report, query));
    }

    /** A version is printed once: it never changes, but for being superseded and the links to others. */
    private record Published(String centre, YearMonth month, Report report, int versions, Shape shape) {}

    private Printed published(Month month, Report report, PrintServiceReport query) {
        Words words = words(query.centre());
        String name = query.centre() + "-" + query.month() + "-service-report-" + report.version();
        return query.shape() == Shape.PDF
                ? new Printed(printing.pdf(PublishedReport.paper(month, report, words)), name)
                : new Printed(PublishedReport.page(month, report, words).html().getBytes(StandardCharsets.UTF_8), name);
    }

    @QueryHandler
    public Printed handle(ListComplaints query) {
        return directory
                .acting(query.person())
                .map(person -> new Printed(lists.complaints(query, person, directory.current()), "complaints"))
                .orElse(Printed.NONE);
    }

    @QueryHandler
    public Printed handle(ListOf query) {
        return directory
                .acting(query.person())
                .map(person -> new Printed(list(query, person), file(query.listed())))
                .orElse(Printed.NONE);
    }

    private byte[] list(ListOf query, Person person) {
        return query.listed() == Listed.QUEUE
                ? lists.queue(query, person, directory.current())
                : registers.write(query, person, directory.current());
    }

    /** What files are called by. */
    static String file(Enum<?> named) {
        return named.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<Month> month(String centre, YearMonth month) {
        return jdbc
                .queryForList(
                        "SELECT view FROM " + MonthEndId.KIND + " WHERE id = ?",
                        String.class,
                        new MonthEndId(centre).toString())
                .stream()
                .findFirst()
                .flatMap(view -> json.readValue(view, MonthEndView.class).month(month));
    }

    /** Of what is no complaint's: no text in it is sealed. */
    private Words words(String centre) {
        ZoneId zone = directory.current().centre(centre).map(Centre::zone).orElse(ZoneOffset.UTC);
        return new Words(directory.current(), zone, text -> null);
    }

    private static boolean sees(Person person, ComplaintView complaint) {
        return person.sees(complaint.place(), complaint.registeredBy());
    }

    private @Nullable String opened(Person person, ComplaintView complaint, Personal text) {
        return complaint.openFor(person) ? personalData.open(text).orElse(null) : null;
    }

    /** Of the events that the form shows, over their stored bytes in order: the same history has the same. */
    private String proof(ComplaintView complaint) {
        MessageDigest sha256 = Sha256.digest();
        List<byte[]> payloads = jdbc.queryForList(
                "SELECT payload FROM event WHERE stream = ? AND sequence <= ? ORDER BY sequence",
                byte[].class,
                complaint.id().toString(),
                complaint.sequence());
        payloads.forEach(sha256::update);
        return Sha256.hex(sha256);
    }
}
