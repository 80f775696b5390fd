package org.huifang.bench;

import org.huifang.bench.Figures.Table;
import org.huifang.server.demo.GraphQlClient;

/** Full cases over HTTP GraphQL; server, PostgreSQL and load generator share the machine. */
final class GraphQlBench {
    private final Served server;
    private final String url;
    private final Options options;

    /** @param url of the database that the server uses, for the raw limit */
    GraphQlBench(Served server, String url, Options options) {
        this.server = server;
        this.url = url;
        this.options = options;
    }

    Table run(GraphQlClient client, int... clients) throws Exception {
        Table table = Table.keyed("graphql", "clients");
        Load.run(16, options.warmUpServed(), n -> new CaseRequests(client));
        for (int count : clients) {
            double raw = Raw.singleRows(url, count);
            Cpu before = Cpu.now(server.handle(), server.data);
            Load.Result result = Load.run(count, options.span(), n -> new CaseRequests(client));
            Cpu used = Cpu.now(server.handle(), server.data).since(before);
            int commands = result.latencies().length;
            table.add(
                    count,
                    "raw single-row commits/s",
                    raw,
                    "cases/s",
                    result.perSecond() / CaseRequests.STEPS,
                    "commands/s",
                    result.perSecond(),
                    "of raw",
                    result.perSecond() / raw,
                    "p50 ms",
                    result.millis(0.50),
                    "p99 ms",
                    result.millis(0.99),
                    "CPU ms: server",
                    Cpu.millisEach(used.server(), commands),
                    "PostgreSQL",
                    Cpu.millisEach(used.postgres(), commands),
                    "generator",
                    Cpu.millisEach(used.generator(), commands));
        }
        return table;
    }
}
