package io.mainstay.platform.security;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.mainstay.kernel.SystemClock;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Every request carries a bearer token; the server keeps no session. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    /** Paths that need no token: probes and meters, and the WebSocket, whose token comes in its first message. */
    private static final String[] OPEN = {
        "/actuator/health/**",
        "/actuator/prometheus",
        "/livez",
        "/readyz",
        "/graphql/ws",
        "/graphiql",
        "/graphiql/**",
        "/error"
    };

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            TokenAuthentication authentication,
            AuthenticationRefusal refusal,
            SecurityProperties properties)
            throws Exception {
        return http.headers(headers -> headers.addHeaderWriter(new ContentPolicy(properties.issuer()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .csrf(AbstractHttpConfigurer::disable)
                .cors(Customizer.withDefaults())
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(paths ->
                        paths.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(refusal))
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(_ -> authentication)
                        .authenticationEntryPoint(refusal)
                        // RFC 9728: where a client gets its tokens. They are bearer tokens, bound to no certificate.
                        .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                                resource -> resource.resourceName("Mainstay")
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
        return new DelegatingOAuth2TokenValidator<>(
                timestamps,
                new JwtClaimValidator<Instant>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience())));
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
