package org.huifang.command.store;

import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An event about to be appended, still without position and time.
 *
 * @param message that the rest was made of
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EventRow(
        String stream,
        long sequence,
        String streamType,
        UUID eventId,
        String name,
        int revision,
        byte[] payload,
        byte[] metadata,
        DomainEventMessage<?> message) {}
