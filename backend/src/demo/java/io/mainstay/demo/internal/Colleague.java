// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/**
 * One of the many people who use services and never log in.
 *
 * @param site name of the site at which the person works
 */
public record Colleague(
        String username, String firstName, RealmOrganisation organisation, boolean cleared, String site, String place)
        implements DemoPerson {

    @Override
    public List<RealmTeam> teams() {
        return List.of();
    }
}
