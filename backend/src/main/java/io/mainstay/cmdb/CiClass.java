// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of CIs.
 *
 * @param key a stable name such as {@code virtual-machine}
 * @param parentKey the class above; null for the root
 * @param isAbstract whether the class only groups others and has no CIs of its own
 * @param selfService whether its CIs are offered to people who only use services, unless a CI says otherwise
 * @param attributes the attributes that this class defines itself, beside those that it inherits
 */
public record CiClass(
        String id,
        String key,
        @Nullable String parentKey,
        String name,
        String description,
        boolean isAbstract,
        boolean selfService,
        List<CiAttributeDefinition> attributes) {

    public CiClass {
        attributes = List.copyOf(attributes);
    }
}
