// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;

/**
 * When there is time for work, as far as one reader may know why not.
 *
 * @param slots the earliest first
 * @param later what is in the way after the last slot, until the end of the range; none if there may be more slots
 * @param complete false if there may be more slots, or something in their way was not looked at
 */
public record FreeSlots(List<Slot> slots, ChangeConflicts later, boolean complete) {

    public FreeSlots {
        slots = List.copyOf(slots);
    }

    /**
     * A time at which nothing is in the way.
     *
     * @param from the earliest instant at which the work may begin
     * @param to when it ends then
     * @param latestFrom the latest instant at which it may begin; it may at each one between
     * @param earlier what is in the way of beginning earlier, after the slot before
     */
    public record Slot(Instant from, Instant to, Instant latestFrom, ChangeConflicts earlier) {}
}
