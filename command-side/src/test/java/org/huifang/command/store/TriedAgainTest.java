package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.huifang.command.SetClock;
import org.junit.jupiter.api.Test;

class TriedAgainTest {
    private final SetClock clock = new SetClock();
    private final TriedAgain handler = new TriedAgain(clock);
    private final EventMessageHandler reaction = message -> null;

    @Test
    void triesAgainForSomeTimeAndThenPassesOver() {
        EventMessage<?> poison = new GenericEventMessage<>("poison");
        fails(poison);
        clock.advance(TriedAgain.PATIENCE.minusMillis(1));
        fails(poison);
        clock.advance(Duration.ofMillis(1));
        assertThatCode(() -> handler.onError(new IllegalStateException("again"), poison, reaction))
                .doesNotThrowAnyException();
    }

    @Test
    void isAsPatientWithTheNext() {
        fails(new GenericEventMessage<>("one"));
        clock.advance(Duration.ofHours(1));
        fails(new GenericEventMessage<>("another"));
    }

    private void fails(EventMessage<?> event) {
        IllegalStateException fault = new IllegalStateException("the database is away");
        assertThatThrownBy(() -> handler.onError(fault, event, reaction)).isSameAs(fault);
    }
}
