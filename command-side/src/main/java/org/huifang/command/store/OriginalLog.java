package org.huifang.command.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The log of the store that decides, as the mirror's writer reads it: in its one order, each event as it was stored. */
public interface OriginalLog {

    /**
     * An event in its row's shape.
     *
     * @param position from 1 on, without gaps
     * @param at when it was appended, as that store says
     * @param revision 0 where it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared column by column, where at all
    record Original(
            long position,
            String stream,
            long sequence,
            String streamType,
            UUID eventId,
            Instant at,
            String name,
            int revision,
            byte[] payload,
            byte[] metadata) {}

    /** Reads on from a position. */
    interface Reading extends AutoCloseable {
        /**
         * What is there, at most so many; waits a while where nothing is.
         *
         * @throws RuntimeException when the store is away; another reading has to be begun
         */
        List<Original> next(int atMost, Duration patience) throws InterruptedException;

        @Override
        void close();
    }

    /** Where it ends; 0 where it is empty. */
    long head();

    /** What stands after a position, and what comes. */
    Reading after(long position);
}
