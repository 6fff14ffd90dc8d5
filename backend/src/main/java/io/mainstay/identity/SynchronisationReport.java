// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import java.time.Instant;

/**
 * What one synchronisation with the identity provider did.
 *
 * @param peopleSeen how many people the provider has
 * @param peopleChanged how many were created or changed here
 * @param peopleDeactivated how many became inactive because the provider no longer has or admits them
 * @param teamsChanged how many teams were created, changed or deactivated here
 * @param organisationsChanged how many organisations were created, changed or deactivated here
 */
public record SynchronisationReport(
        Instant finishedAt,
        int peopleSeen,
        int peopleChanged,
        int peopleDeactivated,
        int teamsChanged,
        int organisationsChanged) {

    public boolean changedAnything() {
        return peopleChanged + peopleDeactivated + teamsChanged + organisationsChanged > 0;
    }
}
