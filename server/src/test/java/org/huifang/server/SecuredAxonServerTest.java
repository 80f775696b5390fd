package org.huifang.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.huifang.server.axon.AxonServerAddress;
import org.huifang.server.axon.Knock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes to a real Axon Server with another token or certificate than it wants is told so, and does not start. */
@Tag("server")
class SecuredAxonServerTest {
    private static final String HOW = AxonServerUnderTest.HOW
            + ", with AXONSERVER_TOKEN_FILE and AXONSERVER_CERTIFICATE of one that asks for a token and speaks TLS";

    @TempDir
    Path folder;

    private String address;
    private String token;
    private Path certificate;

    @BeforeEach
    void secured() throws Exception {
        Optional<Path> tokenFile = AxonServerUnderTest.tokenFile();
        Assumptions.assumeTrue(
                AxonServerUnderTest.address().isPresent()
                        && tokenFile.isPresent()
                        && AxonServerUnderTest.certificate().isPresent(),
                HOW);
        address = AxonServerUnderTest.address().orElseThrow();
        token = Files.readString(tokenFile.orElseThrow()).strip();
        certificate = AxonServerUnderTest.certificate().orElseThrow();
    }

    @Test
    void refusesWhoCannotComeIn() throws Exception {
        assertThat(new AxonServerAddress(address, token, certificate).knock()).isEqualTo(Knock.LET_IN);
        refused("not the token", certificate, "--axon-server-token-file");
        refused(null, certificate, "--axon-server-token-file");
        refused(token, null, "--axon-server-certificate");
        refused(token, folder.resolve("missing.crt"), "missing.crt");
        refused(token, ofSomebodyElse(), "--axon-server-certificate");
    }

    private void refused(@Nullable String token, @Nullable Path certificate, String whatToDo) {
        HuifangServer.AxonServer axonServer = new HuifangServer.AxonServer(address, token, certificate);
        assertThatThrownBy(() -> HuifangServer.start(new HuifangServer.Options(
                        folder.resolve("data"),
                        "127.0.0.1",
                        0,
                        true,
                        "jdbc:postgresql://localhost/not-asked",
                        null,
                        ProcessRole.API,
                        axonServer,
                        Duration.ZERO)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(whatToDo);
    }

    /** One of those that the JDK trusts. */
    private Path ofSomebodyElse() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate other = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        return Files.writeString(
                folder.resolve("other.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(other.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }
}
