package org.huifang.command.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.huifang.command.store.OriginalLog.Original;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the log here up to the store that decides, as long as the application runs; where either is away, it comes back to
 * it. Each process that decides has one, and any of them is enough.
 */
public final class MirrorWriter implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorWriter.class);
    private static final int AT_ONCE = 1_000;
    private static final Duration LOOK_UP_EVERY = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 500;

    private final DataSource dataSource;
    private final LogTail tail;
    private final OriginalLog original;
    private Thread thread;
    private volatile boolean running;
    private boolean failing;

    /** @param dataSource whose connections find the log's tables without naming their schema */
    public MirrorWriter(DataSource dataSource, LogTail tail, OriginalLog original) {
        this.dataSource = dataSource;
        this.tail = tail;
        this.original = original;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = new Thread(this::run, "mirror-writer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before whoever decides anything. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                follow(new Mirror(connection));
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    tell(e);
                    pause();
                }
            }
        }
    }

    private void follow(Mirror mirror) throws SQLException, InterruptedException {
        try (OriginalLog.Reading reading = original.after(mirror.head())) {
            while (running) {
                List<Original> events = reading.next(AT_ONCE, LOOK_UP_EVERY);
                if (!events.isEmpty()) {
                    tail.committed(List.of(), mirror.write(events));
                }
                if (failing) {
                    failing = false;
                    LOG.warn("The log follows its store again");
                }
            }
        }
    }

    /** Once, until it goes on again. */
    private void tell(Exception fault) {
        if (!failing) {
            failing = true;
            LOG.warn("The log does not follow its store; trying again", fault);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
