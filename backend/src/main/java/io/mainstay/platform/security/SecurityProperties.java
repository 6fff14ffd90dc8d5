// SPDX-License-Identifier: Apache-2.0
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
 * @param publicUrl the address at which clients reach the API, which answers name it by whatever address a request names;
 *     {@code http} or {@code https} with a host, perhaps a port and a path, kept without a slash at its end
 * @param refusedTokenLines how many refused tokens are logged in a minute, on each replica; others are only counted
 */
@ConfigurationProperties("mainstay.security")
public record SecurityProperties(
        String issuer,
        URI jwkSetUri,
        @DefaultValue("mainstay-api") String audience,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keyRefreshInterval,
        @DefaultValue("10s") Duration keyRefreshPause,
        @DefaultValue("2s") Duration keyTimeout,
        URI publicUrl,
        @DefaultValue("60") int refusedTokenLines) {

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    public SecurityProperties {
        boolean web = "http".equalsIgnoreCase(publicUrl.getScheme()) || "https".equalsIgnoreCase(publicUrl.getScheme());
        if (!web
                || publicUrl.getHost() == null
                || publicUrl.getRawUserInfo() != null
                || publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("mainstay.security.public-url must be an address such as"
                    + " https://mainstay.example.org, without user, query and fragment, but is " + publicUrl);
        }
        publicUrl = URI.create(publicUrl.toString().replaceFirst("/+$", ""));
    }

    /** Where clients read who gives tokens for the API (RFC 9728, section 3.1: the well-known part goes before the path). */
    URI resourceMetadataUrl() {
        return publicUrl.resolve(METADATA + publicUrl.getRawPath());
    }
}
