package org.huifang.server;

import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Before anything else stops, says that no more work should come, and goes on for as long as a load balancer takes to hear it. */
final class Drain implements SmartLifecycle {
    private final ApplicationContext context;
    private final Duration patience;
    private volatile boolean running;

    Drain(ApplicationContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!patience.isZero()) {
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            try {
                Thread.sleep(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
