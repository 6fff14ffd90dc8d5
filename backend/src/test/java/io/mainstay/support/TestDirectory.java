// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.platform.security.DeactivatedPeople;
import io.mainstay.platform.security.DirectoryPerson;
import io.mainstay.platform.security.IdentityDirectory;
import io.mainstay.platform.security.TokenIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Knows the people that tests make with {@link TestTokens}, with the organisations and teams that the test gives them;
 * hands everybody else on to the real directory. The real directory hears of all of them, so that each has its node.
 */
public final class TestDirectory implements IdentityDirectory, DeactivatedPeople {

    private static final Map<String, DirectoryPerson> PEOPLE = new ConcurrentHashMap<>();

    private final Supplier<Optional<IdentityDirectory>> real;

    public TestDirectory(Supplier<Optional<IdentityDirectory>> real) {
        this.real = real;
    }

    static void put(String subject, DirectoryPerson person) {
        PEOPLE.put(subject, person);
    }

    /** From now on the person's requests are refused. */
    public static void deactivate(String subject) {
        PEOPLE.computeIfPresent(
                subject,
                (_, person) -> new DirectoryPerson(
                        false,
                        person.displayName(),
                        person.organisationId(),
                        person.visibleOrganisationIds(),
                        person.teamIds(),
                        person.clearance()));
    }

    /** From now on the person is in this organisation and these teams alone, with at most this clearance. */
    public static void move(String subject, String organisationId, Set<String> teamIds, Confidentiality clearance) {
        PEOPLE.computeIfPresent(
                subject,
                (_, person) -> new DirectoryPerson(
                        person.active(),
                        person.displayName(),
                        organisationId,
                        Set.of(organisationId),
                        teamIds,
                        clearance));
    }

    /** From now on the directory knows the person by this name. */
    public static void rename(String subject, String displayName) {
        PEOPLE.computeIfPresent(
                subject,
                (_, person) -> new DirectoryPerson(
                        person.active(),
                        displayName,
                        person.organisationId(),
                        person.visibleOrganisationIds(),
                        person.teamIds(),
                        person.clearance()));
    }

    @Override
    public Set<String> among(Collection<String> personIds) {
        Set<String> deactivated = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (String id : personIds) {
            DirectoryPerson known = PEOPLE.get(id);
            if (known == null) {
                others.add(id);
            } else if (!known.active()) {
                deactivated.add(id);
            }
        }
        real.get()
                .filter(DeactivatedPeople.class::isInstance)
                .map(DeactivatedPeople.class::cast)
                .ifPresent(directory -> deactivated.addAll(directory.among(others)));
        return deactivated;
    }

    @Override
    public DirectoryPerson person(TokenIdentity identity) {
        Optional<DirectoryPerson> entered = real.get().map(directory -> directory.person(identity));
        DirectoryPerson known = PEOPLE.get(identity.subject());
        return known != null
                ? known
                : entered.orElseGet(
                        () -> new DirectoryPerson(true, identity.displayName(), "", Set.of(), Set.of(), null));
    }
}
