package org.huifang.query.document;

import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintFilter;
import org.huifang.kernel.complaint.ComplaintQuery.ComplaintPage;
import org.huifang.kernel.complaint.ComplaintQuery.PromiseFilter;
import org.huifang.kernel.complaint.ComplaintQuery.PromiseGroup;
import org.huifang.kernel.complaint.ComplaintQuery.PromisePage;
import org.huifang.kernel.complaint.ComplaintQuery.ReadComplaints;
import org.huifang.kernel.complaint.ComplaintQuery.ReadPromises;
import org.huifang.kernel.complaint.PromiseView;
import org.huifang.kernel.document.DocumentQuery.ListOf;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery;
import org.huifang.kernel.forum.ForumQuery.FindForumPosts;
import org.huifang.kernel.forum.ForumQuery.FoundForumPosts;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryCaseView;
import org.huifang.kernel.library.LibraryCaseView.Version;
import org.huifang.kernel.library.LibraryQuery;
import org.huifang.kernel.library.LibraryQuery.CaseFilter;
import org.huifang.kernel.library.LibraryQuery.FindCases;
import org.huifang.kernel.library.LibraryQuery.FoundCases;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.promise.Verdict;
import org.huifang.kernel.training.TrainingQuery.FindTrainings;
import org.huifang.kernel.training.TrainingQuery.FoundTrainings;
import org.huifang.kernel.training.TrainingView;
import org.huifang.kernel.training.TrainingView.Participant;
import org.huifang.query.document.Spreadsheet.Column;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Lists that are asked for page by page as any reader asks, so that each shows what its reader may see. */
final class Registers {
    private static final int AT_ONCE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private static final List<Column> PROMISES = List.of(
            new Column("编号", 24),
            new Column("承诺", 28),
            new Column("第几次", 8),
            new Column("服务中心", 20),
            new Column("起算", 17),
            new Column("时限", 17),
            new Column("结果", 10),
            new Column("按补记前", 10),
            new Column("已提醒 %", 9),
            new Column("上报层级", 9));
    private static final List<Column> POSTS = List.of(
            new Column("发帖时间", 17),
            new Column("服务中心", 20),
            new Column("论坛", 20),
            new Column("网址", 48),
            new Column("状态", 16),
            new Column("转告部门", 16),
            new Column("转告时间", 17),
            new Column("回帖期限", 17),
            new Column("回帖时间", 17),
            new Column("是否按时", 10),
            new Column("投诉", 38));
    private static final List<Column> CASES = List.of(
            new Column("标题", 40),
            new Column("状态", 12),
            new Column("版本", 7),
            new Column("判定依据", 32),
            new Column("级别", 8),
            new Column("责任部门", 16),
            new Column("标签", 24),
            new Column("事实", 60),
            new Column("原因", 40),
            new Column("经验", 40),
            new Column("教训", 40),
            new Column("预防", 40),
            new Column("发布时间", 17),
            new Column("阅读人数", 9));
    private static final List<Column> TRAININGS = List.of(
            new Column("时间", 17),
            new Column("主题", 40),
            new Column("地点", 24),
            new Column("服务中心", 20),
            new Column("状态", 10),
            new Column("案例", 7),
            new Column("邀请", 7),
            new Column("参加", 7),
            new Column("通过", 7));
    private static final List<Column> OWNERS = List.of(
            new Column("服务中心", 20),
            new Column("身份", 10),
            new Column("姓名", 16),
            new Column("房号", 24),
            new Column("电话", 28),
            new Column("迁出时间", 17));
    private static final List<Column> PEOPLE =
            List.of(new Column("人员编号", 20), new Column("姓名", 16), new Column("任职", 60), new Column("离职时间", 17));

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;
    private final ObjectMapper json;
    private final QueryGateway queries;

    Registers(JdbcTemplate jdbc, PersonalData personalData, ObjectMapper json, QueryGateway queries) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.json = json;
        this.queries = queries;
    }

    /** What one answer holds: its rows, and where it ends if there is more. */
    private record Page(
            List<List<@Nullable Object>> rows, @Nullable String end, boolean more) {
        static <T> Page of(List<T> items, Function<T, List<@Nullable Object>> row, @Nullable String end, boolean more) {
            return new Page(items.stream().map(row).toList(), end, more);
        }
    }

    byte[] write(ListOf query, Person person, Directory directory) {
        ZoneId zone = Lists.zone(query.centre(), directory);
        Words words = new Words(directory, zone, text -> personalData.open(text).orElse(null));
        return switch (query.listed()) {
            case RETURN_VISITS_OWED ->
                write(query, "应回访", Lists.COMPLAINTS, zone, after -> visitsOwed(query, after, words));
            case PROMISES -> write(query, "承诺", PROMISES, zone, after -> promises(query, after, words));
            case FORUM_POSTS -> write(query, "论坛", POSTS, zone, after -> posts(query, after, words));
            case LIBRARY_CASES -> write(query, "案例", CASES, zone, after -> cases(query, after, words));
            case TRAININGS -> write(query, "培训", TRAININGS, zone, after -> trainings(query, words));
            case OWNERS -> write(query, "业户", OWNERS, zone, after -> owners(query, person, directory, after, words));
            case PEOPLE ->
                write(
                        query,
                        "人员",
                        PEOPLE,
                        zone,
                        after -> Page.of(
                                List.copyOf(new TreeMap<>(directory.people()).values()),
                                one -> row(one, words),
                                null,
                                false));
            case QUEUE -> throw new IllegalArgumentException("written by Lists");
        };
    }

    private static byte[] write(
            ListOf query, String name, List<Column> columns, ZoneId zone, Function<@Nullable String, Page> pages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Listing sheet = Listing.of(query.shape(), bytes, name, columns, zone)) {
            Page page = pages.apply(null);
            page.rows().forEach(sheet::add);
            while (page.more() && !sheet.full()) {
                page = pages.apply(page.end());
                page.rows().forEach(sheet::add);
            }
        }
        return bytes.toByteArray();
    }

    private Page visitsOwed(ListOf query, @Nullable String after, Words words) {
        ComplaintFilter owed =
                new ComplaintFilter(query.centre(), null, null, null, null, null, true, null, null, null);
        ComplaintPage page = queries.query(
                        new ReadComplaints(query.person(), owed, after, AT_ONCE), ComplaintPage.class)
                .join();
        return Page.of(page.complaints(), complaint -> Lists.row(complaint, words), page.end(), page.more());
    }

    private Page promises(ListOf query, @Nullable String after, Words words) {
        PromiseFilter due = new PromiseFilter(query.centre(), null, null, null, PromiseGroup.DUE, null);
        PromisePage page = queries.query(new ReadPromises(query.person(), due, after, AT_ONCE), PromisePage.class)
                .join();
        return Page.of(page.promises(), promise -> row(promise, words), page.end(), page.more());
    }

    private static List<@Nullable Object> row(PromiseView promise, Words words) {
        return Arrays.asList(
                promise.number().value(),
                promise.promise().zh(),
                promise.n(),
                words.centre(promise.centre()),
                promise.clock(),
                promise.due(),
                Words.constant(promise.verdict()),
                Words.constant(promise.asRecorded()),
                promise.warnedPercent() == 0 ? null : promise.warnedPercent(),
                promise.escalation() == 0 ? null : promise.escalation());
    }

    private Page posts(ListOf query, @Nullable String after, Words words) {
        FoundForumPosts page = queries.query(
                        new FindForumPosts(
                                query.person(), query.centre(), Set.of(), ForumQuery.Order.NEWEST, AT_ONCE, after),
                        FoundForumPosts.class)
                .join();
        return Page.of(page.posts(), post -> row(post, words), page.end(), page.more());
    }

    private static List<@Nullable Object> row(ForumPostView post, Words words) {
        ForumPostView.Relay relay = post.relay();
        ForumPostView.ReplyShown reply = post.reply();
        Verdict verdict = post.promise().verdict();
        return Arrays.asList(
                post.post().postedAt(),
                words.centre(post.centre()),
                post.post().forum(),
                post.post().address(),
                Words.constant(post.state()),
                relay == null ? null : words.department(relay.department()),
                relay == null ? null : relay.at(),
                post.promise().due(),
                reply == null ? null : reply.at(),
                verdict == Verdict.MET ? "是" : verdict == Verdict.MISSED ? "否" : null,
                post.complaint());
    }

    private Page cases(ListOf query, @Nullable String after, Words words) {
        FoundCases page = queries.query(
                        new FindCases(
                                query.person(),
                                new CaseFilter(null, null, null, null, null, null),
                                LibraryQuery.Order.NEWEST,
                                AT_ONCE,
                                after),
                        FoundCases.class)
                .join();
        return Page.of(page.cases(), one -> row(one, words), page.end(), page.more());
    }

    private static List<@Nullable Object> row(LibraryCaseView one, Words words) {
        Version version = one.read().orElseGet(one::newest);
        CaseText text = version.text();
        return Arrays.asList(
                text.title(),
                Words.constant(one.state()),
                version.version(),
                text.criterion() == null ? null : text.criterion().zh(),
                Words.constant(text.severity()),
                words.department(text.department()),
                String.join("、", text.tags()),
                text.facts(),
                text.cause(),
                text.experience(),
                text.lesson(),
                text.prevention(),
                one.publishedAt(),
                one.readings().size());
    }

    /** They are few: a company holds some a month. */
    private Page trainings(ListOf query, Words words) {
        FoundTrainings found = queries.query(
                        new FindTrainings(query.person(), false, Listing.ROWS_AT_MOST), FoundTrainings.class)
                .join();
        return Page.of(
                found.trainings().stream()
                        .filter(training -> query.centre() == null
                                || query.centre().equals(training.plan().centre()))
                        .toList(),
                training -> row(training, words),
                null,
                false);
    }

    private static List<@Nullable Object> row(TrainingView training, Words words) {
        String centre = training.plan().centre();
        return Arrays.asList(
                training.heldAt() == null ? training.plan().at() : training.heldAt(),
                training.plan().title(),
                training.plan().place(),
                centre == null ? null : words.centre(centre),
                Words.constant(training.state()),
                training.plan().cases().size(),
                training.people().stream().filter(Participant::invited).count(),
                training.people().stream().filter(Participant::attended).count(),
                training.people().stream().filter(Participant::passed).count());
    }

    /** Of the centres whose registry the person keeps; no others' owners, whoever may find one by one. */
    private Page owners(ListOf query, Person person, Directory directory, @Nullable String after, Words words) {
        String[] centres = directory.centres().keySet().stream()
                .filter(centre -> query.centre() == null || query.centre().equals(centre))
                .filter(centre -> person.roleFor(Operation.MAINTAIN_OWNERS, Place.of(centre))
                        .isPresent())
                .toArray(String[]::new);
        List<OwnerView> owners = jdbc
                .queryForList(
                        "SELECT view FROM owner WHERE centre = ANY(?) AND id > ? ORDER BY id LIMIT ?",
                        String.class,
                        centres,
                        after == null ? FIRST : UUID.fromString(after),
                        AT_ONCE)
                .stream()
                .map(view -> json.readValue(view, OwnerView.class))
                .toList();
        personalData.looked(
                person.id(), owners.stream().map(owner -> owner.name().keyId()).toList());
        return Page.of(
                owners,
                owner -> row(owner, words),
                owners.isEmpty() ? null : owners.get(owners.size() - 1).id().toString(),
                owners.size() == AT_ONCE);
    }

    private static List<@Nullable Object> row(OwnerView owner, Words words) {
        return Arrays.asList(
                words.centre(owner.centre()),
                Words.constant(owner.capacity()),
                words.text(owner.name()),
                joined(owner.rooms(), words),
                joined(owner.phones(), words),
                owner.movedOutAt());
    }

    private static String joined(List<Personal> texts, Words words) {
        return texts.stream().map(words::text).collect(Collectors.joining(";"));
    }

    private static List<@Nullable Object> row(Person person, Words words) {
        return Arrays.asList(
                person.id(),
                person.name(),
                person.appointments().stream()
                        .map(appointment -> appointed(appointment, words))
                        .collect(Collectors.joining(";")),
                person.leftAt());
    }

    private static String appointed(Appointment appointment, Words words) {
        String centre = appointment.centre();
        String department = appointment.department();
        return Words.constant(appointment.role())
                + (centre == null ? "" : " " + words.centre(centre))
                + (department == null ? "" : " " + words.department(department));
    }
}
