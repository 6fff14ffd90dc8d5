// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that might be requested.
 *
 * @param plannedFrom when it would begin; null, as is the end, if that is not known
 */
public record ConflictPreview(
        List<String> ciIds,
        @Nullable Instant plannedFrom,
        @Nullable Instant plannedTo,
        List<String> implementerIds) {

    public ConflictPreview {
        ciIds = List.copyOf(ciIds);
        implementerIds = List.copyOf(implementerIds);
    }
}
