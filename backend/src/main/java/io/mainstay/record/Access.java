// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.VisibilityFacts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The access to a record: who may read it, as it is or as an edit would make it; see {@link ClearanceRule}.
 *
 * @param facts what decides who sees the record
 * @param confidentialUntil when its confidentiality ends by itself; null for never
 * @param fields the field of the input that names a person or a team, by that id
 */
public record Access(VisibilityFacts facts, @Nullable Instant confidentialUntil, Map<String, String> fields) {

    public Access {
        fields = Map.copyOf(fields);
    }
}
