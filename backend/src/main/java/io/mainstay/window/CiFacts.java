// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.Criticality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a change window covers a CI.
 *
 * @param classPath the keys of its class and of the classes above, its own first
 * @param organisationIds its organisation and those above, its own first
 * @param siteIds the places at which it is, itself if it is one
 * @param serviceIds the services that depend on it, directly or not, itself if it is one
 * @param attributes by key, without secret ones
 * @param complete false if it has more places or services than these
 */
public record CiFacts(
        String id,
        String name,
        List<String> classPath,
        @Nullable Criticality criticality,
        CiLifecycle lifecycle,
        List<String> organisationIds,
        String organisationName,
        Set<String> siteIds,
        Set<String> serviceIds,
        Map<String, Object> attributes,
        boolean complete) {

    public CiFacts {
        classPath = List.copyOf(classPath);
        organisationIds = List.copyOf(organisationIds);
        siteIds = Set.copyOf(siteIds);
        serviceIds = Set.copyOf(serviceIds);
        attributes = Map.copyOf(attributes);
    }
}
