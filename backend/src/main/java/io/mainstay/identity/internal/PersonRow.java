// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person to be upserted.
 *
 * @param organisationId the home organisation; null if none
 * @param organisationIds every organisation of which the person is a member, sorted
 * @param teamIds sorted
 * @param clearance the highest confidentiality that the person may read
 */
public record PersonRow(
        String id,
        String username,
        String displayName,
        @Nullable String email,
        boolean active,
        @Nullable String organisationId,
        List<String> organisationIds,
        List<String> teamIds,
        Confidentiality clearance) {

    public PersonRow {
        organisationIds = List.copyOf(organisationIds);
        teamIds = List.copyOf(teamIds);
    }
}
