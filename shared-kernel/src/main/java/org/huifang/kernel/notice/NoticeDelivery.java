package org.huifang.kernel.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One notice on its way out.
 *
 * @param target person by id, or webhook by name
 * @param attempts made
 * @param fault of the last one that failed
 */
public record NoticeDelivery(
        UUID id,
        Channel channel,
        String target,
        Notice notice,
        State state,
        int attempts,
        @Nullable String fault,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Instant sentAt) {

    public enum Channel {
        MAIL,
        DIGEST,
        WEBHOOK
    }

    public enum State {
        PENDING,
        SENT,
        /** Given up after the last attempt. */
        FAILED
    }
}
