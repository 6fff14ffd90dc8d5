// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.record.TicketKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that creates or revises an SLA definition.
 *
 * @param name 1 to 120 characters
 * @param kind the kind of record that it is for
 * @param priority code of the priority that a record must have; absent for any
 * @param serviceOfferingId the service offering that a record must concern; absent for any
 * @param customerClass code of the customer class that a record must have; absent for any
 * @param target business time within which the clock must stop: whole seconds, one minute to 366 days
 * @param pausingHoldReasons codes of hold reasons; empty for a response, which never pauses
 * @param warningPercents up to ten shares of the target, 1..99
 */
public record SlaDefinitionCommand(
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

    public SlaDefinitionCommand {
        pausingHoldReasons = List.copyOf(pausingHoldReasons);
        warningPercents = List.copyOf(warningPercents);
    }
}
