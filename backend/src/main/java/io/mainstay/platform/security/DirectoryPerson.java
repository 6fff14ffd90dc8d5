package io.mainstay.platform.security;

import java.util.Set;

/**
 * What decides what a person may see, beyond what the token says.
 *
 * @param active false once the person was deactivated; every request is refused then
 * @param displayName the name to show
 * @param organisationId the organisation that the person belongs to; empty if none
 * @param visibleOrganisationIds the organisations whose records the person sees
 * @param teamIds the teams that the person is a member of
 */
public record DirectoryPerson(
        boolean active,
        String displayName,
        String organisationId,
        Set<String> visibleOrganisationIds,
        Set<String> teamIds) {

    public DirectoryPerson {
        visibleOrganisationIds = Set.copyOf(visibleOrganisationIds);
        teamIds = Set.copyOf(teamIds);
    }
}
