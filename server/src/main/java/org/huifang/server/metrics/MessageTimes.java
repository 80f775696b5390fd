package org.huifang.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.monitoring.MessageMonitor;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Commands and queries by name and outcome, with their time: of a command until what it changed is on disk, of a query
 * until it is answered.
 */
final class MessageTimes implements MessageMonitor<Message<?>> {
    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** How a message ended. */
    private enum Outcome {
        DONE,
        /** By a rule, or because what it is about is not there. */
        REFUSED,
        /** Another one came between; whoever sent it sends it again. */
        CONFLICT,
        FAULT;

        private final String tag = name().toLowerCase(Locale.ROOT);

        static Outcome of(@Nullable Throwable fault) {
            if (fault == null) {
                return DONE;
            }
            if (fault instanceof RefusedException || fault instanceof AggregateNotFoundException) {
                return REFUSED;
            }
            return fault instanceof ConcurrencyException || fault instanceof AggregateStreamCreationException
                    ? CONFLICT
                    : FAULT;
        }
    }

    private record Kind(boolean command, Class<?> payload, Outcome outcome) {}

    MessageTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public MonitorCallback onMessageIngested(Message<?> message) {
        long begun = System.nanoTime();
        return new MonitorCallback() {
            @Override
            public void reportSuccess() {
                record(message, null, begun);
            }

            @Override
            public void reportFailure(@Nullable Throwable cause) {
                record(message, cause == null ? new IllegalStateException("unknown") : cause, begun);
            }

            @Override
            public void reportIgnored() {
                // Was nobody's.
            }
        };
    }

    private void record(Message<?> message, @Nullable Throwable fault, long begun) {
        long nanos = System.nanoTime() - begun;
        Kind kind = new Kind(message instanceof CommandMessage<?>, message.getPayloadType(), Outcome.of(fault));
        timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder(kind.command() ? "huifang.commands" : "huifang.queries")
                .description(
                        kind.command()
                                ? "Commands, and the time until what they changed is on disk"
                                : "Queries, and the time until they are answered")
                .tag("name", kind.payload().getSimpleName())
                .tag("outcome", kind.outcome().tag)
                .register(registry);
    }
}
