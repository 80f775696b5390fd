package org.huifang.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.huifang.kernel.operations.Replay;
import org.huifang.query.projection.Projector;
import org.huifang.query.projection.Rebuild;
import org.huifang.server.HuifangServer;

/** The read tables of a server in this process, on their way to the end of the log. */
final class ReadTables {
    private static final Duration CATCHING_UP = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MILLIS = 1;
    /** Each time of the database. */
    private static final long ASK_EVERY_MILLIS = 50;

    private final Projector projector;
    private final Rebuild rebuild;
    private final String url;

    ReadTables(HuifangServer server) {
        this.projector = server.context().getBean(Projector.class);
        this.rebuild = server.context().getBean(Rebuild.class);
        this.url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
    }

    /** The position of the log's last event. */
    long head() throws SQLException {
        try (Connection log = DriverManager.getConnection(url);
                Statement statement = log.createStatement();
                ResultSet head = statement.executeQuery("SELECT position FROM event_head")) {
            head.next();
            return head.getLong(1);
        }
    }

    /** Follows the log, where it does not yet. @return seconds until it had come to the end that the log has now */
    double followed() throws Exception {
        long head = head();
        long begun = System.nanoTime();
        if (!projector.isRunning()) {
            projector.start();
        }
        Instant patience = Instant.now().plus(CATCHING_UP);
        while (projector.position() < head) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("the read tables do not catch up");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return seconds(begun);
    }

    /** Makes all of them anew. @return seconds */
    double rebuilt() throws Exception {
        long begun = System.nanoTime();
        rebuild.start(Instant.now());
        Replay.Status status = rebuild.status();
        while (status.running()) {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
            status = rebuild.status();
        }
        if (status.fault() != null) {
            throw new IllegalStateException(status.fault());
        }
        return seconds(begun);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
