package org.huifang.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.huifang.command.store.LogSource;

/**
 * A server in a process of its own, so that it can be killed.
 *
 * @param address where it answers
 * @param said what it has said since then
 */
record ServerProcess(Process process, String address, Collection<String> said) implements AutoCloseable {
    private static final String READY = "ready ";

    /** To be started. */
    static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "start"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Started, and ready. */
    static ServerProcess start(String... arguments) throws IOException {
        Process process = command(arguments).start();
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(READY)) {
                Collection<String> later = new ConcurrentLinkedQueue<>();
                Thread listening = new Thread(() -> lines.lines().forEach(later::add));
                listening.setDaemon(true);
                listening.start();
                return new ServerProcess(process, line.substring(READY.length()), later);
            }
        }
        throw new AssertionError("the server did not start: " + said);
    }

    /** Of a role, with a data folder of that name, and keys in {@code keys} beside it. */
    static ServerProcess start(
            Path folder, ProcessRole role, String name, String database, String axonServer, LogSource eventStore)
            throws IOException {
        // Of a demo that has begun: it is not played here, and tokens of its people are known.
        DataFolder.open(folder.resolve(name), folder.resolve("keys"), true).close();
        List<String> options = new ArrayList<>(List.of(
                "--role",
                role.word(),
                "--data",
                folder.resolve(name).toString(),
                "--keys",
                folder.resolve("keys").toString(),
                "--port",
                "0",
                "--database-url",
                database,
                "--event-store",
                eventStore.word()));
        options.addAll(AxonServerUnderTest.options(axonServer));
        return start(options.toArray(String[]::new));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
