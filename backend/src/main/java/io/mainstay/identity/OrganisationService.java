// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Settings of organisations that the identity provider does not know. Organisations below inherit what is not set for them.
 * Each needs {@code organisation.configure}; a refusal is thrown as {@link io.mainstay.kernel.RefusedException} or {@link
 * io.mainstay.kernel.ForbiddenException}.
 */
public interface OrganisationService {

    /**
     * Sets the team to which incidents of the organisation go for which nobody else is named.
     *
     * @param teamId an active team; null to inherit
     */
    OrganisationView setServiceDesk(
            Principal principal, String organisationId, @Nullable String teamId, int expectedVersion);

    /**
     * Sets the class of customer that the organisation is, by which service levels may differ (SR-001 to SR-007).
     *
     * @param customerClass a code of capital letters, digits and underscores; null to inherit
     */
    OrganisationView setCustomerClass(
            Principal principal, String organisationId, @Nullable String customerClass, int expectedVersion);
}
