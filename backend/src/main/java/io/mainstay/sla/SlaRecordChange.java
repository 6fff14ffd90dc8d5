package io.mainstay.sla;

import java.time.Instant;
import java.util.List;

/**
 * One change of a record, as far as clocks care.
 *
 * @param recordType the record's label, such as {@code Incident}
 * @param recordId the record
 * @param revision the record's revision after the change; events about its clocks carry it
 * @param facts what decides which definitions apply, after the change
 * @param occurredAt when it happened; not before the record's last event
 * @param recordedAt when Mainstay was told
 * @param happenings what it means for the clocks, in order; may be empty when only facts changed
 */
public record SlaRecordChange(
        String recordType,
        String recordId,
        int revision,
        SlaFacts facts,
        Instant occurredAt,
        Instant recordedAt,
        List<SlaHappening> happenings) {

    public SlaRecordChange {
        happenings = List.copyOf(happenings);
    }
}
