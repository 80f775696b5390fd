package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes on only so many requests at once: whoever comes beyond is told at once to come again, instead of waiting in a queue
 * without end. What only listens (a subscription) takes no place once it is under way.
 */
public final class Capacity extends OncePerRequestFilter {
    private static final byte[] BUSY =
            "{\"code\":\"SERVER_BUSY\",\"clause\":\"\",\"field\":null,\"messageZh\":\"服务正忙,请稍后再试\",\"messageEn\":\"The server is busy; try again in a moment\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Semaphore places;
    private final LongAdder refused = new LongAdder();

    /** @param atOnce fewer than the server has threads, so that there is always one to say that it is busy */
    Capacity(int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /** How many have been told to come again since the start. */
    public long refused() {
        return refused.sum();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            refused.increment();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader(HttpHeaders.RETRY_AFTER, ApiConfiguration.COME_AGAIN);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(BUSY);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
