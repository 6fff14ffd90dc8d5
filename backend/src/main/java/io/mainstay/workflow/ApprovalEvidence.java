// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;

/**
 * The evidence on which records of a kind are approved. Of a kind that offers no bean the name of what was seen is kept with the decision
 * as it was given.
 */
public interface ApprovalEvidence {

    /** The label of the records. */
    String recordType();

    /**
     * Keeps what somebody has seen of a record, inside the unit of work of the decision and with the lock of the record held.
     *
     * @param seen the version of the evidence that they name
     * @param field where they name it
     * @return how it is called to everybody who reads the decision
     * @throws RefusedException INVALID if there is no such version; CONFLICT with the cause EVIDENCE_STALE and the differences if something
     *     else is there now
     */
    Pinned pin(Principal principal, String recordId, String seen, String... field);

    /**
     * What was kept.
     *
     * @param version that tells nothing of what only some readers see
     * @param hash for the history of the record
     */
    record Pinned(String version, String hash) {}
}
