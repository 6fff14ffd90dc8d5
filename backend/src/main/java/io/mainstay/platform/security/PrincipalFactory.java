// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.database.RequestWork;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Makes the principal of a request from its token and from what the directory knows of the person. */
@Component
public class PrincipalFactory {

    /** These see every organisation's records, up to their clearance. */
    private static final Set<Role> EVERY_ORGANISATION =
            EnumSet.of(Role.AUDITOR, Role.ADMINISTRATOR, Role.SERVICE_MANAGER);

    /** How long the directory may take. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Who a person is, is asked beside what the person asks for: it must not wait for that. */
    private static final String SIGN_IN = "sign-in ";

    private final IdentityDirectory directory;
    private final SystemClock clock;

    public PrincipalFactory(IdentityDirectory directory, SystemClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * @param token a token whose signature and claims were verified
     * @throws DisabledException if the person was deactivated
     */
    public Principal principal(Jwt token) {
        return principal(TokenIdentity.of(token, roles(token)));
    }

    /**
     * @param identity of a person whom Mainstay knows otherwise than by a token of the moment
     * @throws DisabledException if the person was deactivated
     */
    public Principal principal(TokenIdentity identity) {
        Set<Role> roles = identity.roles();
        DirectoryPerson person =
                RequestWork.begin(SIGN_IN + identity.subject(), LIMIT, clock).run(() -> directory.person(identity));
        if (!person.active()) {
            throw new DisabledException("The account was deactivated.");
        }
        boolean everything = roles.stream().anyMatch(EVERY_ORGANISATION::contains);
        return new Principal(
                identity.subject(),
                person.displayName(),
                person.organisationId(),
                person.teamIds(),
                roles,
                RolePermissions.of(roles),
                new Visibility(
                        everything,
                        person.visibleOrganisationIds(),
                        person.teamIds(),
                        identity.subject(),
                        lower(identity.clearance(), person.clearance()),
                        identity.selfServiceOnly()),
                identity.signedInAt());
    }

    /** A clearance that was lowered acts at once, one that was raised with the next token. */
    private static Confidentiality lower(Confidentiality ofToken, @Nullable Confidentiality ofDirectory) {
        return ofDirectory == null || ofDirectory.covers(ofToken) ? ofToken : ofDirectory;
    }

    /** The realm's roles; those that mean nothing to Mainstay are ignored. */
    private static Set<Role> roles(Jwt token) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Map<String, Object> access = token.getClaimAsMap("realm_access");
        if (access != null && access.get("roles") instanceof Collection<?> names) {
            names.forEach(name -> Role.ofClaim(String.valueOf(name)).ifPresent(roles::add));
        }
        return roles;
    }
}
