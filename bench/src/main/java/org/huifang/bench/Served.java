package org.huifang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The server in a process of its own, as people start it, so that its CPU and the generator's can be told apart. */
final class Served implements AutoCloseable {
    /** Of {@code postmaster.pid}, the port that PostgreSQL listens at. */
    private static final int PORT_LINE = 3;

    private final Process process;
    final Path data;
    final String address;
    final Duration startToReady;

    private Served(Process process, Path data, String address, Duration startToReady) {
        this.process = process;
        this.data = data;
        this.address = address;
        this.startToReady = startToReady;
    }

    static Served start(Path data) throws Exception {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("./huifang", "start", "--port", "0", "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = process.inputReader().readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the server did not start");
        }
        return new Served(
                process, data, line.substring("ready ".length()), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** @param former URL of the same database, before it was started at another port */
    String database(String former) throws IOException {
        String port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        return former.replaceFirst("//127\\.0\\.0\\.1:\\d+/", "//127.0.0.1:" + port + "/");
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
