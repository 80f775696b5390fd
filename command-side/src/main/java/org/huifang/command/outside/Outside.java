package org.huifang.command.outside;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;

/**
 * The way to servers whose addresses people typed in. Names are looked up here only, and what leads into one's own network
 * is refused where the connection is made: by the first address, by a redirect, or by a name that changes its mind.
 */
public final class Outside implements Closeable {
    private static final int REDIRECTS_AT_MOST = 3;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout READ = Timeout.ofSeconds(20);
    private static final int CONNECTIONS = 8;

    /** Within bounds, wherever it leads. */
    private static final RequestConfig BOUNDED = RequestConfig.custom()
            .setMaxRedirects(REDIRECTS_AT_MOST)
            .setResponseTimeout(READ)
            .setConnectionRequestTimeout(CONNECT)
            .build();
    /** To the address itself, and nowhere else. */
    public static final RequestConfig WITHOUT_REDIRECTS =
            RequestConfig.copy(BOUNDED).setRedirectsEnabled(false).build();

    private static final Duration OVER_WITHIN = Duration.ofMinutes(1);

    private final CloseableHttpClient http;
    private final Duration overWithin;
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(end -> {
        Thread thread = new Thread(end, "outside-ends");
        thread.setDaemon(true);
        return thread;
    });

    /** @param trustedHosts that may be private, by the names or addresses used for them */
    public Outside(Set<String> trustedHosts) {
        this(trustedHosts, OVER_WITHIN);
    }

    /** @param overWithin of one request, with all that is redirected and read */
    Outside(Set<String> trustedHosts, Duration overWithin) {
        this.overWithin = overWithin;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicOnly(trustedHosts.stream()
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet())))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(READ)
                                .build())
                        .setMaxConnTotal(CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(BOUNDED)
                .setUserAgent("Huifang")
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * One request, over within a minute also where an answer comes byte by byte: others wait behind it.
     *
     * @throws IOException also when it was ended so
     */
    public <T> T ask(HttpUriRequestBase request, HttpClientResponseHandler<T> answered) throws IOException {
        Future<?> end = ends.schedule(request::cancel, overWithin.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, answered);
        } finally {
            end.cancel(false);
        }
    }

    /** @throws IOException when there is more, whatever its length is said to be */
    public static byte[] read(HttpEntity entity, int bytesAtMost) throws IOException {
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(bytesAtMost + 1);
            if (bytes.length > bytesAtMost) {
                throw new IOException("more than " + bytesAtMost + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        ends.shutdownNow();
        http.close();
    }

    private record PublicOnly(Set<String> trusted) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            if (trusted.contains(host.toLowerCase(Locale.ROOT))) {
                return addresses;
            }
            InetAddress[] open = Arrays.stream(addresses)
                    .filter(address -> !isPrivate(address))
                    .toArray(InetAddress[]::new);
            if (open.length == 0) {
                throw new UnknownHostException(
                        host + " is a private address; name it in huifang.outside.trusted-hosts");
            }
            return open;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }

        private static boolean isPrivate(InetAddress address) {
            byte[] bytes = address.getAddress();
            int first = bytes[0] & 0xff;
            int second = bytes[1] & 0xff;
            boolean special = bytes.length == 4
                    // This network; shared by carriers; of no one; benchmarking; reserved.
                    ? first == 0
                            || (first == 100 && (second & 0xc0) == 64)
                            || (first == 192 && second == 0)
                            || (first == 198 && (second & 0xfe) == 18)
                            || first >= 240
                    // Unique local (fc00::/7); translated or tunnelled IPv4 (64:ff9b::/32, 2002::/16).
                    : (first & 0xfe) == 0xfc || (first == 0 && second == 0x64) || (first == 0x20 && second == 0x02);
            return special
                    || address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress();
        }
    }
}
