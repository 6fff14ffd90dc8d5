package io.mainstay.sla;

import org.jspecify.annotations.Nullable;

/**
 * What decides which definitions apply to a record.
 *
 * @param priority code of the record's priority, such as {@code P1}
 * @param serviceOfferingId the service offering that the record concerns
 * @param customerClass code of the affected customer's class
 */
public record SlaFacts(
        @Nullable String priority,
        @Nullable String serviceOfferingId,
        @Nullable String customerClass) {

    /** Facts of a record of which only the priority matters. */
    public static SlaFacts ofPriority(String priority) {
        return new SlaFacts(priority, null, null);
    }
}
