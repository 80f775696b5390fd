package org.huifang.kernel.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What may be asked about notices; {@code person} asks. */
public sealed interface NoticeQuery {
    String person();

    /** Answered by {@link FoundNotices}: the person's own, the latest first. */
    record FindNotices(
            String person,
            boolean unread,
            int first,
            @Nullable String after) implements NoticeQuery {}

    /** Answered by {@link NoticeSettings}: the person's own. */
    record FindNoticeSettings(String person) implements NoticeQuery {}

    /** Answered by {@link FoundWebhooks}; for who administers. */
    record FindWebhooks(String person) implements NoticeQuery {}

    /** Answered by {@link FoundDeliveries}: the latest first; for who administers. */
    record FindDeliveries(
            String person,
            NoticeDelivery.@Nullable State state,
            int first,
            @Nullable String after) implements NoticeQuery {}

    record Shown(Notice notice, @Nullable Instant readAt) {}

    record FoundNotices(
            List<Shown> notices,
            int unread,
            boolean more,
            @Nullable String end) {}

    /** @param ways of each kind that was chosen */
    record NoticeSettings(
            Map<NoticeKind, Set<NoticeWay>> ways, @Nullable Personal mail, long sequence) {}

    record Webhook(
            String name,
            WebAddress address,
            Set<NoticeKind> kinds,
            @Nullable String centre) {}

    /** All webhooks, as one view. */
    record Webhooks(List<Webhook> webhooks, long sequence) {}

    record FoundWebhooks(@Nullable Webhooks webhooks) {}

    /**
     * @param pending waiting to be sent; {@code failed} given up
     * @param oldestPending since when the longest waiting one should have been sent
     */
    record FoundDeliveries(
            List<NoticeDelivery> deliveries,
            int pending,
            int failed,
            @Nullable Instant oldestPending,
            boolean more,
            @Nullable String end) {}
}
