package org.huifang.command.store;

import org.axonframework.common.AxonTransientException;

/** More appends wait than the store takes; nothing was stored, try again later. */
public final class StoreOverloadedException extends AxonTransientException {
    public StoreOverloadedException() {
        super("The event store is overloaded; nothing was stored");
    }
}
