// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.PrincipalAuthentication;
import io.mainstay.platform.security.TokenAuthentication;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;

/**
 * The principal of work that outlives its request, such as a subscription. A parameter of subscription methods, which ask
 * it for each event whether the event may still be shown.
 */
public final class LivePrincipal {

    /** Events come in bursts; within this time the person's rights are read once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final PrincipalAuthentication authentication;
    private final TokenAuthentication tokens;
    private final SystemClock clock;
    private Principal known;
    private Instant knownAt;

    LivePrincipal(PrincipalAuthentication authentication, TokenAuthentication tokens, SystemClock clock) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.clock = clock;
        this.known = authentication.getPrincipal();
        this.knownAt = clock.now();
    }

    /** Whose rights these are. */
    String personId() {
        return authentication.getName();
    }

    /**
     * The principal with the rights of now, at most a second old.
     *
     * @throws AuthenticationException if the token has expired or the person was deactivated
     */
    public synchronized Principal now() {
        Instant now = clock.now();
        if (!now.isBefore(authentication.expiresAt())) {
            throw new CredentialsExpiredException("The token has expired.");
        }
        if (!now.isBefore(knownAt.plus(FRESH))) {
            known = tokens.refresh(authentication);
            knownAt = now;
        }
        return known;
    }
}
