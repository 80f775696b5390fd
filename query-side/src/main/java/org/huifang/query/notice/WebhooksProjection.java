package org.huifang.query.notice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.huifang.kernel.notice.NoticeQuery.Webhook;
import org.huifang.kernel.notice.NoticeQuery.Webhooks;
import org.huifang.kernel.notice.WebhookEvent;
import org.huifang.kernel.notice.WebhookEvent.WebhookRegistered;
import org.huifang.kernel.notice.WebhookEvent.WebhookRemoved;
import org.huifang.kernel.notice.WebhooksId;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps the company's webhooks, without their secrets. */
public final class WebhooksProjection extends ViewProjection<WebhookEvent, Webhooks> {

    public WebhooksProjection(ObjectMapper json) {
        super(json, WebhookEvent.class, Webhooks.class, WebhooksId.KIND);
    }

    @Override
    protected List<@Nullable Object> foundBy(Webhooks view) {
        return List.of();
    }

    @Override
    protected Webhooks after(@Nullable Webhooks before, WebhookEvent event, long sequence, long position) {
        List<Webhook> webhooks = new ArrayList<>(before == null ? List.of() : before.webhooks());
        if (event instanceof WebhookRegistered e) {
            webhooks.removeIf(webhook -> webhook.name().equals(e.name()));
            webhooks.add(new Webhook(e.name(), e.address(), e.kinds(), e.centre()));
        } else if (event instanceof WebhookRemoved e) {
            webhooks.removeIf(webhook -> webhook.name().equals(e.name()));
        }
        webhooks.sort(Comparator.comparing(Webhook::name));
        return new Webhooks(List.copyOf(webhooks), sequence);
    }
}
