// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which CIs a change window is about: those of which at least one part is true.
 *
 * @param everything all CIs; then there is no other part
 * @param ciIds these CIs
 * @param serviceIds these services and all that they depend on, directly or not
 * @param siteIds these places (regions, sites, racks) and what stands or runs there
 * @param classIds CIs of these classes and of the classes below
 * @param organisationIds CIs of these organisations and of those below
 * @param expression CIs for which this condition in CEL holds; null for none
 */
public record ChangeWindowScope(
        boolean everything,
        List<String> ciIds,
        List<String> serviceIds,
        List<String> siteIds,
        List<String> classIds,
        List<String> organisationIds,
        @Nullable String expression) {

    public ChangeWindowScope {
        ciIds = List.copyOf(ciIds);
        serviceIds = List.copyOf(serviceIds);
        siteIds = List.copyOf(siteIds);
        classIds = List.copyOf(classIds);
        organisationIds = List.copyOf(organisationIds);
    }

    /** Whether it names no part at all. */
    public boolean isEmpty() {
        return !everything && !hasParts();
    }

    /** Whether it names a part beside everything. */
    public boolean hasParts() {
        return expression != null
                || !(ciIds.isEmpty()
                        && serviceIds.isEmpty()
                        && siteIds.isEmpty()
                        && classIds.isEmpty()
                        && organisationIds.isEmpty());
    }
}
