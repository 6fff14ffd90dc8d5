// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Confidentiality;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that creates a CI. Only class and name are required; the rules check that they are there.
 *
 * @param classId the id or key of a class that is not abstract
 * @param lifecycle LIVE unless said otherwise; not RETIRED
 * @param operationalStatus UNKNOWN unless said otherwise
 * @param organisationId the principal's own unless said otherwise
 * @param confidentiality PUBLIC_INTERNAL unless said otherwise
 * @param confidentialUntil when the confidentiality ends by itself; never if null
 * @param selfService as the class has it unless said otherwise
 * @param attributes by key; null values are ignored
 */
public record CreateConfigurationItem(
        @Nullable String classId,
        @Nullable String name,
        @Nullable String description,
        @Nullable CiLifecycle lifecycle,
        @Nullable OperationalStatus operationalStatus,
        @Nullable String ownerId,
        @Nullable String managedByTeamId,
        @Nullable String supportTeamId,
        @Nullable String organisationId,
        @Nullable Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Criticality criticality,
        @Nullable Boolean selfService,
        Map<String, @Nullable Object> attributes) {

    public CreateConfigurationItem {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** A CI of which only class, name and attributes are named. */
    public static CreateConfigurationItem of(String classId, String name, Map<String, @Nullable Object> attributes) {
        return new CreateConfigurationItem(
                classId, name, null, null, null, null, null, null, null, null, null, null, null, attributes);
    }

    public CreateConfigurationItem withAttributes(Map<String, @Nullable Object> newAttributes) {
        return new CreateConfigurationItem(
                classId,
                name,
                description,
                lifecycle,
                operationalStatus,
                ownerId,
                managedByTeamId,
                supportTeamId,
                organisationId,
                confidentiality,
                confidentialUntil,
                criticality,
                selfService,
                newAttributes);
    }
}
