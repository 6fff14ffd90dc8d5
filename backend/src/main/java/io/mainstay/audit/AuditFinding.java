// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import org.jspecify.annotations.Nullable;

/**
 * A finding of the check of the trail: an entry, a seal or a record that was edited or removed.
 *
 * @param recordId the record whose trail it is; null if it concerns a seal
 * @param revision the entry of that trail; null if it concerns the record as a whole or a seal
 * @param sealNumber the seal concerned; null if none
 * @param field the field of the record that is not what its trail says; null if the finding is of another kind
 */
public record AuditFinding(
        Kind kind,
        @Nullable String recordId,
        @Nullable Integer revision,
        @Nullable Long sealNumber,
        @Nullable String field) {

    /** A finding that is of no field. */
    public AuditFinding(Kind kind, @Nullable String recordId, @Nullable Integer revision, @Nullable Long sealNumber) {
        this(kind, recordId, revision, sealNumber, null);
    }

    /** What does not fit. */
    public enum Kind {
        /** An entry was removed. */
        ENTRY_REMOVED,
        /** An entry or one of its values was edited. */
        ENTRY_EDITED,
        /** An entry does not follow the one before it. */
        CHAIN_BROKEN,
        /** A record was removed, with or without its entries. */
        RECORD_REMOVED,
        /**
         * A record's revision is not that of its newest entry, or a field is not what its trail says: an entry was removed, or the
         * record changed past the trail.
         */
        RECORD_DIFFERS,
        /** A record has no trail: it was made past the trail. */
        RECORD_WITHOUT_TRAIL,
        /** A seal was removed. */
        SEAL_REMOVED,
        /** A seal was edited. */
        SEAL_EDITED
    }
}
