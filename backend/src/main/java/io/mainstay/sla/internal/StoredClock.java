// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.SlaClockSnapshot;
import java.util.List;

/**
 * A clock as it is kept: what lists need, and the thresholds that were dealt with.
 *
 * @param id of its node
 * @param snapshot as it stood at the last change
 * @param fired by percentage, ascending
 */
public record StoredClock(String id, SlaClockSnapshot snapshot, List<FiredThreshold> fired) {

    public StoredClock {
        fired = List.copyOf(fired);
    }
}
