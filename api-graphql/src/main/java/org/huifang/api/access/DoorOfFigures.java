package org.huifang.api.access;

import org.huifang.kernel.operations.Replay;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.SecurityContextRepository;

/** The machine's figures are for administrators, for programs with a token of theirs, and for who operates it. */
@Configuration(proxyBeanMethods = false)
class DoorOfFigures {

    /** Reading changes nothing, so there is nothing to forge; all other methods are refused by the endpoint. */
    @Bean
    @Order(0)
    SecurityFilterChain figures(
            HttpSecurity http, ProgramTokens programs, SecurityContextRepository contexts, CompanyDirectory directory)
            throws Exception {
        return http.securityMatcher("/actuator/prometheus")
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((who, request) -> new AuthorizationDecision(mayRead(who.get(), directory))))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .addFilterBefore(programs.filter(), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(
                        bearer -> bearer.bearerTokenResolver(programs.others()).jwt(jwt -> {}))
                .build();
    }

    private static boolean mayRead(Authentication who, CompanyDirectory directory) {
        return who.isAuthenticated()
                && (who.getName().equals(Replay.OPERATOR)
                        || directory
                                .acting(who.getName())
                                .flatMap(person -> person.roleFor(Operation.ADMINISTER, Place.COMPANY))
                                .isPresent());
    }
}
