package org.huifang.query.projection;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that the read tables could not take in; all later ones of the same stream wait with them. */
final class DeadLetters {
    static final String LATER = "an earlier event of this stream waits here";

    private DeadLetters() {}

    static void add(DomainEventMessage<?> event, String error, JdbcTemplate jdbc) {
        jdbc.update(
                "INSERT INTO dead_letter (position, stream, name, error) VALUES (?, ?, ?, ?)",
                ((TrackedEventMessage<?>) event).trackingToken().position().orElseThrow(),
                event.getAggregateIdentifier(),
                event.getPayloadType().getSimpleName(),
                error);
    }
}
