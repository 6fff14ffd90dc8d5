// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.Set;

/**
 * Where a CI stands in the whole.
 *
 * @param placeIds the regions, sites and racks at which it is: itself if it is one, and those in which it, or what it runs on, stands
 * @param serviceIds the services that depend on it, directly or not; itself if it is one
 * @param complete false if there are more of either than were looked for
 */
public record CiPlacement(Set<String> placeIds, Set<String> serviceIds, boolean complete) {

    public CiPlacement {
        placeIds = Set.copyOf(placeIds);
        serviceIds = Set.copyOf(serviceIds);
    }
}
