// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one version of a definition asks for, with the calendar by which it counts.
 *
 * @param reference which definition, version and calendar revision these are; two terms with one reference are the same
 * @param target business time within which the clock must stop, more than zero
 * @param calendar when time counts
 * @param pausingHoldReasons codes of the hold reasons that pause the clock
 * @param reopenMode what a reopening does
 * @param changeMode how these terms take over an open clock
 * @param warningPercents shares of the target to warn at, 1..99
 */
public record SlaTerms(
        String reference,
        Duration target,
        BusinessCalendar calendar,
        Set<String> pausingHoldReasons,
        ReopenMode reopenMode,
        RecalculationMode changeMode,
        List<Integer> warningPercents) {

    public SlaTerms {
        if (!target.isPositive()) {
            throw new IllegalArgumentException("The target must be more than zero: " + target);
        }
        pausingHoldReasons = Set.copyOf(pausingHoldReasons);
        warningPercents = warningPercents.stream().sorted().distinct().toList();
    }
}
