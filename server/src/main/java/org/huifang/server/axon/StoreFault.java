package org.huifang.server.axon;

import io.axoniq.axonserver.connector.AxonServerException;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import org.axonframework.common.AxonTransientException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.huifang.command.store.StoreAwayException;

/** What Axon Server's event store answers to an append, in the words of all other stores. */
public final class StoreFault {
    /** Another event stands where one of the append belongs. */
    private static final String TAKEN = "AXONIQ-2000";

    static final Metadata.Key<String> CODE = Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    private StoreFault() {}

    /** Itself, where it is not of the store. */
    public static Throwable told(Throwable thrown) {
        boolean away = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AxonTransientException) {
                return thrown;
            }
            if (TAKEN.equals(code(cause))) {
                return new ConcurrencyException(String.valueOf(cause.getMessage()), thrown);
            }
            away |= Away.says(cause) || cause instanceof EventStoreException;
        }
        return away ? new StoreAwayException(thrown) : thrown;
    }

    private static String code(Throwable cause) {
        if (cause instanceof StatusRuntimeException status && status.getTrailers() != null) {
            return String.valueOf(status.getTrailers().get(CODE));
        }
        return cause instanceof AxonServerException
                        && String.valueOf(cause.getMessage()).contains(TAKEN)
                ? TAKEN
                : "";
    }
}
