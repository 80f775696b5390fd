package org.huifang.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.AxonTransientException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.huifang.kernel.Accepted;
import org.huifang.kernel.RefusedException;
import org.junit.jupiter.api.Test;

class CommandingTest {
    private final CommandBus bus = SimpleCommandBus.builder().build();
    private final Commanding commanding = new Commanding(
            DefaultCommandGateway.builder().commandBus(bus).build(), null, null, null, Clock.systemUTC());

    /** Also where a stream was to begin: there is nothing wrong with what was asked for. */
    @Test
    void whoComesSecondAgainAndAgainIsAskedToTryAgain() {
        bus.subscribe(String.class.getName(), command -> {
            throw new AggregateStreamCreationException("begun already");
        });
        assertThatThrownBy(() -> commanding.send("register", () -> new RefusedException(List.of())))
                .isInstanceOf(AxonTransientException.class);
    }

    @Test
    void whoComesSecondOnceIsDecidedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Accepted accepted = new Accepted("stream", 3, false);
        bus.subscribe(String.class.getName(), command -> {
            if (asked.incrementAndGet() == 1) {
                throw new AggregateStreamCreationException("begun already");
            }
            return accepted;
        });
        assertThat(commanding.send("register", () -> new RefusedException(List.of())))
                .isEqualTo(accepted);
    }
}
