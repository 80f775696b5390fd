package org.huifang.server.axon;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Where an Axon Server is.
 *
 * @param address {@code host:port}, several of a cluster by commas
 * @param token where its access control is on
 * @param certificate of who signed its own; speaks TLS where given
 */
public record AxonServerAddress(
        String address, @Nullable String token, @Nullable Path certificate) {
    private static final int PORT = 8124;
    private static final long CONNECTED_WITHIN_MILLIS = 10_000;
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long KNOCK_AGAIN_MILLIS = 500;
    private static final String CONTEXT = "default";

    /** A connection for a look or a move, without an application. */
    public static final class Visit implements AutoCloseable {
        private final AxonServerConnectionFactory factory;
        private final AxonServerLog log;

        private Visit(AxonServerConnectionFactory factory, AxonServerLog log) {
            this.factory = factory;
            this.log = log;
        }

        public AxonServerLog log() {
            return log;
        }

        @Override
        public void close() {
            factory.shutdown();
        }
    }

    /** Thrown where nobody answers there. */
    public static final class NobodyThere extends Exception {
        private static final long serialVersionUID = 1;

        NobodyThere(String address, @Nullable Throwable cause) {
            super(address, cause);
        }
    }

    /** @param serializer of events */
    public Visit visit(Serializer serializer) throws NobodyThere, InterruptedException {
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient("huifang-log")
                .routingServers(servers().toArray(ServerAddress[]::new))
                .connectTimeout(CONNECTED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        if (token != null) {
            builder.token(token);
        }
        try {
            SslContext tls = tls();
            if (tls != null) {
                builder.useTransportSecurity(tls);
            }
        } catch (SSLException | IllegalArgumentException e) {
            throw new NobodyThere(address, e);
        }
        AxonServerConnectionFactory factory = builder.build();
        try {
            AxonServerConnection connection = factory.connect(CONTEXT);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECTED_WITHIN_MILLIS);
            while (!connection.isConnected()) {
                if (System.nanoTime() > until) {
                    throw new NobodyThere(address, null);
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            return new Visit(factory, new AxonServerLog(connection::eventChannel, new StoredEvents(serializer)));
        } catch (NobodyThere | InterruptedException | RuntimeException e) {
            factory.shutdown();
            throw e;
        }
    }

    /** Of a cluster, the best that one of it answers. Who only hangs up may stand before one that is just starting. */
    public Knock knock() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECTED_WITHIN_MILLIS);
        Knock answer = knockOnce();
        while (answer == Knock.HANGS_UP && System.nanoTime() < until) {
            Thread.sleep(KNOCK_AGAIN_MILLIS);
            answer = knockOnce();
        }
        return answer;
    }

    private Knock knockOnce() {
        try {
            SslContext tls = tls();
            Knock answer = Knock.NOBODY;
            for (Iterator<ServerAddress> servers = servers().iterator();
                    answer != Knock.LET_IN && servers.hasNext(); ) {
                Knock next = Knock.at(servers.next(), tls, token);
                answer = next == Knock.NOBODY ? answer : next;
            }
            return answer;
        } catch (SSLException | IllegalArgumentException e) {
            return Knock.CERTIFICATE_UNREADABLE;
        }
    }

    private @Nullable SslContext tls() throws SSLException {
        return certificate == null
                ? null
                : GrpcSslContexts.forClient().trustManager(certificate.toFile()).build();
    }

    private Stream<ServerAddress> servers() {
        return Arrays.stream(address.split(",")).map(AxonServerAddress::server);
    }

    private static ServerAddress server(String one) {
        int colon = one.lastIndexOf(':');
        return colon < 0
                ? new ServerAddress(one.strip(), PORT)
                : new ServerAddress(
                        one.substring(0, colon).strip(),
                        Integer.parseInt(one.substring(colon + 1).strip()));
    }
}
