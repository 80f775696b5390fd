package org.huifang.api.notice;

import graphql.schema.DataFetchingEnvironment;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.Asking;
import org.huifang.api.access.Commanding;
import org.huifang.api.access.Commanding.Answer;
import org.huifang.api.access.Commanding.Step;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Act;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.notice.NoticeCommand.ChooseNotices;
import org.huifang.kernel.notice.NoticeCommand.MarkNoticesRead;
import org.huifang.kernel.notice.NoticeCommand.RegisterWebhook;
import org.huifang.kernel.notice.NoticeCommand.RemoveWebhook;
import org.huifang.kernel.notice.NoticeCommand.RetryDeliveries;
import org.huifang.kernel.notice.NoticeDelivery.Channel;
import org.huifang.kernel.notice.NoticeKind;
import org.huifang.kernel.notice.NoticeQuery.FindNoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.FindWebhooks;
import org.huifang.kernel.notice.NoticeQuery.FoundWebhooks;
import org.huifang.kernel.notice.NoticeQuery.NoticeSettings;
import org.huifang.kernel.notice.NoticeQuery.Webhook;
import org.huifang.kernel.notice.NoticeQuery.Webhooks;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.kernel.notice.NoticeWay;
import org.huifang.kernel.notice.WebhooksId;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** One mutation a command about notices. */
@Controller
class NoticeMutations {
    private static final int NOTICES_AT_MOST = 100;
    private static final int MAIL_AT_MOST = 254;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Commanding commanding;
    private final CommandGateway commands;
    private final QueryGateway queries;
    private final PersonalData personalData;
    private final Asking asking;
    private final Clock clock;

    NoticeMutations(
            Commanding commanding,
            CommandGateway commands,
            QueryGateway queries,
            PersonalData personalData,
            Asking asking,
            Clock clock) {
        this.commanding = commanding;
        this.commands = commands;
        this.queries = queries;
        this.personalData = personalData;
        this.asking = asking;
        this.clock = clock;
    }

    record SettingsPayload(
            @Nullable NoticeSettings noticeSettings, boolean current, boolean changed, List<UserError> userErrors) {}

    record WebhookPayload(
            @Nullable List<Webhook> webhooks,
            @Nullable String secret,
            boolean current,
            boolean changed,
            List<UserError> userErrors) {}

    record ChoiceInput(NoticeKind kind, List<NoticeWay> ways) {}

    record WebhookInput(
            String name,
            String address,
            List<NoticeKind> kinds,
            @Nullable String centre) {}

    @MutationMapping
    SettingsPayload chooseNotices(
            @Argument List<ChoiceInput> ways,
            @Argument @Nullable String mail,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        Answer<NoticeSettings> answer = commanding.take(
                environment,
                principal,
                key,
                null,
                act -> {
                    NoticeSettingsId id = new NoticeSettingsId(act.person());
                    return new Step(
                            new ChooseNotices(id, act, ways(ways), sealed(id, mail)),
                            NoticeSettingsId.KIND,
                            () -> refused("OWN_NOTICES", null, "没有这个人员", "There is no such person"));
                },
                (person, stream) -> queries.query(new FindNoticeSettings(person), NoticeSettings.class)
                        .join());
        return new SettingsPayload(
                answer.view() == null ? null : asking.own(answer.view(), environment.getGraphQlContext()),
                answer.current(),
                answer.changed(),
                answer.userErrors());
    }

    private static Map<NoticeKind, Set<NoticeWay>> ways(List<ChoiceInput> chosen) {
        Map<NoticeKind, Set<NoticeWay>> ways = new EnumMap<>(NoticeKind.class);
        for (ChoiceInput one : chosen) {
            Set<NoticeWay> of = one.ways().isEmpty() ? EnumSet.noneOf(NoticeWay.class) : EnumSet.copyOf(one.ways());
            if (ways.put(one.kind(), of) != null) {
                throw refused("KIND_ONCE", "ways", "同一类通知只能设置一次", "Each kind of notices is named at most once");
            }
        }
        return ways;
    }

    private @Nullable Personal sealed(NoticeSettingsId id, @Nullable String mail) {
        if (mail == null || mail.isBlank()) {
            return null;
        }
        if (mail.length() > MAIL_AT_MOST || !mail.strip().matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+\\.[^\\s@<>,;\"]+")) {
            throw refused("MAIL_IN_FORM", "mail", "邮箱格式不正确", "Not a mail address");
        }
        return personalData.seal(personalData.keyFor(id.keeper()), mail.strip());
    }

    @MutationMapping
    int markNoticesRead(
            @Argument List<String> notices, @Nullable Principal principal, DataFetchingEnvironment environment) {
        String person = asking.staff(principal, environment.getGraphQlContext());
        if (notices.size() > NOTICES_AT_MOST) {
            throw refused("LIST_TOO_LONG", "notices", "最多 100 项", "At most 100 items");
        }
        return commands.sendAndWait(new MarkNoticesRead(
                person,
                Act.now(person, clock.instant()),
                notices.stream().map(NoticeMutations::id).toList()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw refused("NOTICE_KNOWN", "notices", "没有这条通知", "There is no such notice");
        }
    }

    @MutationMapping
    WebhookPayload registerWebhook(
            @Argument WebhookInput webhook,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Answer<Webhooks> answer = webhooks(
                environment,
                principal,
                key,
                act -> new RegisterWebhook(
                        WebhooksId.COMPANY,
                        act,
                        webhook.name(),
                        WebAddress.of(webhook.address())
                                .orElseThrow(
                                        () -> refused(
                                                "ADDRESS_IN_RANGE",
                                                "webhook.address",
                                                "请填写以 http:// 或 https:// 开头的完整网址,不超过 2000 字",
                                                "A whole address that begins with http:// or https://, of at most 2,000 characters")),
                        webhook.kinds().isEmpty() ? Set.of() : EnumSet.copyOf(webhook.kinds()),
                        webhook.centre(),
                        personalData.seal(personalData.keyFor(WebhooksId.COMPANY.keeper()), secret)));
        return payload(answer, answer.userErrors().isEmpty() && answer.changed() ? secret : null);
    }

    @MutationMapping
    WebhookPayload removeWebhook(
            @Argument String name,
            @Argument @Nullable String key,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        return payload(
                webhooks(environment, principal, key, act -> new RemoveWebhook(WebhooksId.COMPANY, act, name)), null);
    }

    private Answer<Webhooks> webhooks(
            DataFetchingEnvironment environment,
            @Nullable Principal principal,
            @Nullable String key,
            Function<Act, Object> command) {
        return commanding.take(
                environment,
                principal,
                key,
                null,
                act -> new Step(
                        command.apply(act),
                        WebhooksId.KIND,
                        () -> refused("WEBHOOK_THERE", "name", "没有这个推送", "There is no such webhook")),
                (person, stream) -> queries.query(new FindWebhooks(person), FoundWebhooks.class)
                        .join()
                        .webhooks());
    }

    private static WebhookPayload payload(Answer<Webhooks> answer, @Nullable String secret) {
        return new WebhookPayload(
                answer.view() == null ? null : answer.view().webhooks(),
                secret,
                answer.current(),
                answer.changed(),
                answer.userErrors());
    }

    @MutationMapping
    int retryDeliveries(
            @Argument Channel channel,
            @Argument @Nullable String target,
            @Nullable Principal principal,
            DataFetchingEnvironment environment) {
        String person = asking.staff(principal, environment.getGraphQlContext());
        return commands.sendAndWait(new RetryDeliveries(channel, Act.now(person, clock.instant()), target));
    }

    private static RefusedException refused(String code, @Nullable String field, String zh, String en) {
        return new RefusedException(new Refusal(code, "§4.6", field, zh, en));
    }
}
