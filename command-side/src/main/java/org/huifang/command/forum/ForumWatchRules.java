package org.huifang.command.forum;

import org.huifang.command.Rule;
import org.huifang.command.RuleBook;
import org.huifang.kernel.forum.ForumWatchCommand.DropReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.KeepReplyTemplate;
import org.huifang.kernel.forum.ForumWatchCommand.UnwatchForum;
import org.huifang.kernel.forum.ForumWatchCommand.WatchForum;

/** What must hold before a forum is watched, and a text kept to reply with (§4.6.7). */
final class ForumWatchRules {
    private static final int NAME_AT_MOST = 100;
    private static final int FORUMS_AT_MOST = 20;
    private static final int TEMPLATES_AT_MOST = 50;
    private static final int TEMPLATE_AT_MOST = 2_000;

    static final Rule<ForumWatch, WatchForum> FORUM_NAMED =
            new Rule<>("FORUM_NAMED", "§4.6.7", "name", "请填写论坛名称,不超过 100 字", (watch, c) -> named(c.name()));
    static final Rule<ForumWatch, WatchForum> FORUMS_BOUNDED = new Rule<>(
            "FORUMS_BOUNDED",
            "§4.6.7",
            "name",
            "一个服务中心最多关注 20 个论坛",
            (watch, c) -> watch.forums.containsKey(c.name().strip()) || watch.forums.size() < FORUMS_AT_MOST);
    static final Rule<ForumWatch, UnwatchForum> FORUM_WATCHED =
            new Rule<>("FORUM_WATCHED", "§4.6.7", "name", "没有关注这个论坛", (watch, c) -> watch.forums.containsKey(c.name()));
    static final Rule<ForumWatch, KeepReplyTemplate> TEMPLATE_NAMED =
            new Rule<>("TEMPLATE_NAMED", "§4.6.7", "name", "请填写模板名称,不超过 100 字", (watch, c) -> named(c.name()));
    static final Rule<ForumWatch, KeepReplyTemplate> TEMPLATE_SAYS_ACCEPTED = new Rule<>(
            "TEMPLATE_SAYS_ACCEPTED",
            "§4.6.7",
            "text",
            "回帖模板须说明投诉已受理,不超过 2000 字",
            (watch, c) -> ForumPostRules.saysAccepted(c.text()) && c.text().length() <= TEMPLATE_AT_MOST);
    static final Rule<ForumWatch, KeepReplyTemplate> TEMPLATES_BOUNDED = new Rule<>(
            "TEMPLATES_BOUNDED",
            "§4.6.7",
            "name",
            "一个服务中心最多保存 50 个回帖模板",
            (watch, c) -> watch.templates.contains(c.name().strip()) || watch.templates.size() < TEMPLATES_AT_MOST);
    static final Rule<ForumWatch, DropReplyTemplate> TEMPLATE_KEPT =
            new Rule<>("TEMPLATE_KEPT", "§4.6.7", "name", "没有这个回帖模板", (watch, c) -> watch.templates.contains(c.name()));

    static final RuleBook<ForumWatch, WatchForum> WATCH = RuleBook.of(FORUM_NAMED, FORUMS_BOUNDED);
    static final RuleBook<ForumWatch, UnwatchForum> UNWATCH = RuleBook.of(FORUM_WATCHED);
    static final RuleBook<ForumWatch, KeepReplyTemplate> KEEP_TEMPLATE =
            RuleBook.of(TEMPLATE_NAMED, TEMPLATE_SAYS_ACCEPTED, TEMPLATES_BOUNDED);
    static final RuleBook<ForumWatch, DropReplyTemplate> DROP_TEMPLATE = RuleBook.of(TEMPLATE_KEPT);

    private ForumWatchRules() {}

    private static boolean named(String name) {
        return !name.isBlank() && name.length() <= NAME_AT_MOST;
    }
}
