// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration item of the demo company.
 *
 * @param name unique in the company
 * @param selfService whether people who merely use services may see it
 * @param service key of the service that it belongs to; absent for what many services share
 * @param environment absent for what has none
 * @param site name of the site at which it is; absent for what is in no one place
 * @param place the sort of that site
 * @param attributes by key: texts and integers
 */
public record DemoCi(
        String name,
        CiKind kind,
        String description,
        Stewardship stewardship,
        Criticality criticality,
        Lifecycle lifecycle,
        OperationalStatus status,
        boolean selfService,
        @Nullable String service,
        @Nullable Environment environment,
        @Nullable String site,
        @Nullable Place place,
        Map<String, Object> attributes) {

    public DemoCi {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    DemoCi withStatus(OperationalStatus newStatus) {
        return new DemoCi(
                name,
                kind,
                description,
                stewardship,
                criticality,
                lifecycle,
                newStatus,
                selfService,
                service,
                environment,
                site,
                place,
                attributes);
    }
}
