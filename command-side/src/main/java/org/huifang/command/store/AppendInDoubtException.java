package org.huifang.command.store;

import org.axonframework.common.AxonTransientException;

/** The database was lost while committing: whether it was stored is not known. Retry with the same idempotency key. */
public final class AppendInDoubtException extends AxonTransientException {
    public AppendInDoubtException(Throwable cause) {
        super("Whether the events were stored is not known; retry with the same idempotency key", cause);
    }
}
