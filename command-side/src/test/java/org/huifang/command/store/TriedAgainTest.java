package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class TriedAgainTest {
    private Instant now = Instant.parse("2026-11-02T08:00:00Z");
    private final TriedAgain handler = new TriedAgain(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    });
    private final EventMessageHandler reaction = message -> null;

    @Test
    void triesAgainForSomeTimeAndThenPassesOver() {
        EventMessage<?> poison = new GenericEventMessage<>("poison");
        fails(poison);
        now = now.plus(TriedAgain.PATIENCE).minusMillis(1);
        fails(poison);
        now = now.plusMillis(1);
        assertThatCode(() -> handler.onError(new IllegalStateException("again"), poison, reaction))
                .doesNotThrowAnyException();
    }

    @Test
    void isAsPatientWithTheNext() {
        fails(new GenericEventMessage<>("one"));
        now = now.plus(Duration.ofHours(1));
        fails(new GenericEventMessage<>("another"));
    }

    private void fails(EventMessage<?> event) {
        IllegalStateException fault = new IllegalStateException("the database is away");
        assertThatThrownBy(() -> handler.onError(fault, event, reaction)).isSameAs(fault);
    }
}
