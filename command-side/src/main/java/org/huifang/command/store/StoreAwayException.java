package org.huifang.command.store;

import org.axonframework.common.AxonTransientException;

/** The store that decides is away; nothing was stored by this, try again later. */
public final class StoreAwayException extends AxonTransientException {
    public StoreAwayException(Throwable cause) {
        super("The event store is away; try again", cause);
    }
}
