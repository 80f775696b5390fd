package org.huifang.api.access;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.huifang.kernel.account.AccessTokens;
import org.huifang.kernel.account.AccessTokens.Known;
import org.huifang.kernel.account.AccessTokens.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Programs with a person's access token; one that only reads changes nothing, whatever it asks for. */
@Component
final class ProgramTokens extends SimplePerformantInstrumentation {
    private static final String SCHEME = "Bearer ";
    private static final String BEARER = SCHEME + AccessTokens.PREFIX;

    private final AccessTokens tokens;
    private final Clock clock;

    ProgramTokens(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A program that showed a token. */
    static final class Program extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1;

        private final String person;
        private final Scope scope;
        private final String token;

        private Program(Known known, String token) {
            super(List.of());
            this.token = token;
            this.person = known.person();
            this.scope = known.scope();
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return person;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Program program && program.person.equals(person) && program.scope == scope;
        }

        @Override
        public int hashCode() {
            return person.hashCode();
        }
    }

    /** Others' tokens are left to who knows them; their form is looked at when they are decoded, once. */
    BearerTokenResolver others() {
        return request -> {
            String header = request.getHeader(HttpHeaders.AUTHORIZATION);
            if (header == null
                    || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    || header.startsWith(BEARER)) {
                return null;
            }
            String other = header.substring(SCHEME.length()).strip();
            return other.isEmpty() ? null : other;
        };
    }

    /** Without reading it: each time that it is read, the firewall looks at every character. */
    static boolean comesWith(HttpServletRequest request) {
        return request.getHeaders(HttpHeaders.AUTHORIZATION).hasMoreElements();
    }

    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String token = token(request);
                Known known = token == null
                        ? null
                        : tokens.known(token, clock.instant()).orElse(null);
                if (known != null && known.scope() == Scope.READ && changes(request)) {
                    response.sendError(HttpServletResponse.SC_FORBIDDEN);
                    return;
                }
                if (token != null && known != null) {
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(new Program(known, token));
                    SecurityContextHolder.setContext(context);
                }
                chain.doFilter(request, response);
            }
        };
    }

    /** Whether the token that it showed is good still. */
    boolean holds(Program program) {
        return tokens.known(program.token, clock.instant()).isPresent();
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.startsWith(BEARER)
                ? null
                : header.substring(BEARER.length() - AccessTokens.PREFIX.length());
    }

    /** What GraphQL is asked is looked at where it is read. */
    private static boolean changes(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getServletPath().equals("/graphql");
    }

    /** Whether who asks is a program that changes nothing. */
    static boolean onlyReads(@Nullable Principal asking) {
        return asking instanceof Program program && program.scope == Scope.READ;
    }

    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        boolean mutates =
                parameters.getExecutionContext().getOperationDefinition().getOperation() == Operation.MUTATION;
        if (mutates && onlyReads(SecurityContextHolder.getContext().getAuthentication())) {
            throw new AbortExecutionException(List.of(GraphQLError.newError()
                    .message("此令牌只能查询 / This token only reads")
                    .extensions(Map.of("code", "TOKEN_ONLY_READS"))
                    .build()));
        }
        return SimpleInstrumentationContext.noOp();
    }
}
