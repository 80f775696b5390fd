package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** The body of a GraphQL request is one JSON object of at most {@value #BYTES_AT_MOST} bytes, announced or not. */
final class BodyRules extends OncePerRequestFilter {
    static final int BYTES_AT_MOST = 2 * 1024 * 1024;

    private static final String TOO_LARGE = error("BODY_TOO_LARGE", "请求不能超过 2 MiB / A request has at most 2 MiB");
    private static final String NO_OBJECT = error("BODY_IS_OBJECT", "请求须是一个 JSON 对象 / A request is one JSON object");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/graphql")
                || !HttpMethod.POST.name().equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BYTES_AT_MOST) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, TOO_LARGE);
            return;
        }
        Limited body = new Limited(request.getInputStream());
        if (!body.isObject()) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, NO_OBJECT);
            return;
        }
        try {
            chain.doFilter(new WithBody(request, body), response);
        } catch (TooLarge e) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, TOO_LARGE);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(error.getBytes(StandardCharsets.UTF_8));
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"message\":\"" + message + "\",\"extensions\":{\"code\":\"" + code + "\"}}]}";
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class WithBody extends HttpServletRequestWrapper {
        private final ServletInputStream body;

        WithBody(HttpServletRequest request, ServletInputStream body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    /** Counts while it is read. */
    private static final class Limited extends ServletInputStream {
        private final ServletInputStream source;
        private final PushbackInputStream body;
        private long read;

        Limited(ServletInputStream source) {
            this.source = source;
            this.body = new PushbackInputStream(source);
        }

        /** Whether it begins as one; what was looked at is still there to be read. */
        boolean isObject() throws IOException {
            int first = body.read();
            while (Character.isWhitespace(first)) {
                count(1);
                first = body.read();
            }
            if (first >= 0) {
                body.unread(first);
            }
            return first == '{';
        }

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
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
