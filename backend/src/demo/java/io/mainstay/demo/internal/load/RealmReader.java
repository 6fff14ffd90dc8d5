// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.RealmOrganisation;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.demo.internal.Staff;
import io.mainstay.identity.GroupFilter;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonFilter;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks for the demo company's organisations, teams and people, which the synchronisation brings. */
@Component
final class RealmReader {

    private static final GroupFilter GROUPS = new GroupFilter(RealmOrganisation.GROUP.path(), true, null);
    private static final PersonFilter PEOPLE = new PersonFilter("@aldermoor.example", true, null, null);
    private static final PageRequest ALL = new PageRequest(PageRequest.MAX, null);

    private final IdentityService identity;

    RealmReader(IdentityService identity) {
        this.identity = identity;
    }

    /** The realm, once all of it is known. */
    Optional<Realm> read() {
        Map<String, String> organisations = identity.organisations(Principal.SYSTEM, GROUPS, ALL).nodes().stream()
                .collect(Collectors.toMap(OrganisationView::path, OrganisationView::id));
        Map<String, String> teams = identity.teams(Principal.SYSTEM, GROUPS, ALL).nodes().stream()
                .collect(Collectors.toMap(TeamView::path, TeamView::id));
        Map<String, PersonView> people = Pages.all(request -> identity.people(Principal.SYSTEM, PEOPLE, request)).stream()
                .filter(person -> person.username() != null)
                .collect(Collectors.toMap(person -> String.valueOf(person.username()), person -> person));
        boolean complete = knowsAll(RealmOrganisation.values(), RealmOrganisation::path, organisations)
                && knowsAll(RealmTeam.values(), RealmTeam::path, teams)
                && knowsAll(RealmPerson.values(), RealmPerson::username, people)
                && people.keySet().containsAll(Staff.usernames());
        return complete
                ? Optional.of(new Realm(
                        byKey(RealmOrganisation.values(), RealmOrganisation::path, organisations),
                        byKey(RealmTeam.values(), RealmTeam::path, teams),
                        people))
                : Optional.empty();
    }

    private static <K> boolean knowsAll(K[] wanted, Function<K, String> name, Map<String, ?> known) {
        return Arrays.stream(wanted).map(name).allMatch(known::containsKey);
    }

    private static <K, V> Map<K, V> byKey(K[] wanted, Function<K, String> name, Map<String, V> known) {
        return Arrays.stream(wanted).collect(Collectors.toMap(key -> key, key -> known.get(name.apply(key))));
    }
}
