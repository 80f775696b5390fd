package org.huifang.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.huifang.command.store.LogSource;
import org.huifang.command.store.LogicalNameSerializer;
import org.huifang.command.store.OriginalLog;
import org.huifang.command.store.OriginalLog.Original;
import org.huifang.command.store.StoreAwayException;
import org.huifang.server.axon.AxonServerAddress;
import org.huifang.server.axon.AxonServerAddress.NobodyThere;
import org.huifang.server.axon.AxonServerLog;

/** Whether the store that a start names is the one that the log comes from. */
final class SourceOfLog {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private SourceOfLog() {}

    /**
     * To be called by one process at a time.
     *
     * @param connection that finds the log's tables
     * @throws StartRefused where it is the other one, or another installation's, or the log is being moved
     */
    static void require(Connection connection, HuifangServer.Options options)
            throws SQLException, InterruptedException {
        if (!LogSource.usable(connection)) {
            throw new StartRefused(
                    "事件库正在迁移,请待 ./huifang log move 结束后再启动 / the log is being moved, start when ./huifang log move has ended");
        }
        LogSource said = options.eventStore();
        LogSource is = LogSource.read(connection);
        LogRows rows = new LogRows(connection);
        boolean begins = is == LogSource.POSTGRESQL && said == LogSource.AXON_SERVER && rows.head() == 0;
        if (is != said && !begins) {
            throw new StartRefused("本系统的事件库是 " + is.word() + ",请以 --event-store " + is.word()
                    + " 启动,或先以 ./huifang log move --to " + said.word() + " 迁移 / the event store of this system is "
                    + is.word() + ": start with --event-store " + is.word()
                    + ", or move it first by ./huifang log move --to "
                    + said.word());
        }
        HuifangServer.AxonServer axonServer = options.axonServer();
        if (said == LogSource.AXON_SERVER
                && axonServer != null
                && (begins || options.role().decides())) {
            look(axonServer.there(), log -> {
                if (begins && log.head() > 0) {
                    throw foreign(axonServer.address());
                }
                requireCommonPast(rows, log, axonServer.address());
            });
        }
        if (begins) {
            said.write(connection);
        }
    }

    /** What is done during a visit. */
    interface Look {
        void at(AxonServerLog log) throws SQLException, InterruptedException;
    }

    /** @throws StartRefused where nobody is there */
    static void look(AxonServerAddress there, Look look) throws SQLException, InterruptedException {
        try (AxonServerAddress.Visit visit = there.visit(new LogicalNameSerializer(Foundation.knownEventNames()))) {
            look.at(visit.log());
        } catch (NobodyThere | StoreAwayException e) {
            throw new StartRefused("Axon Server 无法连接 / Axon Server cannot be reached: " + there.address());
        }
    }

    /** @throws StartRefused where the log here is not what that store begins with */
    private static void requireCommonPast(LogRows rows, OriginalLog log, String address)
            throws SQLException, InterruptedException {
        long head = rows.head();
        if (head == 0) {
            return;
        }
        if (log.head() < head) {
            throw foreign(address);
        }
        try (OriginalLog.Reading reading = log.after(head - 1)) {
            List<Original> last = reading.next(1, ANSWERS_WITHIN);
            Optional<Original> here = rows.at(head);
            if (last.isEmpty() || here.isEmpty() || !LogRows.same(last.get(0), here.get())) {
                throw foreign(address);
            }
        }
    }

    private static StartRefused foreign(String address) {
        return new StartRefused(
                "Axon Server 中的事件不是本系统的,或已不完整;请核对地址,或恢复其备份 / the events in that Axon Server are not this "
                        + "system's, or no longer all of them: check the address, or restore its backup: " + address);
    }
}
