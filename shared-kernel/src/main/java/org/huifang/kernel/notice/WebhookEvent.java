package org.huifang.kernel.notice;

import java.util.Set;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What happens to the company's webhooks. Every record is stored for ever: change one only through an upcaster. */
public sealed interface WebhookEvent {
    Stamp stamp();

    @EventName("webhook.registered")
    record WebhookRegistered(
            String name,
            WebAddress address,
            Set<NoticeKind> kinds,
            @Nullable String centre,
            Personal secret,
            Stamp stamp)
            implements WebhookEvent {}

    @EventName("webhook.removed")
    record WebhookRemoved(String name, Stamp stamp) implements WebhookEvent {}
}
