// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.time.MachineClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.oauth2.jwt.Jwt;

class PrincipalFactoryTest {

    private boolean active = true;
    private @Nullable Confidentiality kept;
    private final PrincipalFactory factory = new PrincipalFactory(
            identity -> new DirectoryPerson(
                    active, identity.displayName(), "org", Set.of("org", "sub"), Set.of("team"), kept),
            new MachineClock());

    @Test
    void shouldTakeRolesAndClearanceFromTokenAndTheRestFromDirectory() {
        Principal principal = principal("CONFIDENTIAL", "agent", "cab-member", "offline_access");

        assertThat(principal.personId()).isEqualTo("subject");
        assertThat(principal.displayName()).isEqualTo("Ada Agent");
        assertThat(principal.organisationId()).isEqualTo("org");
        assertThat(principal.roles()).containsExactlyInAnyOrder(Role.AGENT, Role.CAB_MEMBER);
        assertThat(principal.permissions()).contains(Permission.INCIDENT_WORK);
        assertThat(principal.visibility())
                .isEqualTo(new Visibility(
                        false, Set.of("org", "sub"), Set.of("team"), "subject", Confidentiality.CONFIDENTIAL, false));
    }

    @Test
    void shouldTakeUnknownClearanceForLowest() {
        assertThat(principal("EVERYTHING", "agent").visibility().clearance())
                .isEqualTo(Confidentiality.PUBLIC_INTERNAL);
        assertThat(principal(null, "agent").visibility().clearance()).isEqualTo(Confidentiality.PUBLIC_INTERNAL);
    }

    @Test
    void shouldTakeTheLowerClearanceOfTokenAndDirectory() {
        for (Confidentiality known : Confidentiality.values()) {
            kept = known;
            for (Confidentiality ofToken : Confidentiality.values()) {
                assertThat(principal(ofToken.name(), "agent").visibility().clearance())
                        .as("%s in the token, %s in the directory", ofToken, known)
                        .isEqualTo(ofToken.compareTo(known) < 0 ? ofToken : known);
            }
        }
    }

    @Test
    void shouldKnowWhenSomebodySignedInFromTheTokenAlone() {
        assertThat(signedInAt(1_800_000_000L)).isEqualTo(Instant.ofEpochSecond(1_800_000_000L));
        assertThat(signedInAt(0L))
                .as("Keycloak's, of a session without a login")
                .isNull();
        assertThat(signedInAt("1800000000")).as("no number").isNull();
        assertThat(principal(null, "agent").signedInAt()).isNull();
    }

    private @Nullable Instant signedInAt(Object claim) {
        return factory.principal(Jwt.withTokenValue("token")
                        .header("alg", "RS256")
                        .subject("subject")
                        .claim("auth_time", claim)
                        .build())
                .signedInAt();
    }

    @Test
    void shouldPermitNothingWithoutRole() {
        Principal nobody = principal("CONFIDENTIAL");

        assertThat(nobody.permissions()).isEmpty();
        assertThat(nobody.visibility().selfServiceOnly()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldWidenScopeOnlyForWhoNeedsIt(Role role) {
        Visibility visibility = principal(null, role.claim()).visibility();

        assertThat(visibility.everything())
                .isEqualTo(Set.of(Role.AUDITOR, Role.ADMINISTRATOR, Role.SERVICE_MANAGER)
                        .contains(role));
        assertThat(visibility.selfServiceOnly()).isEqualTo(role == Role.REQUESTER);
    }

    @Test
    void shouldRefuseDeactivatedPerson() {
        active = false;

        assertThatThrownBy(() -> principal("CONFIDENTIAL", "administrator")).isInstanceOf(DisabledException.class);
    }

    private Principal principal(@Nullable String clearance, String... roles) {
        Map<String, Object> claims = new HashMap<>(
                Map.of("sub", "subject", "name", "Ada Agent", "realm_access", Map.of("roles", List.of(roles))));
        if (clearance != null) {
            claims.put("clearance", clearance);
        }
        return factory.principal(Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .claims(all -> all.putAll(claims))
                .build());
    }
}
