package org.huifang.command.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutsideTest {
    private static final Duration OVER_WITHIN = Duration.ofMillis(500);

    @Test
    @Timeout(60)
    void anAnswerThatComesByteByByteIsEnded() throws Exception {
        ask("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    }

    @Test
    @Timeout(60)
    void aHeadThatNeverEndsIsEnded() throws Exception {
        ask("HTTP/1.1 200 OK\r\nX: ");
    }

    private static void ask(String head) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Outside outside = new Outside(Set.of("127.0.0.1"), OVER_WITHIN)) {
            Thread dripping = new Thread(() -> drip(server, head));
            dripping.start();
            HttpGet request = new HttpGet("http://127.0.0.1:" + server.getLocalPort() + "/feed");
            assertThatThrownBy(() -> outside.ask(request, response -> Outside.read(response.getEntity(), 1_000_000)))
                    .isInstanceOf(IOException.class);
            dripping.join();
            assertThat(dripping.isAlive()).isFalse();
        }
    }

    /** Until nobody listens any more. */
    private static void drip(ServerSocket server, String head) {
        try (Socket asking = server.accept();
                OutputStream out = asking.getOutputStream()) {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('a');
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // It hung up.
        }
    }
}
