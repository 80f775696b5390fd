package org.huifang.server.axon;

import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.MetadataUtils;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What Axon Server answers to who knocks; the connector would knock for ever, and tell it to its log only. */
public enum Knock {
    LET_IN,
    /** Or it does not answer yet. */
    NOBODY,
    TOKEN_REFUSED,
    CERTIFICATE_UNREADABLE,
    /** Another certificate is trusted than it has, or it speaks no TLS. */
    NOT_TRUSTED,
    /** It speaks TLS and we do not, or it is none. */
    HANGS_UP;

    private static final long ANSWERS_WITHIN_SECONDS = 5;
    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("AxonIQ-Access-Token", Metadata.ASCII_STRING_MARSHALLER);

    static Knock at(ServerAddress server, @Nullable SslContext tls, @Nullable String token) {
        NettyChannelBuilder way = NettyChannelBuilder.forAddress(server.getHostName(), server.getGrpcPort());
        ManagedChannel channel = (tls == null ? way.usePlaintext() : way.sslContext(tls)).build();
        try {
            Metadata headers = new Metadata();
            if (token != null) {
                headers.put(TOKEN, token);
            }
            PlatformServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .getPlatformServer(ClientIdentification.newBuilder()
                            .setClientId("huifang-knock")
                            .setComponentName("huifang-knock")
                            .build());
            return LET_IN;
        } catch (StatusRuntimeException e) {
            return of(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static Knock of(StatusRuntimeException answer) {
        Status.Code code = answer.getStatus().getCode();
        if (code == Status.Code.PERMISSION_DENIED || code == Status.Code.UNAUTHENTICATED) {
            return TOKEN_REFUSED;
        }
        if (code == Status.Code.DEADLINE_EXCEEDED
                || (answer.getTrailers() != null && answer.getTrailers().containsKey(StoreFault.CODE))) {
            return NOBODY;
        }
        for (Throwable cause = answer.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return NOT_TRUSTED;
            } else if (cause instanceof SocketException || cause instanceof UnknownHostException) {
                return NOBODY;
            }
        }
        return HANGS_UP;
    }
}
