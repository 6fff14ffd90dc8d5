// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A CI as it was at a revision, to be compared with what it became.
 *
 * @param until what was recorded later does not count; null for all
 */
public record PinnedItem(
        String ciId, int revision, @Nullable Instant until) {}
