package org.huifang.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huifang.command.FixedDirectory;
import org.huifang.command.RuleCase;
import org.huifang.kernel.Act;
import org.huifang.kernel.Source;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.notice.NoticeCommand.ChooseNotices;
import org.huifang.kernel.notice.NoticeCommand.RegisterWebhook;
import org.huifang.kernel.notice.NoticeCommand.RemoveWebhook;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.NoticeSettingsEvent;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.kernel.notice.NoticeWay;
import org.huifang.kernel.notice.WebhookEvent;
import org.huifang.kernel.notice.WebhookEvent.WebhookRegistered;
import org.huifang.kernel.notice.WebhooksId;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of notices refuses once and lets pass once, by its own name; what is signed can be checked. */
public class NoticeRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");
    private static final Personal TEXT = new Personal("k", "box");
    private static final WebAddress ADDRESS =
            WebAddress.of("https://hook.example/in").orElseThrow();

    /** Every rule that is tested here. */
    public static Set<String> rules() {
        Set<String> rules = new HashSet<>(RuleCase.rules(settings()));
        rules.addAll(RuleCase.rules(webhooks()));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfSettings() {
        return RuleCase.tests(settings(), () -> RuleCase.fixture(NoticeSettings.class, people()));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfWebhooks() {
        return RuleCase.tests(webhooks(), () -> RuleCase.fixture(Webhooks.class, people()));
    }

    private static Stream<RuleCase<NoticeSettingsEvent>> settings() {
        Object plain = choose("head", Set.of(NoticeWay.IN_APP), null);
        return Stream.of(
                new RuleCase<>("OWN_NOTICES", List.of(), choose("stranger", Set.of(), null), List.of(), plain),
                new RuleCase<>(
                        "MAIL_HAS_ADDRESS",
                        List.of(),
                        choose("head", Set.of(NoticeWay.MAIL), null),
                        List.of(),
                        choose("head", Set.of(NoticeWay.MAIL), TEXT)),
                new RuleCase<>(
                        "MAILED_ONCE",
                        List.of(),
                        choose("head", Set.of(NoticeWay.MAIL, NoticeWay.DIGEST), TEXT),
                        List.of(),
                        choose("head", Set.of(NoticeWay.DIGEST), TEXT)));
    }

    private static Stream<RuleCase<WebhookEvent>> webhooks() {
        return Stream.of(
                new RuleCase<>(
                        "WEBHOOK_NAMED",
                        List.of(),
                        register(" ", Set.of(NoticeKind.MISSED)),
                        List.of(),
                        register("a", Set.of(NoticeKind.MISSED))),
                new RuleCase<>(
                        "WEBHOOK_TELLS_SOMETHING",
                        List.of(),
                        register("a", Set.of()),
                        List.of(),
                        register("a", Set.of(NoticeKind.MISSED))),
                new RuleCase<>(
                        "WEBHOOKS_BOUNDED",
                        IntStream.range(0, 20)
                                .mapToObj(n -> registered("hook" + n))
                                .toList(),
                        register("a", Set.of(NoticeKind.MISSED)),
                        List.of(registered("a")),
                        register("a", Set.of(NoticeKind.MISSED))),
                new RuleCase<>(
                        "WEBHOOK_THERE",
                        List.of(registered("a")),
                        new RemoveWebhook(WebhooksId.COMPANY, by("admin"), "b"),
                        List.of(registered("a")),
                        new RemoveWebhook(WebhooksId.COMPANY, by("admin"), "a")));
    }

    @Test
    void onlyTheAdministratorSendsElsewhere() {
        assertThat(RuleCase.refusals(
                        RuleCase.fixture(Webhooks.class, people()),
                        List.of(),
                        new RegisterWebhook(
                                WebhooksId.COMPANY, by("head"), "a", ADDRESS, Set.of(NoticeKind.MISSED), null, TEXT)))
                .contains("ROLE_NOT_ALLOWED");
    }

    /** By another implementation: printf '1774000000.{"a":1}' | openssl dgst -sha256 -hmac secret. */
    @Test
    void signsAsOthersDo() {
        assertThat(WebhookPost.signature("secret", 1_774_000_000L, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1774000000,v1=c491574d2920b6a67ac738949e5e67bf9aaffebb20f6ccc7ba24a9a66743e51f");
    }

    private static ChooseNotices choose(String person, Set<NoticeWay> ways, @Nullable Personal mail) {
        return new ChooseNotices(
                new NoticeSettingsId(person), by(person), new EnumMap<>(Map.of(NoticeKind.NEW_WORK, ways)), mail);
    }

    private static RegisterWebhook register(String name, Set<NoticeKind> kinds) {
        return new RegisterWebhook(WebhooksId.COMPANY, by("admin"), name, ADDRESS, kinds, null, TEXT);
    }

    private static WebhookEvent registered(String name) {
        Stamp stamp = new Stamp(NOW, NOW, "admin", Role.ADMIN, "", Source.API, 1, null, null, null);
        return new WebhookRegistered(name, ADDRESS, Set.of(NoticeKind.MISSED), null, TEXT, stamp);
    }

    private static CompanyDirectory people() {
        return new FixedDirectory(
                new Directory(
                        Map.of("YH", new Centre("YH", "云河", ZoneId.of("Asia/Shanghai"), 100)),
                        Map.of(),
                        Map.of(
                                "admin",
                                        new Person(
                                                "admin",
                                                "admin",
                                                List.of(new Appointment(Role.ADMIN, null, null)),
                                                null),
                                "head",
                                        new Person(
                                                "head",
                                                "head",
                                                List.of(new Appointment(Role.MANAGER, "YH", null)),
                                                null)),
                        List.of(),
                        List.of(),
                        0),
                NOW);
    }

    private static Act by(String person) {
        return Act.now(person, NOW);
    }
}
