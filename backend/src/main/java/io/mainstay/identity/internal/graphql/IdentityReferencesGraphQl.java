// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.graphql;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What people, teams, organisations, the viewer and histories lead to. Names of teams and organisations are no secret. */
@Controller
class IdentityReferencesGraphQl {

    private final IdentityViews views;

    IdentityReferencesGraphQl(IdentityViews views) {
        this.views = views;
    }

    @SchemaMapping(typeName = "Person")
    @Nullable
    String username(PersonView person, Principal principal) {
        return mayContact(person, principal) ? person.username() : null;
    }

    @SchemaMapping(typeName = "Person")
    @Nullable
    String email(PersonView person, Principal principal) {
        return mayContact(person, principal) ? person.email() : null;
    }

    private static boolean mayContact(PersonView person, Principal principal) {
        return principal.may(Permission.IDENTITY_READ) || person.id().equals(principal.personId());
    }

    @BatchMapping(typeName = "Person", field = "organisation")
    Map<PersonView, OrganisationView> organisationOfPerson(List<PersonView> people) {
        return References.resolve(people, PersonView::organisationId, views::organisations);
    }

    @BatchMapping(typeName = "Person", field = "teams")
    Map<PersonView, List<TeamView>> teamsOfPerson(List<PersonView> people) {
        Map<String, List<TeamView>> teams =
                views.teamsOf(people.stream().map(PersonView::id).toList());
        Map<PersonView, List<TeamView>> found = new HashMap<>();
        people.forEach(person -> found.put(person, teams.getOrDefault(person.id(), List.of())));
        return found;
    }

    @BatchMapping(typeName = "HistoryEntry")
    Map<HistoryEntry, PersonView> principal(List<HistoryEntry> entries) {
        return References.resolve(entries, HistoryEntry::principalId, views::people);
    }

    @BatchMapping(typeName = "Team", field = "organisation")
    Map<TeamView, OrganisationView> organisationOfTeam(List<TeamView> teams) {
        return References.resolve(teams, TeamView::organisationId, views::organisations);
    }

    @BatchMapping(typeName = "Organisation", field = "parent")
    Map<OrganisationView, OrganisationView> parent(List<OrganisationView> children) {
        return References.resolve(children, OrganisationView::parentId, views::organisations);
    }

    @SchemaMapping(typeName = "Viewer", field = "person")
    @Nullable
    PersonView personOfViewer(Principal principal) {
        return views.person(principal.personId()).orElse(null);
    }

    @SchemaMapping(typeName = "Viewer", field = "organisation")
    @Nullable
    OrganisationView organisationOfViewer(Principal principal) {
        return views.organisation(principal.organisationId()).orElse(null);
    }

    @SchemaMapping(typeName = "Viewer", field = "teams")
    List<TeamView> teamsOfViewer(Principal principal) {
        return views.teamsOf(List.of(principal.personId())).getOrDefault(principal.personId(), List.of());
    }
}
