// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.record.TicketKind;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a record that decide which definitions apply to it.
 *
 * @param kind the kind of record; definitions of other kinds never apply
 * @param priority code of the record's priority, such as {@code P1}
 * @param serviceOfferingId the service offering that the record concerns
 * @param customerClass code of the affected customer's class
 */
public record SlaFacts(
        TicketKind kind,
        @Nullable String priority,
        @Nullable String serviceOfferingId,
        @Nullable String customerClass) {

    /** Facts of a record of which only the priority matters. */
    public static SlaFacts ofPriority(TicketKind kind, String priority) {
        return new SlaFacts(kind, priority, null, null);
    }
}
