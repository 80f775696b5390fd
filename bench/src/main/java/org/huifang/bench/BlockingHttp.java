package org.huifang.bench;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.huifang.server.demo.GraphQlClient;

/**
 * On the thread that asks, a connection for each: the load generator shares the machine with what it measures, and the
 * JDK's client hands each request from thread to thread.
 */
final class BlockingHttp implements GraphQlClient.Http {
    private static final int CONNECTIONS = 2_000;

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(GraphQlClient.PATIENCE_TO_CONNECT))
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(GraphQlClient.PATIENCE))
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();

    @Override
    public GraphQlClient.Answer post(URI endpoint, String token, byte[] json) throws IOException {
        HttpPost request = new HttpPost(endpoint);
        request.setHeader("Authorization", "Bearer " + token);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return http.execute(
                request,
                response -> new GraphQlClient.Answer(response.getCode(), EntityUtils.toString(response.getEntity())));
    }
}
