package org.huifang.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huifang.command.store.LogSource;

/**
 * A real Axon Server that tests may use, where {@code AXONSERVER=host:port} says where it is; with
 * {@code AXONSERVER_TOKEN_FILE} and {@code AXONSERVER_CERTIFICATE} where it asks for a token and speaks TLS.
 */
final class AxonServerUnderTest {
    static final String HOW = "set AXONSERVER=host:port to the gRPC port of a real Axon Server to run this";

    private static final int CONNECT_MILLIS = 5_000;

    private AxonServerUnderTest() {}

    /** @throws AssertionError where it is said, and is not there */
    static Optional<String> address() {
        String said = System.getenv("AXONSERVER");
        if (said == null || said.isBlank()) {
            return Optional.empty();
        }
        InetSocketAddress address = socketAddress(said);
        try (Socket probe = new Socket()) {
            probe.connect(address, CONNECT_MILLIS);
            return Optional.of(said);
        } catch (IOException e) {
            throw new AssertionError("AXONSERVER=" + said + " is set, and nobody is there", e);
        }
    }

    static Optional<Path> tokenFile() {
        return Optional.ofNullable(System.getenv("AXONSERVER_TOKEN_FILE")).map(Path::of);
    }

    static Optional<Path> certificate() {
        return Optional.ofNullable(System.getenv("AXONSERVER_CERTIFICATE")).map(Path::of);
    }

    /** @param address its own, or that of a way to it */
    static HuifangServer.AxonServer by(String address, LogSource eventStore) throws IOException {
        Optional<Path> tokenFile = tokenFile();
        return new HuifangServer.AxonServer(
                address,
                tokenFile.isPresent() ? Files.readString(tokenFile.get()).strip() : null,
                certificate().orElse(null),
                eventStore);
    }

    /** The same on a command line. */
    static List<String> options(String address) {
        List<String> options = new ArrayList<>(List.of("--axon-server", address));
        tokenFile().ifPresent(file -> options.addAll(List.of("--axon-server-token-file", file.toString())));
        certificate().ifPresent(file -> options.addAll(List.of("--axon-server-certificate", file.toString())));
        return options;
    }

    static InetSocketAddress socketAddress(String said) {
        int colon = said.lastIndexOf(':');
        return new InetSocketAddress(said.substring(0, colon), Integer.parseInt(said.substring(colon + 1)));
    }
}
