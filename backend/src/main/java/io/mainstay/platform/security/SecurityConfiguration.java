// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Every request carries a bearer token; the server keeps no session. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    /**
     * Paths that need no token: probes, pages, feeds of the calendar and files, whose addresses are secrets, and the WebSocket, whose token
     * comes in its first message.
     */
    private static final String[] OPEN = {
        "/",
        "/about",
        "/attachments/*",
        "/calendar/*",
        "/console",
        "/console/**",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/livez",
        "/readyz",
        "/graphql/ws",
        "/graphiql",
        "/graphiql/**",
        "/error"
    };

    private static final Set<Role> OPERATORS = EnumSet.of(Role.ADMINISTRATOR, Role.INTEGRATION);

    /** None of each filter and check of a request: they took a tenth of its processor time, and what is refused is counted elsewhere. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            TokenAuthentication authentication,
            AuthenticationRefusal refusal,
            SecurityProperties properties,
            Environment environment)
            throws Exception {
        // On a port of its own, which nobody leads people to, monitoring needs no token; on that of the API it does.
        boolean separate = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        AuthorizationManager<RequestAuthorizationContext> monitoring =
                separate ? SingleResultAuthorizationManager.permitAll() : SecurityConfiguration::isOperator;
        return http.headers(headers -> headers.addHeaderWriter(new ContentPolicy(properties.issuer()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .csrf(AbstractHttpConfigurer::disable)
                .cors(Customizer.withDefaults())
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(paths -> paths.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .access(monitoring)
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(_ -> authentication)
                        .authenticationEntryPoint(refusal)
                        .accessDeniedHandler(refusal)
                        // RFC 9728: where a client gets its tokens. They are bearer tokens, bound to no certificate.
                        .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(resource ->
                                resource.resource(properties.publicUrl().toString())
                                        .resourceName("Mainstay")
                                        .authorizationServer(properties.issuer())
                                        .tlsClientCertificateBoundAccessTokens(false)))
                        .withObjectPostProcessor(new AnswerOutagesToo(refusal)))
                .addFilterAfter(new PrincipalLogFilter(), BearerTokenAuthenticationFilter.class)
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(SecurityProperties properties, SystemClock clock) throws Exception {
        int timeout = Math.toIntExact(properties.keyTimeout().toMillis());
        DefaultResourceRetriever retriever = new DefaultResourceRetriever(timeout, timeout, 256 * 1024);
        URL address = properties.jwkSetUri().toURL();
        KeySet keys = new KeySet(
                () -> retriever.retrieveResource(address).getContent(),
                clock,
                properties.keyRefreshInterval(),
                properties.keyRefreshPause());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(
                        List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256)))
                .build();
        decoder.setJwtValidator(validator(properties, clock));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> validator(SecurityProperties properties, SystemClock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(properties.clockSkew());
        timestamps.setClock(clock(clock));
        JwtIssuerValidator issuer = new JwtIssuerValidator(properties.issuer());
        return new DelegatingOAuth2TokenValidator<>(
                new ClaimCheck(TokenRefusal.NOT_YET_VALID, token -> {
                    Instant begin = token.getNotBefore();
                    return begin == null
                            || !clock.now().plus(properties.clockSkew()).isBefore(begin);
                }),
                new ClaimCheck(
                        TokenRefusal.EXPIRED,
                        token -> !timestamps.validate(token).hasErrors()),
                new ClaimCheck(TokenRefusal.INCOMPLETE, token -> token.getExpiresAt() != null),
                new ClaimCheck(TokenRefusal.INCOMPLETE, token -> {
                    String subject = token.getSubject();
                    return subject != null && !subject.isBlank();
                }),
                new ClaimCheck(
                        TokenRefusal.WRONG_ISSUER,
                        token -> !issuer.validate(token).hasErrors()),
                new ClaimCheck(TokenRefusal.WRONG_AUDIENCE, token -> {
                    List<String> audience = token.getAudience();
                    return audience != null && audience.contains(properties.audience());
                }));
    }

    private static AuthorizationResult isOperator(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext request) {
        return new AuthorizationDecision(authentication.get() instanceof PrincipalAuthentication known
                && known.getPrincipal().roles().stream().anyMatch(OPERATORS::contains));
    }

    private static Clock clock(SystemClock clock) {
        InstantSource source = clock::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** By default the filter lets the container answer when a token cannot be verified. */
    private record AnswerOutagesToo(AuthenticationRefusal refusal)
            implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

        @Override
        public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
            filter.setAuthenticationFailureHandler(refusal);
            return filter;
        }
    }
}
