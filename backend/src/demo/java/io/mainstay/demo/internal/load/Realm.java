// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.DemoPerson;
import io.mainstay.demo.internal.RealmOrganisation;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The organisations, teams and people of the demo company as the identity provider knows them. */
final class Realm {

    private final Map<RealmOrganisation, String> organisations;
    private final Map<RealmTeam, String> teams;
    private final Map<String, PersonView> people;

    /** @param people by user name */
    Realm(
            Map<RealmOrganisation, String> organisations,
            Map<RealmTeam, String> teams,
            Map<String, PersonView> people) {
        this.organisations = Map.copyOf(organisations);
        this.teams = Map.copyOf(teams);
        this.people = Map.copyOf(people);
    }

    String id(RealmOrganisation organisation) {
        return Objects.requireNonNull(organisations.get(organisation));
    }

    String id(RealmTeam team) {
        return Objects.requireNonNull(teams.get(team));
    }

    String id(DemoPerson person) {
        return as(person).personId();
    }

    /**
     * Somebody in whose name history is told. Sees and may do everything, because the company's history is made up as a
     * whole.
     */
    Principal as(DemoPerson person) {
        return as(person, Set.of(Role.values()));
    }

    /** With these roles alone, where another one would speak against what they do. */
    Principal as(DemoPerson person, Set<Role> roles) {
        PersonView view = Objects.requireNonNull(people.get(person.username()));
        return new Principal(
                view.id(),
                view.displayName(),
                id(person.organisation()),
                person.teams().stream().map(this::id).collect(Collectors.toSet()),
                roles,
                Set.of(Permission.values()),
                Visibility.everything(view.id()));
    }
}
