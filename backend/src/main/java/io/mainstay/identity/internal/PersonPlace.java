// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organisations and teams of a person: where the person belongs, as far as it decides what the person may see.
 *
 * @param organisationId the home organisation; null if none
 * @param organisationsBelow the person's organisations and all below them
 * @param organisationsAbove the person's organisations and all above them
 * @param teamIds the person's active teams
 * @param clearance the highest confidentiality that the person may read; null if it is not known
 */
public record PersonPlace(
        String personId,
        String displayName,
        boolean active,
        @Nullable String organisationId,
        Set<String> organisationsBelow,
        Set<String> organisationsAbove,
        Set<String> teamIds,
        @Nullable Confidentiality clearance) {

    public PersonPlace {
        organisationsBelow = Set.copyOf(organisationsBelow);
        organisationsAbove = Set.copyOf(organisationsAbove);
        teamIds = Set.copyOf(teamIds);
    }
}
