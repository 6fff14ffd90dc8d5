// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import com.nimbusds.jwt.JWTClaimsSet;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.security.DirectoryPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes people with roles and their tokens:
 *
 * <pre>{@code
 * String token = TestTokens.as(Role.AGENT).in(organisationId).teams(teamId).token();
 * }</pre>
 */
public final class TestTokens {

    private final String personId;
    private final String name;
    private final List<Role> roles;
    private final String organisationId;
    private final Set<String> visible;
    private final Set<String> teams;
    private final Confidentiality clearance;

    private TestTokens(
            String personId,
            String name,
            List<Role> roles,
            String organisationId,
            Set<String> visible,
            Set<String> teams,
            Confidentiality clearance) {
        this.personId = personId;
        this.name = name;
        this.roles = roles;
        this.organisationId = organisationId;
        this.visible = visible;
        this.teams = teams;
        this.clearance = clearance;
    }

    /** A new person with these roles, of no organisation and no team. */
    public static TestTokens as(Role... roles) {
        List<Role> list = Arrays.asList(roles);
        String name = list.isEmpty() ? "Nobody" : "The " + list.getFirst().claim();
        return new TestTokens(Ids.next(), name, list, "", Set.of(), Set.of(), Confidentiality.PUBLIC_INTERNAL);
    }

    /** The person with this id instead of a new one. */
    public TestTokens person(String id) {
        return new TestTokens(id, name, roles, organisationId, visible, teams, clearance);
    }

    /** Belongs to the organisation and sees it. */
    public TestTokens in(String organisation) {
        return new TestTokens(personId, name, roles, organisation, Set.of(organisation), teams, clearance);
    }

    /** Sees these organisations rather than only the own one. */
    public TestTokens sees(String... organisations) {
        return new TestTokens(personId, name, roles, organisationId, Set.of(organisations), teams, clearance);
    }

    public TestTokens teams(String... ids) {
        return new TestTokens(personId, name, roles, organisationId, visible, Set.of(ids), clearance);
    }

    public TestTokens cleared(Confidentiality level) {
        return new TestTokens(personId, name, roles, organisationId, visible, teams, level);
    }

    public String personId() {
        return personId;
    }

    /** A token that the application under test accepts for an hour. */
    public String token() {
        return token(TestIssuer.shared(), claims -> claims);
    }

    /** One that says when they have signed in. */
    public String signedIn(Instant at) {
        return token(TestIssuer.shared(), claims -> claims.claim("auth_time", at.getEpochSecond()));
    }

    public String token(Duration lifetime) {
        return token(
                TestIssuer.shared(),
                claims -> claims.expirationTime(Date.from(Instant.now().plus(lifetime))));
    }

    /** A token of that issuer with changed claims. */
    public String token(TestIssuer issuer, UnaryOperator<JWTClaimsSet.Builder> change) {
        TestDirectory.put(personId, new DirectoryPerson(true, name, organisationId, visible, teams, null));
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(issuer.issuer())
                .subject(personId)
                .audience("mainstay-api")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("preferred_username", name.replace(' ', '.').toLowerCase(java.util.Locale.ROOT))
                .claim("name", name)
                .claim("clearance", clearance.name())
                .claim(
                        "realm_access",
                        Map.of("roles", roles.stream().map(Role::claim).toList()));
        return issuer.sign(change.apply(claims).build());
    }
}
