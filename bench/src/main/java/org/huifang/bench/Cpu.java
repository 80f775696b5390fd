package org.huifang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU time that processes have used so far. */
record Cpu(Duration server, Duration postgres, Duration generator) {

    /** @param server the process of the server, which may be this one */
    static Cpu now(ProcessHandle server, Path data) throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
        Duration postgres = ProcessHandle.of(postmaster).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(Cpu::used)
                .reduce(Duration.ZERO, Duration::plus);
        return new Cpu(used(server), postgres, used(ProcessHandle.current()));
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Cpu since(Cpu earlier) {
        return new Cpu(
                server.minus(earlier.server), postgres.minus(earlier.postgres), generator.minus(earlier.generator));
    }

    static double millisEach(Duration used, long count) {
        return used.toNanos() / 1e6 / Math.max(1, count);
    }
}
