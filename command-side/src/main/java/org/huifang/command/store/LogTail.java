package org.huifang.command.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log ends, as far as this process has heard: at once of its own commits, by LISTEN of other processes'. */
public final class LogTail implements AutoCloseable {
    static final String CHANNEL = "event_appended";
    /** Told by a trigger, whoever appends. */
    private static final String ORGANISATION = "organisation_moved";

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final int LISTEN_MILLIS = 1_000;

    private final DataSource dataSource;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    private final List<Runnable> ofOrganisation = new CopyOnWriteArrayList<>();
    private final Thread listener = new Thread(this::listen, "log-tail");
    private final RecentEvents recent = new RecentEvents();
    private volatile long position;
    private volatile boolean closed;

    /** @param dataSource whose connections give up a database that does not answer */
    public LogTail(DataSource dataSource) {
        this.dataSource = dataSource;
        listener.setDaemon(true);
        listener.start();
    }

    /** This process has committed these events, the last of which stands at {@code reached}. */
    void committed(List<? extends TrackedEventMessage<?>> events, long reached) {
        recent.add(events);
        advanceTo(reached);
    }

    /** The next events after a position, where this process appended them itself not long ago. */
    List<TrackedEventMessage<?>> recentAfter(long seen, int atMost) {
        return recent.after(seen, atMost);
    }

    private void advanceTo(long reached) {
        lock.lock();
        try {
            if (reached <= position) {
                return;
            }
            position = reached;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
        callbacks.forEach(LogTail::call);
    }

    /** A follower that fails keeps neither the others nor the log from going on. */
    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("A follower of the log could not be woken", e);
        }
    }

    /** Waits until something is known beyond {@code seen}, at most so long. */
    boolean awaitBeyond(long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (position <= seen && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
            }
            return position > seen;
        } finally {
            lock.unlock();
        }
    }

    boolean beyond(long seen) {
        return position > seen;
    }

    void onAdvance(Runnable callback) {
        callbacks.add(callback);
    }

    void forget(Runnable callback) {
        callbacks.remove(callback);
    }

    /** Called where another process, or this one, may have changed who may do what. */
    public void onOrganisation(Runnable callback) {
        ofOrganisation.add(callback);
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                LogSource.use(statement);
                statement.execute("LISTEN " + CHANNEL + "; LISTEN " + ORGANISATION);
                // What was committed before the LISTEN took effect.
                advanceTo(head(statement));
                ofOrganisation.forEach(LogTail::call);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    PGNotification[] heard = postgres.getNotifications(LISTEN_MILLIS);
                    if (heard == null || heard.length == 0) {
                        // Silence may be that of a connection whose other end is gone: one that is asked must answer.
                        advanceTo(head(statement));
                    } else {
                        hear(heard);
                    }
                }
            } catch (SQLException e) {
                if (!closed) {
                    LOG.warn("Listening to the log was interrupted; trying again", e);
                    pause();
                }
            }
        }
    }

    private static long head(Statement statement) throws SQLException {
        try (ResultSet head = statement.executeQuery("SELECT position FROM event_head")) {
            head.next();
            return head.getLong(1);
        }
    }

    private void hear(PGNotification[] heard) {
        boolean organisation = false;
        long reached = position;
        for (PGNotification notice : heard) {
            if (notice.getName().equals(ORGANISATION)) {
                organisation = true;
            } else {
                reached = Long.parseLong(notice.getParameter());
            }
        }
        if (organisation) {
            ofOrganisation.forEach(LogTail::call);
        }
        advanceTo(reached);
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
    }
}
