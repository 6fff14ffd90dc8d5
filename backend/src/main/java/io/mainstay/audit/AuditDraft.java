// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.time.Instant;
import java.util.List;

/**
 * An entry to be appended to the trail of one aggregate.
 *
 * @param id the entry's id; a unit of work that creates it may name it as what it creates
 * @param chainId whose trail: the aggregate's id
 * @param sequence the entry's place in the trail, from 1 without gaps: the aggregate's new revision
 * @param aggregateType the aggregate's label, such as {@code Incident}
 * @param action what was done, such as {@code incident.resolve}
 * @param principalId the person who did it
 * @param occurredAt when it happened
 * @param recordedAt when Mainstay was told
 */
public record AuditDraft(
        String id,
        String chainId,
        int sequence,
        String aggregateType,
        String action,
        String principalId,
        Instant occurredAt,
        Instant recordedAt,
        List<FieldChange> fields) {

    public AuditDraft {
        if (sequence < 1) {
            throw new IllegalArgumentException("A trail begins with 1, not " + sequence);
        }
        fields = List.copyOf(fields);
    }
}
