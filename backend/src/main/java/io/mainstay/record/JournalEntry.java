// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.util.List;

/**
 * One edit of one record, as the journal writes it.
 *
 * @param entryId drawn before the unit of work; it becomes the id of the history entry, so it is also the id that the
 *     unit of work names as what it creates
 * @param aggregateType the record's label, such as {@code Incident}
 * @param revision the record's revision after the change: 1 for its creation, then one more each time
 * @param action what was done, such as {@code incident.resolve}
 * @param occurredAt when it happened, see {@link OccurrenceRule}
 * @param recordedAt when Mainstay was told
 * @param fields what changed; fields whose values do not differ are left out
 * @param events what the rest of the platform is told, in order: payloads that declare their event type
 */
public record JournalEntry(
        String entryId,
        Principal principal,
        String aggregateType,
        String aggregateId,
        int revision,
        String action,
        Instant occurredAt,
        Instant recordedAt,
        List<FieldChange> fields,
        List<Record> events) {

    public JournalEntry {
        fields = fields.stream().filter(FieldChange::changed).toList();
        events = List.copyOf(events);
    }
}
