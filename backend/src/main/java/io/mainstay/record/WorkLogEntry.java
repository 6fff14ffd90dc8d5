// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import java.time.Instant;
import java.util.List;

/**
 * What somebody wrote on a record.
 *
 * @param recordId the record it was written on
 * @param kind who may read it
 * @param text at most {@link WorkLog#MAX_LENGTH} characters
 * @param authorId the person who wrote it
 * @param occurredAt when it was said
 * @param recordedAt when Mainstay was told
 */
public record WorkLogEntry(
        String id, String recordId, Kind kind, String text, String authorId, Instant occurredAt, Instant recordedAt) {

    /** What the trail of the record says of the entry: its id, and a digest of what was written, by whom and for whom. */
    public String digest() {
        return id + ':' + FieldChange.digest(List.of(id, recordId, kind.name(), text, authorId));
    }

    /** Who may read an entry. */
    public enum Kind {
        /** Only those who work on the record. */
        WORK_NOTE,
        /** Everybody who sees the record, above all the person affected. */
        COMMENT
    }
}
