// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Authenticates bearer tokens, of HTTP requests and of WebSocket connections alike. */
@Component
public class TokenAuthentication implements AuthenticationManager {

    private final JwtDecoder decoder;
    private final PrincipalFactory principals;
    private final RefusedTokens refused;

    TokenAuthentication(JwtDecoder decoder, PrincipalFactory principals, RefusedTokens refused) {
        this.decoder = decoder;
        this.principals = principals;
        this.refused = refused;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        return authenticate(((BearerTokenAuthenticationToken) authentication).getToken());
    }

    /**
     * @throws AuthenticationException if the token is not accepted or its person was deactivated
     * @throws AuthenticationServiceException if this cannot be found out now; it is in the log then
     */
    public PrincipalAuthentication authenticate(String token) {
        Jwt jwt = decode(token);
        return new PrincipalAuthentication(principal(jwt), jwt);
    }

    /** Leaves a trace of something in the place of a token that is none, so that it was not asked about here. */
    public void refuseMalformed() {
        refused.refused(TokenRefusal.MALFORMED, null);
    }

    /**
     * The principal as the directory knows the person now, for work that outlives the request.
     *
     * @throws AuthenticationException if the person was deactivated since
     * @throws AuthenticationServiceException if this cannot be found out now
     */
    public Principal refresh(PrincipalAuthentication authentication) {
        return principal(authentication.getCredentials());
    }

    private Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException bad) {
            trace(bad);
            throw new InvalidBearerTokenException("The token is not accepted.", bad);
        } catch (JwtException unavailable) {
            throw unverifiable("The token cannot be verified now.", unavailable);
        }
    }

    private Principal principal(Jwt jwt) {
        try {
            return principals.principal(jwt);
        } catch (DisabledException deactivated) {
            refused.refused(TokenRefusal.DEACTIVATED, jwt.getSubject());
            throw deactivated;
        } catch (AuthenticationException other) {
            throw other;
        } catch (RuntimeException failure) {
            throw unverifiable("The person's rights cannot be read now.", failure);
        }
    }

    /** Logged here and nowhere else, so that whatever a token comes by is held to one limit. */
    private AuthenticationServiceException unverifiable(String message, RuntimeException failure) {
        AuthenticationServiceException unverifiable = new AuthenticationServiceException(message, failure);
        refused.unverifiable(unverifiable);
        return unverifiable;
    }

    private void trace(BadJwtException bad) {
        if (bad instanceof JwtValidationException claims) {
            claims.getErrors().stream()
                    .filter(ClaimCheck.Failure.class::isInstance)
                    .map(ClaimCheck.Failure.class::cast)
                    .findFirst()
                    .ifPresent(failure -> refused.refused(failure.reason(), failure.subject()));
            return;
        }
        refused.refused(reason(bad.getCause()), null);
    }

    private static TokenRefusal reason(@Nullable Throwable cause) {
        return switch (cause) {
            // the decoder itself refuses a token that says it has no signature
            case null -> TokenRefusal.BAD_SIGNATURE;
            case BadJWSException _ -> TokenRefusal.BAD_SIGNATURE;
            case BadJOSEException _ -> TokenRefusal.UNKNOWN_KEY;
            default -> TokenRefusal.MALFORMED;
        };
    }
}
