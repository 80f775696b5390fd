package org.huifang.api.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.DataFetchingEnvironment;
import jakarta.annotation.PostConstruct;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.common.AxonTransientException;
import org.huifang.kernel.RefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.graphql.execution.SubscriptionExceptionResolverAdapter;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.support.BearerTokenAuthenticationExtractor;
import org.springframework.graphql.server.webmvc.AuthenticationWebSocketInterceptor;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.AsyncServerResponse;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The API's scalars, limits, doors and errors. */
@Configuration(proxyBeanMethods = false)
// Nothing nested is a component: half of the classes need not be read.
@ComponentScan(basePackages = "org.huifang.api", resourcePattern = "**/{name:[A-Za-z0-9]+}.class")
public class ApiConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ApiConfiguration.class);
    private static final int DEPTH_AT_MOST = 15;
    private static final int FIELDS_AT_MOST = 2_000;
    private static final int DOCUMENTS_KEPT = 500;
    /** What was asked may have been done or not, and is asked again with the same key. */
    static final String TRY_AGAIN = "TRY_AGAIN";

    /** Seconds. */
    static final String COME_AGAIN = "1";

    private static final Duration KEPT_FOR = Duration.ofDays(365);
    /** Nothing from elsewhere, no scripts in the page; components style themselves while they are drawn. */
    private static final String CONSOLE_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                    + "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    RuntimeWiringConfigurer scalars() {
        return wiring -> wiring.scalar(Scalars.dateTime())
                .scalar(Scalars.duration())
                .scalar(Scalars.longNumber())
                .scalar(Scalars.yearMonth())
                .scalar(Scalars.date())
                .scalar(Scalars.personalText());
    }

    /** Clients send the same documents again and again: parsed and validated once. */
    @Bean
    GraphQlSourceBuilderCustomizer documents() {
        AsyncCache<String, PreparsedDocumentEntry> known = Caffeine.newBuilder()
                .maximumSize(DOCUMENTS_KEPT)
                .executor(Runnable::run)
                .buildAsync();
        PreparsedDocumentProvider provider = (input, parse) -> known.get(
                input.getQuery(),
                (query, executor) -> CompletableFuture.completedFuture(StorableTexts.checked(parse.apply(input))));
        return source -> source.configureGraphQl(engine -> engine.preparsedDocumentProvider(provider));
    }

    /**
     * Answers on the thread that took the request: a second dispatch through all filters would cost more than the
     * waiting thread does. What a mutation waits for is bounded; a question waits for the database.
     */
    @Bean
    GraphQlHttpHandler answering(WebGraphQlHandler engine) {
        return new GraphQlHttpHandler(engine) {
            @Override
            protected ServerResponse prepareResponse(ServerRequest request, Mono<WebGraphQlResponse> answer) {
                WebGraphQlResponse given = answer.block();
                if (given != null && given.getErrors().stream().anyMatch(ApiConfiguration::tryAgain)) {
                    return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                            .headers(headers -> headers.addAll(given.getResponseHeaders()))
                            .header(HttpHeaders.RETRY_AFTER, COME_AGAIN)
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(given.toMap());
                }
                ServerResponse response = super.prepareResponse(request, Mono.justOrEmpty(given));
                return response instanceof AsyncServerResponse later ? later.block() : response;
            }
        };
    }

    private static boolean tryAgain(ResponseError error) {
        return TRY_AGAIN.equals(error.getExtensions().get("code"));
    }

    /** A subscription whose client has gone is found out by writing to it, when there is nobody left to be told. */
    @PostConstruct
    void droppedErrors() {
        Hooks.onErrorDropped(fault -> LOG.debug("A subscriber has gone", fault));
    }

    @Bean
    DocumentLimits limits() {
        return new DocumentLimits(DEPTH_AT_MOST, FIELDS_AT_MOST, DOCUMENTS_KEPT);
    }

    @Bean
    StorableTexts storable() {
        return new StorableTexts();
    }

    /** Measuring each filter of each request costs more than it tells. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * For programs and holders of a receipt: who says who they are with each request sends no cookies, so there is nothing
     * that another site could forge with (CSRF).
     */
    @Bean
    @Order(1)
    SecurityFilterChain doorsOfPrograms(HttpSecurity http, Receipts receipts, ProgramTokens programs, Pace pace)
            throws Exception {
        return rooms(http.securityMatcher(ProgramTokens::comesWith), pace)
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(receipts.filter(), BearerTokenAuthenticationFilter.class)
                .addFilterBefore(programs.filter(), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(
                        bearer -> bearer.bearerTokenResolver(programs.others()).jwt(jwt -> {}))
                .build();
    }

    /** For browsers: a session in a cookie that other sites' requests do not carry, and a token that they cannot read. */
    @Bean
    SecurityFilterChain doorsOfBrowsers(
            HttpSecurity http,
            SecurityContextRepository contexts,
            BrowserSessions browsers,
            CompanySignIn company,
            Pace pace)
            throws Exception {
        company.offer(http);
        return rooms(http, pace)
                .addFilterAfter(browsers.filter(), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.spa())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED))
                                .accessDeniedHandler(ApiConfiguration::denied))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONSOLE_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(policy ->
                                policy.policy("camera=(self), geolocation=(), microphone=(), payment=(), usb=()")))
                .build();
    }

    /** Who is nobody is asked who they are; somebody's request that may be another site's is refused. */
    private static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        boolean nobody =
                request.getSession(false) == null && !request.getServletPath().startsWith("/session");
        response.sendError(nobody ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN);
    }

    /** One for both doors; not a filter of its own. */
    @Bean
    Pace pace(@Value("${huifang.public.requests-per-minute:300}") int perMinute) {
        return new Pace(perMinute);
    }

    @Bean
    FilterRegistrationBean<Pace> paceIsOfTheDoors(Pace pace) {
        FilterRegistrationBean<Pace> registration = new FilterRegistrationBean<>(pace);
        registration.setEnabled(false);
        return registration;
    }

    /** Before all others, for whatever takes work; files of the console and the state of the machine are always told. */
    @Bean
    FilterRegistrationBean<Capacity> capacity(@Value("${huifang.requests-at-once:128}") int atOnce) {
        FilterRegistrationBean<Capacity> registration = new FilterRegistrationBean<>(new Capacity(atOnce));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.addUrlPatterns(
                "/graphql",
                "/session/*",
                "/complaints/*",
                "/forum-posts/*",
                "/documents/*",
                "/imports/*",
                "/archives/*",
                "/reports/*");
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    SecurityContextRepository contexts() {
        return new HttpSessionSecurityContextRepository();
    }

    private static HttpSecurity rooms(HttpSecurity http, Pace pace) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health/**", "/graphiql/**", "/", "/app/**", "/session")
                        .permitAll()
                        // By an invitation, whose secret says who it is.
                        .requestMatchers(HttpMethod.POST, "/session/password")
                        .permitAll()
                        // §4.6.6: published to owners.
                        .requestMatchers(HttpMethod.GET, "/reports/**")
                        .permitAll()
                        // The world outside, where a demo plays it.
                        .requestMatchers(HttpMethod.GET, "/demo/*.json")
                        .permitAll()
                        // The WebSocket's handshake; its connection_init brings the token.
                        .requestMatchers(HttpMethod.GET, "/graphql")
                        .permitAll()
                        .requestMatchers("/error")
                        .permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new BodyRules(), HeaderWriterFilter.class)
                .addFilterBefore(pace, HeaderWriterFilter.class);
    }

    /** A page of another origin opens no socket with the cookies of this one. */
    @Bean
    GraphQlWebSocketHandler sockets(WebGraphQlHandler engine, GraphQlProperties properties, JsonMapper json) {
        return new GraphQlWebSocketHandler(
                engine,
                new JacksonJsonHttpMessageConverter(json),
                properties.getWebsocket().getConnectionInitTimeout(),
                properties.getWebsocket().getKeepAlive(),
                new CorsConfiguration());
    }

    /** Before those that ask who it is. */
    @Bean
    @Order(0)
    AuthenticationWebSocketInterceptor webSocketTokens(JwtDecoder decoder) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        AuthenticationManager manager = provider::authenticate;
        return new AuthenticationWebSocketInterceptor(new BearerTokenAuthenticationExtractor(), manager);
    }

    @Bean
    WebMvcConfigurer graphiql() {
        return new WebMvcConfigurer() {
            /** Named by what is in them, so that what a browser has once, it has for ever. */
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                for (String page : List.of("/app/assets/", "/graphiql/assets/")) {
                    registry.addResourceHandler(page + "**")
                            .addResourceLocations("classpath:/static" + page)
                            .setCacheControl(
                                    CacheControl.maxAge(KEPT_FOR).cachePublic().immutable());
                }
            }

            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                registry.addRedirectViewController("/", "/app/");
                registry.addRedirectViewController("/app", "/app/");
                // Every place of the console has an address of its own; files have an end.
                registry.addViewController("/app/").setViewName("forward:/app/index.html");
                registry.addViewController("/app/{place:[^.]*}").setViewName("forward:/app/index.html");
                registry.addViewController("/app/{place:[^.]*}/{of:[^.]*}").setViewName("forward:/app/index.html");
                registry.addRedirectViewController("/graphiql", "/graphiql/");
                registry.addViewController("/graphiql/").setViewName("forward:/graphiql/index.html");
            }
        };
    }

    /** Rules broken in a question, and a store that is busy or gone, as errors that say so; all else is a fault. */
    @Bean
    DataFetcherExceptionResolverAdapter answers() {
        return new DataFetcherExceptionResolverAdapter() {
            @Override
            protected @Nullable List<GraphQLError> resolveToMultipleErrors(
                    Throwable fault, DataFetchingEnvironment environment) {
                for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                    if (cause instanceof RefusedException refused) {
                        return refusals(refused)
                                .map(error -> at(environment, error))
                                .toList();
                    }
                    if (cause instanceof AxonTransientException) {
                        LOG.warn(
                                "{} was not answered: {}",
                                environment.getField().getName(),
                                cause.toString());
                        return List.of(at(
                                environment,
                                error(
                                        ErrorType.INTERNAL_ERROR,
                                        "暂时不能保存,请用同一个幂等键重试 / Not saved for now; retry with the same key",
                                        TRY_AGAIN)));
                    }
                }
                return null;
            }
        };
    }

    /** Who may not listen, or to no more, is told so. */
    @Bean
    SubscriptionExceptionResolverAdapter answersToListeners() {
        return new SubscriptionExceptionResolverAdapter() {
            @Override
            protected @Nullable List<GraphQLError> resolveToMultipleErrors(Throwable fault) {
                if (fault instanceof RefusedException refused) {
                    return refusals(refused).map(error -> error.build()).toList();
                }
                return fault instanceof AccessDeniedException
                        ? List.of(error(
                                        ErrorType.FORBIDDEN,
                                        "此项不对您开放 / This is not open to you",
                                        String.valueOf(ErrorType.FORBIDDEN))
                                .build())
                        : null;
            }
        };
    }

    private static Stream<GraphQLError.Builder<?>> refusals(RefusedException refused) {
        return refused.refusals().stream()
                .map(refusal -> error(ErrorType.BAD_REQUEST, refusal.zh() + " / " + refusal.en(), refusal.code()));
    }

    private static GraphQLError.Builder<?> error(ErrorType type, String message, String code) {
        return GraphQLError.newError().errorType(type).message("%s", message).extensions(Map.of("code", code));
    }

    private static GraphQLError at(DataFetchingEnvironment environment, GraphQLError.Builder<?> error) {
        return error.path(environment.getExecutionStepInfo().getPath())
                .location(environment.getField().getSourceLocation())
                .build();
    }
}
