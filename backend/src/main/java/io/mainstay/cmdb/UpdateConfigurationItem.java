// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.FieldUpdate;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that updates fields of a CI.
 *
 * @param confidentialUntil when the confidentiality ends by itself; it goes with the confidentiality that it ends
 * @param attributes by key, null to remove the attribute; attributes that are not named stay
 */
public record UpdateConfigurationItem(
        FieldUpdate<String> name,
        FieldUpdate<String> description,
        FieldUpdate<String> ownerId,
        FieldUpdate<String> managedByTeamId,
        FieldUpdate<String> supportTeamId,
        FieldUpdate<String> organisationId,
        FieldUpdate<Confidentiality> confidentiality,
        FieldUpdate<Instant> confidentialUntil,
        FieldUpdate<Criticality> criticality,
        FieldUpdate<Boolean> selfService,
        Map<String, @Nullable Object> attributes) {

    public UpdateConfigurationItem {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
