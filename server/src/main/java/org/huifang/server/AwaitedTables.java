package org.huifang.server;

import java.time.Clock;
import java.time.Duration;
import org.huifang.kernel.operations.Replay;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Rebuild;
import org.springframework.context.SmartLifecycle;

/**
 * After an upgrade that brings read tables of a new shape, or with a log that came from elsewhere, tables are made of the whole
 * log before anybody is let in, faster than following it would; nobody finds lists with half their complaints in them.
 */
final class AwaitedTables implements SmartLifecycle {
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final Rebuild rebuild;
    private final Clock clock;
    private volatile boolean running;

    AwaitedTables(Rebuild rebuild, Clock clock) {
        this.rebuild = rebuild;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (!rebuild.awaited()) {
            return;
        }
        System.err.println("正在由事件制作查询表,完成后开始服务 / making the read tables from the log before serving …");
        Thread making = new Thread(() -> rebuild.makeAwaited(clock.instant()), "awaited-tables");
        Thread telling = new Thread(() -> tellWhile(making), "awaited-tables-telling");
        making.setDaemon(true);
        telling.setDaemon(true);
        making.start();
        telling.start();
        try {
            // Spring interrupts a start that waits when the program is told to stop; the next start makes them.
            making.join();
            telling.join();
        } catch (InterruptedException e) {
            making.interrupt();
            telling.interrupt();
        }
    }

    private void tellWhile(Thread making) {
        try {
            do {
                making.join(TELL_EVERY.toMillis());
                tell(rebuild.status());
            } while (making.isAlive());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Replay.Status status) {
        System.err.printf("%d / %d%n", status.position() + 1, status.head() + 1);
        if (status.fault() != null) {
            System.err.println("未能制成,改为逐步补齐 / not made, they will catch up while serving: " + status.fault());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the projector follows the log. */
    @Override
    public int getPhase() {
        return Projector.PHASE - 1;
    }
}
