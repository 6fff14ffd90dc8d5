// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.jspecify.annotations.Nullable;

/**
 * How the releases came out that ended in a range, as far as one reader may see them.
 *
 * @param closed that came through their early life
 * @param rolledBack that were undone
 * @param withIncidents that an incident is linked to which the reader may see
 */
public record ReleaseFigures(int closed, int rolledBack, int withIncidents) {

    public int ended() {
        return closed + rolledBack;
    }

    /** The part that was closed, from 0 to 1; null if none ended. */
    public @Nullable Double successRate() {
        return ended() == 0 ? null : (double) closed / ended();
    }
}
