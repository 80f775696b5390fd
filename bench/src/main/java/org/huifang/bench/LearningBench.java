package org.huifang.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.Act;
import org.huifang.kernel.AwaitView;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.document.DocumentQuery.Form;
import org.huifang.kernel.document.DocumentQuery.ListComplaints;
import org.huifang.kernel.document.DocumentQuery.PrintForm;
import org.huifang.kernel.document.DocumentQuery.Printed;
import org.huifang.kernel.document.DocumentQuery.Shape;
import org.huifang.kernel.library.CaseState;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseId;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryQuery.CaseFilter;
import org.huifang.kernel.library.LibraryQuery.FindCases;
import org.huifang.kernel.library.LibraryQuery.FoundCases;
import org.huifang.kernel.library.LibraryQuery.Order;
import org.huifang.kernel.monthend.FactKind;
import org.huifang.kernel.monthend.Figure;
import org.huifang.kernel.monthend.MonthEndCommand.CompileStatistics;
import org.huifang.kernel.monthend.MonthEndId;
import org.huifang.kernel.monthend.MonthEndQuery.By;
import org.huifang.kernel.monthend.MonthEndQuery.FindBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FindFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FindSeries;
import org.huifang.kernel.monthend.MonthEndQuery.FoundBehind;
import org.huifang.kernel.monthend.MonthEndQuery.FoundFigures;
import org.huifang.kernel.monthend.MonthEndQuery.FoundSeries;
import org.huifang.kernel.monthend.MonthEndQuery.Known;
import org.huifang.kernel.monthend.MonthEndQuery.Step;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.search.Bigrams;
import org.huifang.server.HuifangServer;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * What month's end and library take with as much as a large company has: rows are put into the read tables, as its events
 * would have; everything that is asked goes the way it always goes.
 */
final class LearningBench {
    private static final int MANY = 100_000;
    private static final int TEXT_LENGTH = 325;
    private static final int TIMES = 40;
    private static final int SEARCHES = 200;
    /** From here on, characters stand in few texts. */
    private static final int SELDOM = 60;

    private static final int PAGES = 30;
    private static final String CHARACTERS =
            "电梯停运漏水噪声保洁车位收费物业维修管道屋面门禁单元业户反映要求退款处理及时今天昨日晚上投诉安保巡查绿化照明水压消防充电道闸垃圾清运装修外墙渗漏邻里宠物监控岗亭通知公示费用合同整改验收";

    private final HuifangServer server;
    private final JdbcTemplate jdbc;
    private final QueryGateway queries;
    private final CommandGateway commands;
    private final Random random = new Random(1);

    LearningBench(HuifangServer server) {
        this.server = server;
        this.jdbc = server.context().getBean(JdbcTemplate.class);
        this.queries = server.context().getBean(QueryGateway.class);
        this.commands = server.context().getBean(CommandGateway.class);
    }

    Table run() throws Exception {
        Table table = Table.keyed("learning", "what");
        statistics(table);
        search(table);
        documents(table);
        return table;
    }

    private void statistics(Table table) throws Exception {
        jdbc.update(
                "INSERT INTO statistic_fact SELECT id, 1, kind, ?, now(), current_date - (n % 28), CASE kind WHEN 'COMPLETED' THEN n * 7 % 900000 WHEN 'VISITED' THEN n % 5 + 1 END"
                        + " FROM (SELECT n, md5(n::text)::uuid AS id FROM generate_series(1, ?) n) c, unnest(ARRAY['RECEIVED', 'COMPLETED', 'VISITED', 'CLOSED']) kind"
                        + " WHERE kind = 'RECEIVED' OR n % 10 > 0",
                Company.FIRST, MANY);
        jdbc.update(
                "INSERT INTO statistic_version SELECT md5(n::text)::uuid, 1, 9223372036854775807, 'KF-YH-20261101-' || n, ?, now(),"
                        + " (ARRAY['PHONE','APP','VISIT'])[n % 3 + 1], (ARRAY['VALID_COMPLAINT','COORDINATION_WORK','SERVICE_REQUEST'])[n % 3 + 1],"
                        + " (ARRAY['CONTRACT_DUTY_NOT_PERFORMED','OTHER_OWNER_IN_BREACH',NULL])[n % 3 + 1], (ARRAY['MINOR',NULL,NULL])[n % 3 + 1],"
                        + " 'd' || n % 6, n % 10 = 0, CASE WHEN n % 10 = 0 THEN 'NONE' ELSE 'VISITED' END, CASE WHEN n % 10 = 0 THEN 'OPEN' ELSE 'DUE' END"
                        + " FROM generate_series(1, ?) n",
                Company.FIRST, MANY);
        jdbc.update(
                "INSERT INTO statistic_promise SELECT md5(n::text)::uuid, p, 1, 1, 9223372036854775807, 1, ?, CASE WHEN n % 20 = 0 THEN 'MISSED' ELSE 'MET' END, 'MET'"
                        + " FROM generate_series(1, ?) n, unnest(ARRAY['RECORD','JUDGE','ROUTE','PLAN_MEASURES','COMPLETE_HANDLING','INFORM_OWNER','RETURN_VISIT']) p",
                Company.FIRST, MANY);
        jdbc.execute("ANALYZE statistic_fact, statistic_version, statistic_promise");
        YearMonth month = YearMonth.now(ZoneId.of("Asia/Shanghai"));
        Accepted accepted = commands.sendAndWait(
                new CompileStatistics(new MonthEndId(Company.FIRST), month, Act.now(Company.PERSON, Instant.now())));
        queries.query(
                        new AwaitView(MonthEndId.KIND, accepted.stream(), accepted.sequence(), Duration.ofSeconds(30)),
                        Boolean.class)
                .join();
        timed(table, "statistics of a month", MANY + " complaints", () -> queries.query(
                        new FindFigures(Company.PERSON, Company.FIRST, month, Known.THEN, false), FoundFigures.class)
                .join());
        timed(table, "20 behind a figure", MANY + " complaints", () -> queries.query(
                        new FindBehind(
                                Company.PERSON,
                                Company.FIRST,
                                month,
                                Known.THEN,
                                Figure.PROMISES_MISSED,
                                "ROUTE",
                                20,
                                null),
                        FoundBehind.class)
                .join());
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        timed(table, "series by day and class", MANY + " complaints", () -> queries.query(
                        new FindSeries(
                                Company.PERSON,
                                Company.FIRST,
                                FactKind.RECEIVED,
                                Step.DAY,
                                By.CLASSIFICATION,
                                today.minusDays(31),
                                today.plusDays(1)),
                        FoundSeries.class)
                .join());
    }

    private void search(Table table) throws Exception {
        ObjectMapper json = server.context().getBean(ObjectMapper.class);
        List<String> texts = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String text = text();
            texts.add(text);
            CaseText told = new CaseText("案例" + i, text, "", "", "", "", null, null, "d" + i % 6, Set.of());
            LibraryCaseId id = LibraryCaseId.random();
            Instant at = Instant.EPOCH.plusSeconds(i);
            LibraryCaseView view = new LibraryCaseView(
                    id,
                    CaseState.PUBLISHED,
                    List.of(),
                    List.of(new LibraryCaseView.Version(1, told, at, "he.pin")),
                    1,
                    at,
                    null,
                    List.of(),
                    1);
            rows.add(new Object[] {
                id.toString(),
                at.toString(),
                Bigrams.vector(List.copyOf(told.texts().values())),
                json.writeValueAsString(view)
            });
            if (rows.size() == 5_000) {
                jdbc.batchUpdate(
                        "INSERT INTO library_case VALUES (?, 1, 1, 'PUBLISHED', NULL, NULL, NULL, '{}', ?::timestamptz, ?::tsvector, ?)",
                        rows);
                rows.clear();
            }
        }
        jdbc.execute("ANALYZE library_case");
        List<String> any = new ArrayList<>();
        List<String> seldom = new ArrayList<>();
        while (any.size() < SEARCHES || seldom.size() < SEARCHES) {
            String text = texts.get(random.nextInt(texts.size()));
            int from = random.nextInt(text.length() - 2);
            String word = text.substring(from, from + 2);
            if (any.size() < SEARCHES) {
                any.add(word);
            }
            if (seldom.size() < SEARCHES && CHARACTERS.indexOf(word.charAt(0)) > SELDOM) {
                if (standsIn(texts, word) <= MANY / 100) {
                    seldom.add(word);
                }
            }
        }
        search(table, "two characters in the library", any, texts);
        search(table, "two that stand in 1 % of its cases at most", seldom, texts);
    }

    private static long standsIn(List<String> texts, String word) {
        return texts.stream().filter(text -> text.contains(word)).count();
    }

    private void search(Table table, String what, List<String> words, List<String> texts) {
        long[] taken = new long[words.size()];
        long found = 0;
        long there = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            long begun = System.nanoTime();
            FoundCases cases = queries.query(
                            new FindCases(
                                    Company.PERSON,
                                    new CaseFilter(word, null, null, null, null, null),
                                    Order.NEWEST,
                                    20,
                                    null),
                            FoundCases.class)
                    .join();
            taken[i] = System.nanoTime() - begun;
            found += cases.count();
            there += standsIn(texts, word);
        }
        Arrays.sort(taken);
        table.add(
                what,
                "of",
                MANY + " cases of " + TEXT_LENGTH + " characters",
                "p50 ms",
                taken[taken.length / 2] / 1e6,
                "p95 ms",
                taken[taken.length * 95 / 100] / 1e6,
                "p99 ms",
                taken[taken.length * 99 / 100] / 1e6,
                "a second",
                "",
                "recall",
                (double) found / there);
    }

    /** Words as frequent as they are: some characters far more often than others. */
    private String text() {
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        for (int i = 0; i < TEXT_LENGTH; i++) {
            double skewed = random.nextDouble() * random.nextDouble();
            text.append(CHARACTERS.charAt((int) (skewed * CHARACTERS.length())));
        }
        return text.toString();
    }

    private void documents(Table table) throws Exception {
        PersonalData personalData = server.context().getBean(PersonalData.class);
        CaseCommands one = new CaseCommands(personalData, personalData.keyFor(ComplaintId.random()));
        while (!one.closed()) {
            commands.sendAndWait(one.next());
        }
        UUID id = one.id.value();
        while (jdbc.queryForList("SELECT 1 FROM complaint WHERE id = ? AND ended_at IS NOT NULL", Integer.class, id)
                .isEmpty()) {
            Thread.sleep(20);
        }
        PrintForm form = new PrintForm(Company.PERSON, new ComplaintId(id), Form.SERVICE_REQUEST_RECORD);
        queries.query(form, Printed.class).join();
        long begun = System.nanoTime();
        for (int i = 0; i < PAGES; i++) {
            queries.query(form, Printed.class).join();
        }
        table.add(
                "forms as PDF/A",
                "of",
                "1 page",
                "p50 ms",
                "",
                "p95 ms",
                "",
                "p99 ms",
                "",
                "a second",
                PAGES * 1e9 / (System.nanoTime() - begun),
                "recall",
                "");
        jdbc.update(
                "INSERT INTO complaint SELECT md5('x' || n)::uuid, sequence, number || '-' || n, former_number, centre, departments, state, classification, severity, received_at + n * interval '1 second', ended_at, visit_owed, registered_by, owner, view"
                        + " FROM complaint, generate_series(1, ?) n WHERE id = ?",
                MANY,
                id);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        ListComplaints list =
                new ListComplaints(Company.PERSON, null, today.minusDays(1), today.plusDays(3), Shape.XLSX);
        begun = System.nanoTime();
        queries.query(list, Printed.class).join();
        table.add(
                "complaints as XLSX",
                "of",
                MANY + " rows",
                "p50 ms",
                "",
                "p95 ms",
                "",
                "p99 ms",
                "",
                "a second",
                MANY * 1e9 / (System.nanoTime() - begun),
                "recall",
                "");
    }

    private static void timed(Table table, String what, String of, Callable<?> asked) throws Exception {
        asked.call();
        long[] taken = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            asked.call();
            taken[i] = System.nanoTime() - begun;
        }
        Arrays.sort(taken);
        table.add(
                what,
                "of",
                of,
                "p50 ms",
                taken[TIMES / 2] / 1e6,
                "p95 ms",
                taken[TIMES * 95 / 100] / 1e6,
                "p99 ms",
                taken[TIMES - 1] / 1e6,
                "a second",
                "",
                "recall",
                "");
    }
}
