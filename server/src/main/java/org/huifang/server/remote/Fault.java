package org.huifang.server.remote;

import java.util.List;
import java.util.Optional;
import org.axonframework.common.AxonTransientException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.TryImport;

/**
 * Why a message was not carried out, as it travels between processes: whoever sent it is told as if it had been carried out
 * in its own.
 *
 * @param refusals where it was refused
 */
public record Fault(Kind kind, List<Refusal> refusals, String message) {

    /** What senders tell apart. */
    public enum Kind {
        REFUSED,
        NOT_FOUND,
        CONFLICT,
        THERE_ALREADY,
        IMPORT_POSSIBLE,
        TRY_AGAIN,
        OTHER
    }

    static Fault of(Throwable thrown) {
        return new Fault(
                kind(thrown),
                thrown instanceof RefusedException refused ? refused.refusals() : List.of(),
                String.valueOf(thrown.getMessage()));
    }

    private static Kind kind(Throwable thrown) {
        if (thrown instanceof RefusedException) {
            return Kind.REFUSED;
        } else if (thrown instanceof AggregateNotFoundException) {
            return Kind.NOT_FOUND;
        } else if (thrown instanceof ConcurrencyException) {
            return Kind.CONFLICT;
        } else if (thrown instanceof AggregateStreamCreationException) {
            return Kind.THERE_ALREADY;
        } else if (thrown instanceof TryImport.Possible) {
            return Kind.IMPORT_POSSIBLE;
        }
        return thrown instanceof AxonTransientException ? Kind.TRY_AGAIN : Kind.OTHER;
    }

    /** What an exception from another process tells of. */
    static Optional<Fault> told(Throwable thrown) {
        return thrown instanceof HandlerExecutionException execution
                ? execution.getDetails().filter(Fault.class::isInstance).map(Fault.class::cast)
                : Optional.empty();
    }

    /** @param told the exception that brought it */
    Throwable thrown(Throwable told) {
        return switch (kind) {
            case REFUSED -> new RefusedException(refusals);
            case NOT_FOUND -> new AggregateNotFoundException("", message, told);
            case CONFLICT -> new ConcurrencyException(message, told);
            case THERE_ALREADY -> new AggregateStreamCreationException(message, told);
            case IMPORT_POSSIBLE -> new TryImport.Possible();
            case TRY_AGAIN -> new UnavailableException(message, told);
            case OTHER -> told;
        };
    }
}
