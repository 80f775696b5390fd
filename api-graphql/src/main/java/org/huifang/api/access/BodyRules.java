package org.huifang.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The body of a GraphQL request is one JSON object of at most {@value #BYTES_AT_MOST} bytes, announced or not; that of
 * signing in, which needs no account, has at most {@value #SIGNING_IN_AT_MOST}.
 */
final class BodyRules extends OncePerRequestFilter {
    static final int BYTES_AT_MOST = 2 * 1024 * 1024;
    /** A password has 200 characters at most. */
    static final int SIGNING_IN_AT_MOST = 16 * 1024;

    private static final String SESSION = "/session";

    private static final String TOO_LARGE = error("BODY_TOO_LARGE", "请求不能超过 2 MiB / A request has at most 2 MiB");
    private static final String NO_OBJECT = error("BODY_IS_OBJECT", "请求须是一个 JSON 对象 / A request is one JSON object");

    private static final String SIGNING_IN_TOO_LARGE =
            "{\"code\":\"BODY_TOO_LARGE\",\"clause\":\"KF02-02 §2\",\"field\":null,"
                    + "\"messageZh\":\"请求不能超过 16 KiB\",\"messageEn\":\"A request has at most 16 KiB\"}";

    /** By the path as it is understood, however it is spelt. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !signingIn(request)
                && (!request.getServletPath().equals("/graphql")
                        || !HttpMethod.POST.name().equals(request.getMethod()));
    }

    private static boolean signingIn(HttpServletRequest request) {
        return request.getServletPath().equals(SESSION)
                || request.getServletPath().startsWith(SESSION + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (signingIn(request)) {
            signIn(request, response, chain);
            return;
        }
        if (request.getContentLengthLong() > BYTES_AT_MOST) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, TOO_LARGE);
            return;
        }
        Limited body = new Limited(request.getInputStream(), request.getInputStream());
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

    /** Read whole before it is looked at: it is short. */
    private static void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(SIGNING_IN_AT_MOST + 1);
        if (body.length > SIGNING_IN_AT_MOST) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, SIGNING_IN_TOO_LARGE);
            return;
        }
        chain.doFilter(
                new WithBody(request, new Limited(request.getInputStream(), new ByteArrayInputStream(body))), response);
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

        Limited(ServletInputStream source, InputStream body) {
            this.source = source;
            this.body = new PushbackInputStream(body);
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
