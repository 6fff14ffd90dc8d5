// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * What holds for an organisation: what was set for it, or else for the nearest organisation above for which it was.
 *
 * @param serviceDeskTeamId the active team to which incidents go for which nobody else is named; null if none
 * @param serviceDeskFromId the organisation for which the team was set
 * @param customerClass code of the class of customer, by which service levels may differ; null if none
 * @param customerClassFromId the organisation for which the class was set
 */
public record OrganisationSettings(
        @Nullable String serviceDeskTeamId,
        @Nullable String serviceDeskFromId,
        @Nullable String customerClass,
        @Nullable String customerClassFromId) {

    /** Nothing was set for the organisation or above. */
    public static final OrganisationSettings NONE = new OrganisationSettings(null, null, null, null);
}
