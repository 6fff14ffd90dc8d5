// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.kernel.Confidentiality;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People, teams and organisations for other capabilities: to show whom a visible record names, and to check what an input
 * names. Makes no check of its own: whoever shows a record has decided that it is visible. Each call is one statement, however
 * many ids it has.
 */
public interface IdentityViews {

    /** The people by id; an id that nobody has is absent from the result. */
    Map<String, PersonView> people(Collection<String> ids);

    /** The teams by id; an id that no team has is absent from the result. */
    Map<String, TeamView> teams(Collection<String> ids);

    /** The organisations by id; an id that no organisation has is absent from the result. */
    Map<String, OrganisationView> organisations(Collection<String> ids);

    default Optional<PersonView> person(String id) {
        return Optional.ofNullable(people(List.of(id)).get(id));
    }

    default Optional<TeamView> team(String id) {
        return Optional.ofNullable(teams(List.of(id)).get(id));
    }

    default Optional<OrganisationView> organisation(String id) {
        return Optional.ofNullable(organisations(List.of(id)).get(id));
    }

    /** Whether the person exists and may still work: what a record may be assigned to or reported for. */
    default boolean isActivePerson(String id) {
        return person(id).filter(PersonView::active).isPresent();
    }

    /** Whether the team exists and may still be given work. */
    default boolean isActiveTeam(String id) {
        return team(id).filter(TeamView::active).isPresent();
    }

    /** Whether the organisation exists and may still be given records. */
    default boolean isActiveOrganisation(String id) {
        return organisation(id).filter(OrganisationView::active).isPresent();
    }

    /** What holds for organisations, set for them or inherited; an id that no organisation has is absent from the result. */
    Map<String, OrganisationSettings> organisationSettings(Collection<String> organisationIds);

    /** The active team with this path of the identity provider, by its id. */
    Optional<String> activeTeamWithPath(String path);

    /** The teams of each person, by name, by the person's id. */
    Map<String, List<TeamView>> teamsOf(Collection<String> personIds);

    /**
     * The highest confidentiality that each person may read, as the identity provider says; the lowest for somebody of whom it
     * is not known.
     */
    Map<String, Confidentiality> clearances(Collection<String> personIds);

    /** Whether the person is a member of the team. */
    boolean isMember(String personId, String teamId);
}
