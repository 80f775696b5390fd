package org.huifang.command.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ListenerInvocationErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a reaction fails at is tried again, with all that came in with it, so that a moment's trouble loses nothing. An event
 * that goes on failing is passed over in the end, so that a fault in one does not keep back all others.
 */
public final class TriedAgain implements ListenerInvocationErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TriedAgain.class);
    /** Longer than a connection is waited for, short beside the shortest promise. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Clock clock;
    private String failing = "";
    private Instant since = Instant.MAX;

    public TriedAgain(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onError(Exception fault, EventMessage<?> event, EventMessageHandler handler)
            throws Exception {
        Instant now = clock.instant();
        if (!failing.equals(event.getIdentifier())) {
            failing = event.getIdentifier();
            since = now;
        }
        if (now.isBefore(since.plus(PATIENCE))) {
            throw fault;
        }
        LOG.error(
                "{} passes over event {}, which it has failed at since {}",
                handler.getTargetType().getSimpleName(),
                event.getIdentifier(),
                since,
                fault);
    }
}
