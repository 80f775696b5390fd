package org.huifang.bench;

import java.util.function.IntFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.server.HuifangServer;

/** What commands, disk and a replay take while the log grows a hundredfold: the same, or why not. */
final class GrowthBench {
    private static final int CLIENTS = 32;
    private static final int[] PARTS = {100, 10, 1};

    private final ManyCases many;
    private final ReadTables tables;
    private final IntFunction<Load.Client> lives;
    private final String url;
    private final Options options;

    GrowthBench(HuifangServer server, ManyCases many, Options options) {
        this.many = many;
        this.tables = new ReadTables(server);
        this.lives = CaseCommands.lives(
                server.context().getBean(CommandGateway.class), server.context().getBean(PersonalData.class));
        this.url = server.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        this.options = options;
    }

    Table run(long events) throws Exception {
        Table table = Table.keyed("growth", "events");
        Load.run(CLIENTS, options.warmUp(), lives);
        for (int part : PARTS) {
            double written = many.tellUntil(events / part);
            long held = tables.head();
            double rebuilt = tables.rebuilt();
            tables.followed();
            double raw = Raw.singleRows(url, CLIENTS);
            Load.Result result = Load.run(CLIENTS, options.span(), lives);
            table.add(
                    held,
                    "bytes an event",
                    (double) many.number("SELECT pg_table_size('event')") / tables.head(),
                    "and of its indexes",
                    (double) many.number("SELECT pg_indexes_size('event')") / tables.head(),
                    "COPY, events/s",
                    written,
                    "rebuilt, events/s",
                    held / rebuilt,
                    "commands/s",
                    result.perSecond(),
                    "raw single-row commits/s",
                    raw,
                    "of raw",
                    result.perSecond() / raw,
                    "p50 ms",
                    result.millis(0.50),
                    "p99 ms",
                    result.millis(0.99),
                    "p99.9 ms",
                    result.millis(0.999));
        }
        return table;
    }
}
