package org.huifang.command.store;

import java.util.UUID;

/** An event about to be appended, still without position and time. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EventRow(
        String stream,
        long sequence,
        String streamType,
        UUID eventId,
        String name,
        int revision,
        byte[] payload,
        byte[] metadata) {}
