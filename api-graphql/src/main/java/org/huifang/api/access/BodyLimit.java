package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** A GraphQL request has at most {@value #BYTES_AT_MOST} bytes, whether it says so beforehand or not. */
final class BodyLimit extends OncePerRequestFilter {
    static final int BYTES_AT_MOST = 2 * 1024 * 1024;

    private static final String TOO_LARGE = """
            {"errors":[{"message":"请求不能超过 2 MiB / A request has at most 2 MiB","extensions":{"code":"BODY_TOO_LARGE"}}]}""";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/graphql");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BYTES_AT_MOST) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(new Limited(request), response);
        } catch (TooLarge e) {
            refuse(response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(TOO_LARGE.getBytes(StandardCharsets.UTF_8));
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Limited extends HttpServletRequestWrapper {
        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream body = super.getInputStream();
            return new ServletInputStream() {
                private long read;

                private int count(int bytes) {
                    read += Math.max(bytes, 0);
                    if (read > BYTES_AT_MOST) {
                        throw new TooLarge();
                    }
                    return bytes;
                }

                @Override
                public int read() throws IOException {
                    int value = body.read();
                    count(value < 0 ? 0 : 1);
                    return value;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    return count(body.read(into, from, length));
                }

                @Override
                public boolean isFinished() {
                    return body.isFinished();
                }

                @Override
                public boolean isReady() {
                    return body.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    body.setReadListener(listener);
                }
            };
        }
    }
}
