// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.graphql;

import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaMetric;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input of the mutations of definitions. */
record DefinitionInput(
        String name,
        TicketKind kind,
        SlaMetric metric,
        @Nullable String priority,
        @Nullable String serviceOfferingId,
        @Nullable String customerClass,
        Duration target,
        String calendarId,
        @Nullable List<String> pausingHoldReasons,
        ReopenMode reopenMode,
        RecalculationMode changeMode,
        PastThresholds pastThresholds,
        List<Integer> warningPercents) {

    private static final List<String> PAUSING_BY_DEFAULT = List.of("AWAITING_CUSTOMER");

    SlaDefinitionCommand command() {
        return new SlaDefinitionCommand(
                name,
                kind,
                metric,
                priority,
                serviceOfferingId,
                customerClass,
                target,
                calendarId,
                pausingHoldReasons == null ? pausingByDefault() : pausingHoldReasons,
                reopenMode,
                changeMode,
                pastThresholds,
                warningPercents);
    }

    private List<String> pausingByDefault() {
        return switch (metric) {
            case RESPONSE -> List.of();
            case RESOLUTION -> PAUSING_BY_DEFAULT;
        };
    }
}
