package org.huifang.query.projection;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Is told of each batch before it is taken in. */
@FunctionalInterface
public interface Watch {
    Watch NONE = batch -> () -> {};

    /** @return run by the same thread once those who listen have been told of the batch, or it has failed */
    Runnable begun(List<TrackedEventMessage<?>> batch);
}
