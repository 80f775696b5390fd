package org.huifang.command.forum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.huifang.command.FixedDirectory;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.forum.ForumPostCommand.FindForumPost;
import org.huifang.kernel.forum.ForumPostCommand.JudgeNoComplaint;
import org.huifang.kernel.forum.ForumPostCommand.LinkForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReceiveForumPost;
import org.huifang.kernel.forum.ForumPostCommand.ReconsiderForumPost;
import org.huifang.kernel.forum.ForumPostCommand.RelayForumPost;
import org.huifang.kernel.forum.ForumPostCommand.Reply;
import org.huifang.kernel.forum.ForumPostCommand.ReplyOnForum;
import org.huifang.kernel.forum.ForumPostEvent;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostFound;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostJudgedNoComplaint;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostLinked;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostRelayed;
import org.huifang.kernel.forum.ForumPostEvent.ForumPostReplied;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumWatchCommand.DropReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.KeepReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.UnwatchForum;
import org.huifang.kernel.forum.ForumWatchCommand.WatchForum;
import org.huifang.kernel.forum.ForumWatchEvent;
import org.huifang.kernel.forum.ForumWatchEvent.ForumWatched;
import org.huifang.kernel.forum.ForumWatchEvent.ReplyTemplateKept;
import org.huifang.kernel.forum.ForumWatchId;
import org.huifang.kernel.forum.Post;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of forum posts, and of what is watched, refuses once and lets pass once, by its own name. */
public class ForumRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");
    private static final Instant POSTED = NOW.minus(Duration.ofMinutes(30));
    private static final WebAddress ADDRESS =
            WebAddress.of("https://forum.example/t/1").orElseThrow();
    private static final ForumPostId ID = ForumPostId.of("YH", ADDRESS);
    private static final ForumWatchId WATCH = new ForumWatchId("YH");
    private static final Personal TEXT = new Personal("k", "box");
    private static final Act WATCHER = Act.now("watcher", NOW);
    private static final Act SUPERVISOR = Act.now("supervisor", NOW);

    /** Every rule that is tested here. */
    public static Set<String> rules() {
        Set<String> rules = new HashSet<>(RuleCase.rules(posts()));
        rules.addAll(RuleCase.rules(watches()));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfPosts() {
        return RuleCase.tests(posts(), ForumRulesTest::postFixture);
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfWatches() {
        return RuleCase.tests(watches(), () -> RuleCase.fixture(ForumWatch.class, people()));
    }

    private static Stream<RuleCase<ForumPostEvent>> posts() {
        return Stream.of(
                new RuleCase<>(
                        "FOUND_AFTER_POSTED",
                        List.of(),
                        new FindForumPost(ID, WATCHER, "YH", post(NOW.plusSeconds(1))),
                        List.of(),
                        new FindForumPost(ID, WATCHER, "YH", post(NOW))),
                new RuleCase<>(
                        "RELAYED_AFTER_POSTED",
                        List.of(),
                        relay("engineering", POSTED.minusSeconds(1)),
                        List.of(),
                        relay("engineering", POSTED)),
                new RuleCase<>(
                        "RELAYED_ONCE",
                        List.of(new ForumPostRelayed(ID, post(POSTED), "engineering", POSTED, stamp())),
                        relay("engineering", NOW),
                        found(),
                        relay("engineering", NOW)),
                new RuleCase<>(
                        "RELAYED_BY_KNOWN_DEPARTMENT",
                        List.of(),
                        relay("moon", NOW),
                        List.of(),
                        relay("engineering", NOW)),
                new RuleCase<>(
                        "REPLY_SAYS_ACCEPTED",
                        found(),
                        reply("您好,我们看到了", null, null),
                        found(),
                        reply("您好,您的投诉已受理", null, null)),
                new RuleCase<>(
                        "REPLIED_AFTER_POSTED",
                        found(),
                        reply("已受理", POSTED.minusSeconds(1), TEXT),
                        found(),
                        reply("已受理", POSTED, TEXT)),
                new RuleCase<>(
                        "LATE_REPLY_EXPLAINED",
                        found(),
                        reply("已受理", POSTED, null),
                        found(),
                        reply("已受理", POSTED, TEXT)),
                new RuleCase<>(
                        "NOT_REPLIED_YET",
                        and(found(), replied()),
                        reply("已受理", null, null),
                        found(),
                        reply("已受理", null, null)),
                // Replied before a department relayed it: that is not what its hour waits for.
                new RuleCase<>(
                        "NOT_REPLIED_YET",
                        and(relayedSinceReplied(), replied(NOW.minusSeconds(30))),
                        reply("已受理", null, null),
                        relayedSinceReplied(),
                        reply("已受理", null, null)),
                new RuleCase<>(
                        "POST_MAY_BE_A_COMPLAINT",
                        and(found(), new ForumPostJudgedNoComplaint(ID, TEXT, stamp())),
                        reply("已受理", null, null),
                        found(),
                        reply("已受理", null, null)),
                new RuleCase<>(
                        "POST_NOT_REGISTERED_YET",
                        and(found(), new ForumPostLinked(ID, ComplaintId.random(), stamp())),
                        new LinkForumPost(ID, WATCHER, ComplaintId.random()),
                        found(),
                        new LinkForumPost(ID, WATCHER, ComplaintId.random())),
                new RuleCase<>(
                        "JUDGED_BEFORE_RECONSIDERED",
                        found(),
                        new ReconsiderForumPost(ID, SUPERVISOR, TEXT),
                        and(found(), new ForumPostJudgedNoComplaint(ID, TEXT, stamp())),
                        new ReconsiderForumPost(ID, SUPERVISOR, TEXT)));
    }

    private static Stream<RuleCase<ForumWatchEvent>> watches() {
        return Stream.of(
                new RuleCase<>("FORUM_NAMED", List.of(), watch(" "), List.of(), watch("业主论坛")),
                new RuleCase<>(
                        "FORUMS_BOUNDED",
                        IntStream.range(0, 20)
                                .<ForumWatchEvent>mapToObj(n -> new ForumWatched("论坛" + n, ADDRESS, null, stamp()))
                                .toList(),
                        watch("又一个"),
                        List.of(),
                        watch("又一个")),
                new RuleCase<>(
                        "FORUM_WATCHED",
                        kept(),
                        new UnwatchForum(WATCH, SUPERVISOR, "业主论坛"),
                        List.of(new ForumWatched("业主论坛", ADDRESS, null, stamp())),
                        new UnwatchForum(WATCH, SUPERVISOR, "业主论坛")),
                new RuleCase<>("TEMPLATE_NAMED", List.of(), keep("", "已受理"), List.of(), keep("一般", "已受理")),
                new RuleCase<>("TEMPLATE_SAYS_ACCEPTED", List.of(), keep("一般", "不予受理"), List.of(), keep("一般", "已受理")),
                new RuleCase<>(
                        "TEMPLATES_BOUNDED",
                        IntStream.range(0, 50)
                                .<ForumWatchEvent>mapToObj(n -> new ReplyTemplateKept("模板" + n, "已受理", stamp()))
                                .toList(),
                        keep("又一个", "已受理"),
                        List.of(),
                        keep("又一个", "已受理")),
                new RuleCase<>(
                        "TEMPLATE_KEPT",
                        kept(),
                        new DropReplyTemplate(WATCH, WATCHER, "没有"),
                        kept(),
                        new DropReplyTemplate(WATCH, WATCHER, "一般")));
    }

    @Test
    void aFeedsPostIsNotedOnceWhateverBringsItAgain() {
        postFixture()
                .given(found())
                .when(new ReceiveForumPost(ID, "YH", post(POSTED), NOW))
                .expectNoEvents();
        postFixture()
                .given(found())
                .when(new FindForumPost(ID, WATCHER, "YH", post(POSTED)))
                .expectNoEvents();
    }

    @Test
    void onlyThoseWhoWatchReplyAndOnlyTheSupervisorReconsiders() {
        assertThat(RuleCase.refusals(postFixture(), found(), new JudgeNoComplaint(ID, Act.now("engineer", NOW), TEXT)))
                .contains("ROLE_NOT_ALLOWED");
        assertThat(RuleCase.refusals(postFixture(), found(), new ReconsiderForumPost(ID, WATCHER, TEXT)))
                .contains("ROLE_NOT_ALLOWED");
        // Of another department.
        assertThat(RuleCase.refusals(
                        postFixture(),
                        List.of(),
                        new RelayForumPost(ID, Act.now("engineer", NOW), "YH", post(POSTED), "security", NOW)))
                .contains("ROLE_NOT_ALLOWED");
        postFixture()
                .given(List.of())
                .when(new RelayForumPost(ID, Act.now("engineer", NOW), "YH", post(POSTED), "engineering", NOW))
                .expectSuccessfulHandlerExecution();
    }

    private static RelayForumPost relay(String department, Instant at) {
        return new RelayForumPost(ID, WATCHER, "YH", post(POSTED), department, at);
    }

    private static ReplyOnForum reply(String text, @Nullable Instant at, @Nullable Personal whyLate) {
        return new ReplyOnForum(ID, WATCHER, new Reply(text, TEXT, at, whyLate, null, ADDRESS, null));
    }

    private static ForumPostReplied replied() {
        return replied(POSTED);
    }

    private static ForumPostReplied replied(Instant at) {
        return new ForumPostReplied(ID, TEXT, at, TEXT, null, ADDRESS, null, stamp());
    }

    private static List<ForumPostEvent> relayedSinceReplied() {
        return List.of(
                new ForumPostRelayed(ID, post(POSTED), "engineering", POSTED.plusSeconds(60), stamp()), replied());
    }

    private static WatchForum watch(String name) {
        return new WatchForum(WATCH, SUPERVISOR, name, ADDRESS, null);
    }

    private static KeepReplyTemplate keep(String name, String text) {
        return new KeepReplyTemplate(WATCH, WATCHER, name, text);
    }

    private static List<ForumWatchEvent> kept() {
        return List.of(new ReplyTemplateKept("一般", "已受理", stamp()));
    }

    private static List<ForumPostEvent> found() {
        return List.of(new ForumPostFound(ID, post(POSTED), stamp()));
    }

    private static List<ForumPostEvent> and(List<ForumPostEvent> past, ForumPostEvent event) {
        return Stream.concat(past.stream(), Stream.of(event)).toList();
    }

    private static Post post(Instant postedAt) {
        return new Post(ADDRESS, null, null, null, TEXT, postedAt);
    }

    private static AggregateTestFixture<ForumPost> postFixture() {
        return RuleCase.fixture(ForumPost.class, people());
    }

    private static CompanyDirectory people() {
        return new FixedDirectory(
                new Directory(
                        Map.of("YH", new Centre("YH", "云河", ZoneId.of("Asia/Shanghai"), 100)),
                        Map.of(
                                "engineering", new Department("engineering", "工程部"),
                                "security", new Department("security", "秩序部")),
                        Map.of(
                                "watcher", person("watcher", Role.FORUM_WATCHER, null),
                                "supervisor", person("supervisor", Role.CS_SUPERVISOR, null),
                                "engineer", person("engineer", Role.DEPARTMENT_STAFF, "engineering")),
                        List.of(),
                        List.of(),
                        0),
                NOW);
    }

    private static Person person(String id, Role role, @Nullable String department) {
        return new Person(id, id, List.of(new Appointment(role, "YH", department)), null);
    }

    private static Stamp stamp() {
        Instant at = NOW.minusSeconds(60);
        return new Stamp(at, at, "watcher", Role.FORUM_WATCHER, "YH", Source.API, 1, null, null, null);
    }
}
