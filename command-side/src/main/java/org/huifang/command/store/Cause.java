package org.huifang.command.store;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Says in an event's metadata which command it came of: the command's id, a UUID, in base64url. Events of before say it
 * twice and longer, as {@code correlationId} and {@code traceId}. Nothing comes of queries and events; reactions dispatch
 * nothing.
 */
public final class Cause implements CorrelationDataProvider {
    static final String CAUSE = "cause";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        if (!(message instanceof CommandMessage)) {
            return Map.of();
        }
        UUID id = UUID.fromString(message.getIdentifier());
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Map.of(CAUSE, BASE64.encodeToString(bytes.array()));
    }
}
