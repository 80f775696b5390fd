package org.huifang.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huifang.command.store.LogSource;
import org.huifang.command.store.Mirror;
import org.huifang.command.store.OriginalLog;
import org.huifang.command.store.OriginalLog.Original;
import org.huifang.server.axon.AxonServerLog;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The log as a whole, while no server runs. */
@Command(name = "log", subcommands = LogCommand.Move.class, description = "事件库 / the event store")
final class LogCommand implements Runnable {

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /**
     * Moves the log to the other store: copied, read back whole and compared byte by byte, and only then is the other one what
     * decides. What was copied before an interruption is compared and kept.
     */
    @Command(
            name = "move",
            description = "把事件移到另一事件库,所有服务须先停止 / move the events to the other store; all servers must be stopped")
    static final class Move implements Callable<Integer> {
        /** Of one transaction; Axon Server takes some thirty thousand events. */
        private static final int AT_ONCE = 2_000;

        private static final int BYTES_AT_ONCE = 4 << 20;
        private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
        private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);
        private static final long LOOK_AGAIN_MILLIS = 200;
        private static final Duration TELL_EVERY = Duration.ofSeconds(2);

        @Option(
                names = "--to",
                required = true,
                converter = Launcher.WhichStore.class,
                description = "去处 / where to: postgresql, axon-server")
        LogSource to = LogSource.POSTGRESQL;

        @Mixin
        Launcher.Installation installation = new Launcher.Installation();

        @Mixin
        Launcher.ExternalDatabase database = new Launcher.ExternalDatabase();

        @Mixin
        Launcher.MeetingPlace meetingPlace = new Launcher.MeetingPlace();

        private Instant told = Instant.EPOCH;

        @Override
        public Integer call() throws Exception {
            HuifangServer.AxonServer axonServer = meetingPlace.with(LogSource.AXON_SERVER);
            if (axonServer == null) {
                throw new IllegalStateException("refused before");
            }
            LetIn.require(axonServer.there());
            String external = database.url();
            if (external != null) {
                move(external, axonServer);
                return 0;
            }
            try (DataFolder folder =
                            DataFolder.open(installation.data.toAbsolutePath().normalize(), installation.keys, false);
                    EmbeddedDatabase embedded = EmbeddedDatabase.start(folder)) {
                move(embedded.url(), axonServer);
                return 0;
            }
        }

        private void move(String url, HuifangServer.AxonServer axonServer) throws SQLException, InterruptedException {
            HuifangServer.migrateLog(url);
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.setSchema(HuifangServer.LOG_SCHEMA);
                takeAlone(connection);
                if (LogSource.read(connection) == to) {
                    System.out.printf("事件库已是 %s / the event store is %s already%n", to.word(), to.word());
                    return;
                }
                SourceOfLog.look(axonServer.there(), log -> {
                    long count = to == LogSource.AXON_SERVER ? out(connection, log) : back(connection, log);
                    to.write(connection);
                    System.out.printf(
                            "已移至 %s,%d 个事件逐字节相同 / moved to %s, %d events are the same byte by byte%n",
                            to.word(), count, to.word(), count);
                });
                System.out.printf("请以此启动所有服务 / start all servers with: --event-store %s%n", to.word());
            }
        }

        /** Who has just been stopped lets go a moment later. */
        private static void takeAlone(Connection connection) throws SQLException, InterruptedException {
            Instant until = Instant.now().plus(STOPPED_WITHIN);
            while (!LogSource.takeAlone(connection)) {
                if (Instant.now().isAfter(until)) {
                    throw new StartRefused(
                            "还有服务在使用此数据库,请全部停止后再试 / servers still use this database, stop all of them first");
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }

        /** To Axon Server, in the log's order, as it is. */
        private long out(Connection connection, AxonServerLog log) throws SQLException, InterruptedException {
            LogRows rows = new LogRows(connection);
            long head = rows.head();
            long there = log.head();
            if (there > head) {
                throw new StartRefused(
                        "Axon Server 中已有别的事件,须用空的事件库 / Axon Server holds other events already, it must be empty");
            }
            compare(rows, log, there);
            while (there < head) {
                List<Original> next = transaction(rows.after(there, AT_ONCE));
                log.append(next);
                there += next.size();
                tell("写入 / written", there, head);
            }
            compare(rows, log, head);
            return head;
        }

        private static List<Original> transaction(List<Original> rows) {
            List<Original> taken = new ArrayList<>();
            int bytes = 0;
            for (Original row : rows) {
                bytes += row.payload().length + row.metadata().length;
                if (!taken.isEmpty() && bytes > BYTES_AT_ONCE) {
                    break;
                }
                taken.add(row);
            }
            return taken;
        }

        /** Completes the mirror, which then is the log. */
        private long back(Connection connection, AxonServerLog log) throws SQLException, InterruptedException {
            Mirror mirror = new Mirror(connection);
            long head = log.head();
            long here = mirror.head();
            if (here > head) {
                throw different(head + 1);
            }
            try (OriginalLog.Reading reading = log.after(here)) {
                while (here < head) {
                    here = mirror.write(next(reading));
                    tell("写入 / written", here, head);
                }
            }
            LogRows rows = new LogRows(connection);
            compare(rows, log, head);
            return head;
        }

        private void compare(LogRows rows, OriginalLog log, long head) throws SQLException, InterruptedException {
            if (head == 0) {
                return;
            }
            long compared = 0;
            Instant recordedAt = Instant.MIN;
            try (OriginalLog.Reading reading = log.after(0)) {
                while (compared < head) {
                    List<Original> there = next(reading);
                    List<Original> here = rows.after(compared, there.size());
                    for (int i = 0; i < there.size() && compared < head; i++) {
                        compared++;
                        Instant at = there.get(i).at();
                        recordedAt = at.isAfter(recordedAt) ? at : recordedAt;
                        if (i >= here.size()
                                || !LogRows.same(there.get(i), here.get(i))
                                || !here.get(i).at().equals(recordedAt)) {
                            throw different(compared);
                        }
                    }
                    tell("核对 / compared", compared, head);
                }
            }
        }

        private static List<Original> next(OriginalLog.Reading reading) throws InterruptedException {
            List<Original> next = reading.next(AT_ONCE, ANSWERS_WITHIN);
            if (next.isEmpty()) {
                throw new StartRefused(
                        "Axon Server 没有回应,请再执行一次,将从中断处继续 / Axon Server does not answer; run this again, it goes on from there");
            }
            return next;
        }

        private static StartRefused different(long position) {
            return new StartRefused("两处第 " + position + " 个事件不同,未迁移 / event " + position
                    + " differs between the stores, nothing was moved");
        }

        private void tell(String what, long done, long of) {
            Instant now = Instant.now();
            if (done == of || now.isAfter(told.plus(TELL_EVERY))) {
                told = now;
                System.out.printf("%s %d / %d%n", what, done, of);
            }
        }
    }
}
