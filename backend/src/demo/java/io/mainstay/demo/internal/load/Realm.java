// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.RealmOrganisation;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The organisations, teams and people of the demo company as the identity provider knows them. */
final class Realm {

    private final Map<RealmOrganisation, String> organisations;
    private final Map<RealmTeam, String> teams;
    private final Map<RealmPerson, Principal> people = new EnumMap<>(RealmPerson.class);

    Realm(
            Map<RealmOrganisation, String> organisations,
            Map<RealmTeam, String> teams,
            Map<RealmPerson, PersonView> people) {
        this.organisations = Map.copyOf(organisations);
        this.teams = Map.copyOf(teams);
        people.forEach((person, view) -> this.people.put(person, principal(person, view)));
    }

    String id(RealmOrganisation organisation) {
        return Objects.requireNonNull(organisations.get(organisation));
    }

    String id(RealmTeam team) {
        return Objects.requireNonNull(teams.get(team));
    }

    String id(RealmPerson person) {
        return as(person).personId();
    }

    /**
     * Somebody in whose name history is told. Sees and may do everything, because the company's history is made up as a
     * whole.
     */
    Principal as(RealmPerson person) {
        return Objects.requireNonNull(people.get(person));
    }

    private Principal principal(RealmPerson person, PersonView view) {
        return new Principal(
                view.id(),
                view.displayName(),
                id(person.organisation()),
                person.teams().stream().map(this::id).collect(Collectors.toSet()),
                Set.of(),
                Set.of(Permission.values()),
                Visibility.everything(view.id()));
    }
}
