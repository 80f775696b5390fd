package org.huifang.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** A real Axon Server that tests may use, where {@code AXONSERVER=host:port} says where it is. */
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

    static InetSocketAddress socketAddress(String said) {
        int colon = said.lastIndexOf(':');
        return new InetSocketAddress(said.substring(0, colon), Integer.parseInt(said.substring(colon + 1)));
    }
}
