package org.huifang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.huifang.bench.Figures.Table;
import org.huifang.server.demo.GraphQlClient;

/** More clients than the server has places for: what it still does, how it refuses the others, and what memory that takes. */
final class OverloadBench {
    private static final long COME_AGAIN_MILLIS = 1_000;

    private final Served server;
    private final Options options;

    OverloadBench(Served server, Options options) {
        this.server = server;
        this.options = options;
    }

    Table run(GraphQlClient client, int... clients) throws Exception {
        Table table = Table.keyed("overload", "clients");
        Load.run(16, options.warmUp(), n -> new CaseRequests(client));
        for (int count : clients) {
            AtomicLong refused = new AtomicLong();
            Load.Result result = Load.run(count, options.span(), n -> latencies -> {
                try {
                    new CaseRequests(client).once(latencies);
                } catch (IOException e) {
                    // Anything but "come again in a second" is a fault.
                    if (!String.valueOf(e.getMessage()).startsWith("HTTP 503")) {
                        throw e;
                    }
                    refused.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(COME_AGAIN_MILLIS);
                }
            });
            table.add(
                    count,
                    "commands/s",
                    result.perSecond(),
                    "p50 ms",
                    result.millis(0.50),
                    "p99 ms",
                    result.millis(0.99),
                    "refused/s",
                    refused.get() / (result.nanos() / 1e9),
                    "server's memory, MB",
                    megabytes("VmRSS"),
                    "its most so far, MB",
                    megabytes("VmHWM"));
        }
        return table;
    }

    /** Resident, as Linux tells it; the heap's limit is 1 GB unless {@code HUIFANG_HEAP} says otherwise. */
    private double megabytes(String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.handle().pid() + "/status")).stream()
                        .filter(line -> line.startsWith(what))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
