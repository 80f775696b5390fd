package org.huifang.api.access;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.huifang.api.access.ProgramTokens.Program;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Who keeps a socket open, or listens, was looked at only as they came. Whether what let them in still holds is looked at
 * again with each operation of a socket, and while they listen: they may have signed out, or left, and tokens are revoked.
 */
@Component
final class Admission implements WebGraphQlInterceptor {
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(10);

    private final FindByIndexNameSessionRepository<?> sessions;
    private final ProgramTokens programs;
    private final CompanyDirectory directory;
    private final Clock clock;

    Admission(
            FindByIndexNameSessionRepository<?> sessions,
            ProgramTokens programs,
            CompanyDirectory directory,
            Clock clock) {
        this.sessions = sessions;
        this.programs = programs;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return Mono.deferContextual(context -> {
            Authentication who = context.<SecurityContext>getOrEmpty(SecurityContext.class.getName())
                    .map(SecurityContext::getAuthentication)
                    .orElse(null);
            if (request instanceof WebSocketGraphQlRequest && !holds(who)) {
                return Mono.just(refused(request));
            }
            return chain.next(request)
                    .map(response -> response.getData() instanceof Publisher<?> news
                            ? response.transform(
                                    answer -> answer.data(Flux.from(news).takeUntilOther(gone(who))))
                            : response);
        });
    }

    /** What cannot be looked at, since the database is away, is looked at the next time. */
    private Flux<Long> gone(@Nullable Authentication who) {
        return Flux.interval(LOOKED_AT_EVERY, Schedulers.boundedElastic())
                .filter(time -> !holds(who))
                .retry();
    }

    /** Holders of receipts, and nobody, have no business here. */
    private boolean holds(@Nullable Authentication who) {
        if (who instanceof Program program) {
            return programs.holds(program);
        }
        if (who instanceof JwtAuthenticationToken bearer) {
            Instant expires = bearer.getToken().getExpiresAt();
            return expires == null || expires.isAfter(clock.instant());
        }
        return who != null
                && who.getDetails() instanceof WebAuthenticationDetails browser
                && browser.getSessionId() != null
                && sessions.findById(browser.getSessionId()) != null
                && directory.acting(who.getName()).isPresent();
    }

    private static WebGraphQlResponse refused(WebGraphQlRequest request) {
        GraphQLError error = GraphQLError.newError()
                .errorType(ErrorType.UNAUTHORIZED)
                .message("未登录或登录已失效,请重新登录 / Not signed in, or no more; sign in again")
                .extensions(Map.of("code", "SIGNED_OUT"))
                .build();
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(
                request.toExecutionInput(),
                ExecutionResult.newExecutionResult().addError(error).build()));
    }
}
