package org.huifang.command.notice;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.notice.NoticeCommand.ChooseNotices;
import org.huifang.kernel.notice.NoticeCommand.RegisterWebhook;
import org.huifang.kernel.notice.NoticeCommand.RemoveWebhook;
import org.huifang.kernel.notice.NoticeWay;
import org.huifang.kernel.organisation.Directory.Person;
import org.jspecify.annotations.Nullable;

/** What must hold before notices are chosen, and sent elsewhere (§4.6). */
final class NoticeRules {
    private static final int NAME_AT_MOST = 100;
    private static final int WEBHOOKS_AT_MOST = 20;

    static final Rule<@Nullable Person, ChooseNotices> OWN_NOTICES = new Rule<>(
            "OWN_NOTICES",
            "§4.6",
            null,
            "只有在职人员可以设置自己的通知",
            (person, c) -> person != null
                    && !person.appointments().isEmpty()
                    && person.id().equals(c.settings().person()));
    static final Rule<@Nullable Person, ChooseNotices> MAIL_HAS_ADDRESS = new Rule<>(
            "MAIL_HAS_ADDRESS",
            "§4.6",
            "mail",
            "选择邮件通知须填写邮箱",
            (person, c) -> c.mail() != null
                    || c.ways().values().stream()
                            .noneMatch(ways -> ways.contains(NoticeWay.MAIL) || ways.contains(NoticeWay.DIGEST)));
    static final Rule<@Nullable Person, ChooseNotices> MAILED_ONCE =
            new Rule<>("MAILED_ONCE", "§4.6", "ways", "同一类通知只能选择即时邮件或每日汇总之一", (person, c) -> c.ways().values().stream()
                    .noneMatch(ways -> ways.contains(NoticeWay.MAIL) && ways.contains(NoticeWay.DIGEST)));
    static final Rule<Webhooks, RegisterWebhook> WEBHOOK_NAMED = new Rule<>(
            "WEBHOOK_NAMED",
            "§4.6",
            "name",
            "请填写推送名称,不超过 100 字",
            (webhooks, c) -> !c.name().isBlank() && c.name().length() <= NAME_AT_MOST);
    static final Rule<Webhooks, RegisterWebhook> WEBHOOK_TELLS_SOMETHING =
            new Rule<>("WEBHOOK_TELLS_SOMETHING", "§4.6", "kinds", "请至少选择一类通知", (webhooks, c) -> !c.kinds()
                    .isEmpty());
    static final Rule<Webhooks, RegisterWebhook> WEBHOOKS_BOUNDED = new Rule<>(
            "WEBHOOKS_BOUNDED",
            "§4.6",
            "name",
            "最多设置 20 个推送",
            (webhooks, c) -> webhooks.names.contains(c.name()) || webhooks.names.size() < WEBHOOKS_AT_MOST);
    static final Rule<Webhooks, RemoveWebhook> WEBHOOK_THERE =
            new Rule<>("WEBHOOK_THERE", "§4.6", "name", "没有这个推送", (webhooks, c) -> webhooks.names.contains(c.name()));

    static final RuleBook<@Nullable Person, ChooseNotices> CHOOSE =
            RuleBook.of(OWN_NOTICES, MAIL_HAS_ADDRESS, MAILED_ONCE);
    static final RuleBook<Webhooks, RegisterWebhook> REGISTER =
            RuleBook.of(WEBHOOK_NAMED, WEBHOOK_TELLS_SOMETHING, WEBHOOKS_BOUNDED);
    static final RuleBook<Webhooks, RemoveWebhook> REMOVE = RuleBook.of(WEBHOOK_THERE);

    private NoticeRules() {}
}
