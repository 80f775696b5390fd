package org.huifang.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.huifang.kernel.account.Accounts;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Signing in by the company's own log-in, an OpenID provider, where one is set: it says who somebody is, and the
 * organisation whether they are of the company. Nothing that it hands out is kept.
 */
@Component
public class CompanySignIn implements DefaultCookieSerializerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(CompanySignIn.class);
    private static final String REGISTRATION = "company";
    private static final String BEGINS =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/" + REGISTRATION;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String issuer;
    private final String clientId;
    private final String clientSecret;
    private final String personClaim;
    private final BrowserSessions sessions;
    private final Accounts accounts;
    private final CompanyDirectory directory;
    private final Clock clock;

    /**
     * @param issuer of the OpenID provider, by its address; empty where the company has none
     * @param personClaim of the ID token or user info, that names the person as the organisation does
     */
    CompanySignIn(
            @Value("${huifang.oidc.issuer:}") String issuer,
            @Value("${huifang.oidc.client-id:huifang}") String clientId,
            @Value("${huifang.oidc.client-secret:}") String clientSecret,
            @Value("${huifang.oidc.person-claim:preferred_username}") String personClaim,
            BrowserSessions sessions,
            Accounts accounts,
            CompanyDirectory directory,
            Clock clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.personClaim = personClaim;
        this.sessions = sessions;
        this.accounts = accounts;
        this.directory = directory;
        this.clock = clock;
    }

    /** Where it begins; null where the company has none. */
    public @Nullable String address() {
        return issuer.isBlank() ? null : BEGINS;
    }

    /** The provider sends the browser back from its own site, and a cookie that stays behind there could not tell why. */
    @Override
    public void customize(DefaultCookieSerializer cookie) {
        if (address() != null) {
            cookie.setSameSite("Lax");
        }
    }

    /** Adds this way in, where there is one. */
    void offer(HttpSecurity http) throws Exception {
        if (address() == null) {
            return;
        }
        // Asked when first needed, and again until it answers: a provider that is away keeps nobody else out.
        ClientRegistrationRepository provider = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration()));
        DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(
                provider, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        JdkClientHttpRequestFactory patient = new JdkClientHttpRequestFactory();
        patient.setReadTimeout(PATIENCE);
        http.oauth2Login(login -> login.loginPage("/app/")
                .clientRegistrationRepository(provider)
                // In the session that ends as the person's own begins.
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens(patient)))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(people(patient)))
                .successHandler(this::told)
                .failureHandler(CompanySignIn::failed)
                .addObjectPostProcessor(new AwayIsTold()));
    }

    /** A provider that cannot be asked where to go is told like one that did not answer. */
    private static final class AwayIsTold implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {
        @Override
        public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(CompanySignIn::failed);
            return filter;
        }
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(REGISTRATION)
                .clientId(clientId)
                .clientSecret(clientSecret)
                .scope("openid", "profile")
                .userNameAttributeName(personClaim)
                .build();
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens(JdkClientHttpRequestFactory patient) {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(patient)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    private static OidcUserService people(JdkClientHttpRequestFactory patient) {
        RestTemplate asking = new RestTemplate(patient);
        asking.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService service = new DefaultOAuth2UserService();
        service.setRestOperations(asking);
        OidcUserService people = new OidcUserService();
        people.setOauth2UserService(service);
        return people;
    }

    private void told(HttpServletRequest request, HttpServletResponse response, Authentication who) throws IOException {
        String person = who.getName();
        Instant now = clock.instant();
        boolean ours = directory.acting(person).isPresent();
        accounts.recordCompanySignIn(person, String.valueOf(request.getRemoteAddr()), ours, now);
        if (ours) {
            sessions.open(person, request, response);
            response.sendRedirect("/app/");
        } else {
            request.getSession().invalidate();
            response.sendRedirect("/app/?refused=person");
        }
    }

    private static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        LOG.warn("The company's log-in did not say who it is: {}", fault.getMessage());
        response.sendRedirect("/app/?refused=company");
    }
}
