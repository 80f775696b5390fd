package org.huifang.kernel.operations;

import java.time.Instant;
import org.axonframework.commandhandling.RoutingKey;
import org.huifang.kernel.Act;
import org.jspecify.annotations.Nullable;

/** Making the read tables anew from the log, beside those that serve, and then switching to them (decision 4). */
public interface Replay {
    /** Who operates the machine: holds the data folder, and so may do what concerns no complaint. */
    String OPERATOR = "operator";

    /** Answered by {@link Status}; while one runs, another is not begun. */
    record Start(Act act) {
        /** One process makes them, and knows whether it does. */
        @RoutingKey
        public String tables() {
            return "replay";
        }
    }

    /** Answered by {@link Status}. */
    record Look(String person) {}

    /**
     * @param position of the log that the new tables have reached
     * @param head of the log
     * @param seconds that the last one took, once it has ended
     * @param fault why the last one was given up, where it was
     */
    record Status(
            boolean running,
            long position,
            long head,
            @Nullable Instant startedAt,
            double seconds,
            @Nullable String fault) {}
}
