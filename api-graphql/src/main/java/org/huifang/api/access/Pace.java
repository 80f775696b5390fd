package org.huifang.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** What anybody may ask without an account is answered at a pace, so that nobody guesses, or holds up those who work. */
final class Pace extends OncePerRequestFilter {
    private static final int ADDRESSES = 50_000;
    private static final String TOO_FAST = "{\"code\":\"TOO_MANY_REQUESTS\",\"clause\":\"KF02-02 §2\",\"field\":null,"
            + "\"messageZh\":\"请求太频繁,请稍后再试\",\"messageEn\":\"Too many requests; try again later\"}";

    private final int perMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    /** @param perMinute from one network address */
    Pace(int perMinute) {
        this.perMinute = perMinute;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean signingIn = path.startsWith("/session") && !request.getMethod().equals("GET");
        boolean byReceipt = authorization != null && authorization.startsWith(Receipts.SCHEME);
        return !signingIn && !byReceipt && !path.startsWith("/reports/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bucket bucket = buckets.get(String.valueOf(request.getRemoteAddr()), address -> Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        long seconds =
                Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(TOO_FAST.getBytes(StandardCharsets.UTF_8));
    }
}
