package org.huifang.bench;

import java.util.function.IntFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.projection.Projector;
import org.huifang.server.HuifangServer;

/** Commands of whole cases through the command gateway, from the sealed texts to the disk; nothing of the API. */
final class CommandsBench {
    private final HuifangServer server;
    private final Options options;
    private final IntFunction<Load.Client> lives;
    private final ReadTables tables;
    private final String url;

    CommandsBench(HuifangServer server, Options options) {
        this.server = server;
        this.options = options;
        this.lives = CaseCommands.lives(
                server.context().getBean(CommandGateway.class), server.context().getBean(PersonalData.class));
        this.tables = new ReadTables(server);
        this.url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
    }

    /** With the followers of the log stopped, and then with all of them at work. */
    Table run(int... clients) throws Exception {
        Table table = Table.keyed("commands", "clients, followers");
        Load.run(32, options.warmUp(), lives);
        for (int count : clients) {
            measure(table, "all", count);
        }
        stopFollowers();
        for (int count : clients) {
            measure(table, "none", count);
        }
        return table;
    }

    private void measure(Table table, String followers, int clients) throws Exception {
        double raw = Raw.singleRows(url, clients);
        Cpu before = Cpu.now(ProcessHandle.current(), server.folder().path());
        Load.Result result = Load.run(clients, options.span(), lives);
        Cpu used = Cpu.now(ProcessHandle.current(), server.folder().path()).since(before);
        Object behind = followers.equals("all") ? tables.followed() : "";
        table.add(
                clients + " " + followers,
                "raw single-row commits/s",
                raw,
                "commands/s",
                result.perSecond(),
                "of raw",
                result.perSecond() / raw,
                "p50 ms",
                result.millis(0.50),
                "p99 ms",
                result.millis(0.99),
                "CPU ms: Java",
                Cpu.millisEach(used.server(), result.latencies().length),
                "PostgreSQL",
                Cpu.millisEach(used.postgres(), result.latencies().length),
                "read tables behind s",
                behind);
    }

    private void stopFollowers() {
        server.context().getBean(Projector.class).stop();
        server.context()
                .getBean(EventProcessingConfiguration.class)
                .eventProcessors()
                .values()
                .forEach(processor -> processor.shutDown());
    }
}
