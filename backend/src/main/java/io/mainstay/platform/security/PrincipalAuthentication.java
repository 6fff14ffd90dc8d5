// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/** A request's verified token with the principal that it stands for. */
public final class PrincipalAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Principal principal;
    private final Jwt token;

    PrincipalAuthentication(Principal principal, Jwt token) {
        super(List.of());
        this.principal = principal;
        this.token = token;
        setAuthenticated(true);
    }

    @Override
    public Principal getPrincipal() {
        return principal;
    }

    @Override
    public Jwt getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return principal.personId();
    }

    /** When the token ends. */
    public Instant expiresAt() {
        Instant expiry = token.getExpiresAt();
        if (expiry == null) {
            throw new IllegalStateException("a token without expiry is refused before it gets here");
        }
        return expiry;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PrincipalAuthentication that && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
