// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Confidentiality;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides what a person may see, beyond what the token says.
 *
 * @param active false once the person was deactivated; every request is refused then
 * @param displayName the name to show
 * @param organisationId the organisation that the person belongs to; empty if none
 * @param visibleOrganisationIds the organisations whose records the person sees
 * @param teamIds the teams that the person is a member of
 * @param clearance the highest confidentiality that the person may read; null if it is not known
 */
public record DirectoryPerson(
        boolean active,
        String displayName,
        String organisationId,
        Set<String> visibleOrganisationIds,
        Set<String> teamIds,
        @Nullable Confidentiality clearance) {

    public DirectoryPerson {
        visibleOrganisationIds = Set.copyOf(visibleOrganisationIds);
        teamIds = Set.copyOf(teamIds);
    }
}
