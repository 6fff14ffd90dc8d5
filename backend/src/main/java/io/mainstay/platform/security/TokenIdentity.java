// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * How a token names its person.
 *
 * @param subject the person's id
 * @param username the name used to sign in
 * @param displayName the full name; the user name if the token has none
 * @param groups paths of the groups that the person is in, such as {@code /Aldermoor Group/Service Desk}
 * @param roles what the person is to Mainstay
 * @param clearance the highest confidentiality that the person may read
 * @param signedInAt when the person signed in at the identity provider; null if the token does not say, as that of a program
 */
public record TokenIdentity(
        String subject,
        String username,
        String displayName,
        @Nullable String email,
        List<String> groups,
        Set<Role> roles,
        Confidentiality clearance,
        @Nullable Instant signedInAt) {

    /** When the person signed in, in OpenID Connect; refreshing a token does not move it. */
    private static final String AUTH_TIME = "auth_time";

    public TokenIdentity {
        groups = List.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    static TokenIdentity of(Jwt token, Set<Role> roles) {
        String subject = token.getClaimAsString(JwtClaimNames.SUB);
        if (subject == null) {
            throw new IllegalArgumentException("a token without subject is refused before it gets here");
        }
        String username = orElse(token.getClaimAsString("preferred_username"), subject);
        List<String> groups = token.getClaimAsStringList("groups");
        return new TokenIdentity(
                subject,
                username,
                orElse(token.getClaimAsString("name"), username),
                token.getClaimAsString("email"),
                groups == null ? List.of() : groups,
                roles,
                Confidentiality.ofClearance(token.getClaimAsString("clearance")),
                signedInAt(token));
    }

    /** Seconds since 1970, which Keycloak sends as a number, and as zero or not at all for a program. */
    private static @Nullable Instant signedInAt(Jwt token) {
        return token.getClaim(AUTH_TIME) instanceof Number seconds && seconds.longValue() > 0
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
    }

    /** Whether the person only uses services. */
    public boolean selfServiceOnly() {
        return EnumSet.of(Role.REQUESTER).containsAll(roles);
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null || value.isBlank() ? other : value;
    }
}
