package org.huifang.server.remote;

import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;

/** Nobody answered, or nobody could be asked: whether a command was carried out is known by asking again with its key. */
public final class UnavailableException extends AxonTransientException {
    private static final long serialVersionUID = 1;

    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
