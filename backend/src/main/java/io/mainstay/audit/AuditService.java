// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use cases of auditors: reading trails and checking them for tampering. */
public interface AuditService {

    /** What those who look after the installation did, newest first. */
    Page<HistoryEntry> operations(Principal principal, PageRequest request);

    /**
     * The trail of a record, newest first; also of a record that was removed from the graph behind the platform's back.
     *
     * @return empty if the record is not visible to the principal or never had a trail
     */
    Optional<Page<HistoryEntry>> trail(Principal principal, String recordId, PageRequest request);

    /** The authorisations that a person was refused, newest first. */
    Page<HistoryEntry> refusals(Principal principal, String personId, PageRequest request);

    /**
     * Checks the whole trail, from a seal on, compares the records whose entries it meets with what their trails say, and then
     * looks for records without a trail.
     *
     * @param fromSeal the first seal to check, from 1
     * @param maxSeals how many to check, at most 10,000; entries without a seal, and records, are checked only if all are done
     * @param afterRecord the record after which to look for those without a trail; null for the beginning
     */
    AuditVerification verify(Principal principal, long fromSeal, int maxSeals, @Nullable String afterRecord);
}
