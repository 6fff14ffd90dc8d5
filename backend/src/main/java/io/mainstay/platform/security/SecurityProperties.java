package io.mainstay.platform.security;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are accepted.
 *
 * @param issuer the realm's address, exactly as in the tokens' {@code iss}
 * @param jwkSetUri where the realm publishes its keys
 * @param audience what a token's {@code aud} must contain
 * @param clockSkew how far the clocks of issuer and backend may differ
 * @param keyRefreshInterval how often the keys are read again
 * @param keyRefreshPause the least time between two readings of the keys, whatever tokens arrive
 * @param keyTimeout how long a reading of the keys may take
 */
@ConfigurationProperties("mainstay.security")
public record SecurityProperties(
        String issuer,
        URI jwkSetUri,
        @DefaultValue("mainstay-api") String audience,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keyRefreshInterval,
        @DefaultValue("10s") Duration keyRefreshPause,
        @DefaultValue("2s") Duration keyTimeout) {}
