// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A check of a token's claims that says why it refuses one, and whose it is: claims are looked at only when the signature was
 * good.
 *
 * @param reason why a token that does not pass is refused
 * @param passes what decides
 */
record ClaimCheck(TokenRefusal reason, Predicate<Jwt> passes) implements OAuth2TokenValidator<Jwt> {

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return passes.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new Failure(reason, token.getSubject()));
    }

    /** What a check did not let pass. */
    static final class Failure extends OAuth2Error {

        private static final long serialVersionUID = 1L;

        private final TokenRefusal reason;
        private final @Nullable String subject;

        private Failure(TokenRefusal reason, @Nullable String subject) {
            super(OAuth2ErrorCodes.INVALID_REQUEST, reason.name(), null);
            this.reason = reason;
            this.subject = subject;
        }

        TokenRefusal reason() {
            return reason;
        }

        @Nullable
        String subject() {
            return subject;
        }
    }
}
