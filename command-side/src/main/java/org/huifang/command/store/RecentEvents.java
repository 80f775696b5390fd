package org.huifang.command.store;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** The last events that this process appended, as they were: its own followers need neither read nor parse them. */
final class RecentEvents {
    private static final int KEPT = 8_192;

    private final @Nullable TrackedEventMessage<?>[] ring = new TrackedEventMessage<?>[KEPT];

    synchronized void add(List<? extends TrackedEventMessage<?>> events) {
        for (TrackedEventMessage<?> event : events) {
            ring[slot(positionOf(event))] = event;
        }
    }

    /** What follows on a position without a gap; nothing where another process appended it, or it was long ago. */
    synchronized List<TrackedEventMessage<?>> after(long position, int atMost) {
        List<TrackedEventMessage<?>> found = new ArrayList<>();
        for (long next = position + 1; found.size() < atMost; next++) {
            TrackedEventMessage<?> event = ring[slot(next)];
            if (event == null || positionOf(event) != next) {
                break;
            }
            found.add(event);
        }
        return found;
    }

    private static int slot(long position) {
        return (int) (position % KEPT);
    }

    private static long positionOf(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
