// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote on a record.
 *
 * @param recordId the record it was written on
 * @param kind who may read it
 * @param text at most {@link WorkLog#MAX_LENGTH} characters
 * @param authorId the person who wrote it
 * @param occurredAt when it was said
 * @param recordedAt when Mainstay was told
 * @param correction the last correction; null if it says what it always said
 */
public record WorkLogEntry(
        String id,
        String recordId,
        Kind kind,
        String text,
        String authorId,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable Correction correction) {

    /**
     * A correction of what was written.
     *
     * @param number counts those of the entry from 1
     */
    public record Correction(int number, String byId, Instant at) {}

    /** What an entry said from then on until it was corrected. */
    public record Version(Kind kind, String text, String writtenById, Instant writtenAt) {}

    /** The entry after a correction. */
    public WorkLogEntry corrected(Kind newKind, String newText, String byId, Instant at) {
        Correction next = new Correction(corrections() + 1, byId, at);
        return new WorkLogEntry(id, recordId, newKind, newText, authorId, occurredAt, recordedAt, next);
    }

    /** How often it was corrected. */
    public int corrections() {
        return correction == null ? 0 : correction.number();
    }

    public @Nullable String correctedById() {
        return Optional.ofNullable(correction).map(Correction::byId).orElse(null);
    }

    public @Nullable Instant correctedAt() {
        return Optional.ofNullable(correction).map(Correction::at).orElse(null);
    }

    /** What the trail of the record says of the entry: its id, and a digest of what was written, by whom and for whom. */
    public String digest() {
        return digest(corrections(), kind, text, correction == null ? authorId : correction.byId());
    }

    /**
     * What the trail says of an earlier version.
     *
     * @param number how often the entry had been corrected then
     */
    public String digest(int number, Version version) {
        return digest(number, version.kind(), version.text(), version.writtenById());
    }

    /** Of what was never corrected as earlier releases made it. */
    private String digest(int number, Kind ofKind, String ofText, String byId) {
        List<String> original = List.of(id, recordId, ofKind.name(), ofText, authorId);
        List<String> corrected = List.of(id, recordId, ofKind.name(), ofText, authorId, String.valueOf(number), byId);
        return id + ':' + FieldChange.digest(number == 0 ? original : corrected);
    }

    /** Who may read an entry. */
    public enum Kind {
        /** Only those who work on the record. */
        WORK_NOTE,
        /** Everybody who sees the record, above all the person affected. */
        COMMENT
    }
}
