// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.time.Instant;
import java.util.List;

/**
 * One edit of a record, as far as clocks care.
 *
 * @param recordType the record's label, such as {@code Incident}
 * @param recordId the record
 * @param revision the record's revision after the change; events about its clocks carry it
 * @param facts what decides which definitions apply, after the change
 * @param occurredAt when it happened; not before the record's last event
 * @param recordedAt when Mainstay was told
 * @param recordEvents what it means for the clocks, in order; may be empty when only facts changed
 */
public record SlaRecordEdit(
        String recordType,
        String recordId,
        int revision,
        SlaFacts facts,
        Instant occurredAt,
        Instant recordedAt,
        List<SlaRecordEvent> recordEvents) {

    public SlaRecordEdit {
        recordEvents = List.copyOf(recordEvents);
    }
}
