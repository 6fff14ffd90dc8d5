// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.GraphEdit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the success of a change makes of configuration items and their relations.
 *
 * @param setById who has planned it
 * @param appliedAt when it was made; null before, and if it never is
 */
public record ChangeGraphEdit(
        String id,
        String changeId,
        GraphEdit edit,
        String setById,
        Instant setAt,
        @Nullable Instant appliedAt) {}
