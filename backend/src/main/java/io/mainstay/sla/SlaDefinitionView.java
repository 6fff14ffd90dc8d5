// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.record.TicketKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a definition: which records it applies to and what it asks for.
 *
 * @param id the definition
 * @param version counts its versions from 1
 * @param active whether it applies to records at all
 * @param kind the kind of record that it is for
 * @param priority the priority that a record must have; absent for any
 * @param serviceOfferingId the service offering that a record must concern; absent for any
 * @param customerClass the customer class that a record must have; absent for any
 * @param target business time within which the clock must stop
 * @param calendarId when time counts
 * @param pausingHoldReasons codes of the hold reasons that pause the clock
 * @param warningPercents shares of the target at which to warn, ascending
 */
public record SlaDefinitionView(
        String id,
        int version,
        boolean active,
        String name,
        TicketKind kind,
        SlaMetric metric,
        @Nullable String priority,
        @Nullable String serviceOfferingId,
        @Nullable String customerClass,
        Duration target,
        String calendarId,
        List<String> pausingHoldReasons,
        ReopenMode reopenMode,
        RecalculationMode changeMode,
        PastThresholds pastThresholds,
        List<Integer> warningPercents) {

    public SlaDefinitionView {
        pausingHoldReasons = List.copyOf(pausingHoldReasons);
        warningPercents = List.copyOf(warningPercents);
    }
}
