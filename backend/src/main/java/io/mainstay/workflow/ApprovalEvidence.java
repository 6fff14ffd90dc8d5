// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Principal;
import java.util.List;
import java.util.Optional;

/**
 * The evidence on which records of a kind are approved. A kind that offers a bean has each decision that names what was seen checked
 * against what is; of one that does not, the name is kept with the decision.
 */
public interface ApprovalEvidence {

    /** The label of the records. */
    String recordType();

    /**
     * Compares what somebody has seen with what is, inside the unit of work of the decision and with the lock of the record held.
     *
     * @param seen the version of the evidence that they name
     * @return what differs; empty if nothing does
     */
    Optional<Stale> compare(Principal principal, String recordId, String seen);

    /**
     * The evidence is another one by now.
     *
     * @param current its version
     * @param differences sentences for whoever decides, at least one
     */
    record Stale(String current, List<String> differences) {

        public Stale {
            differences = List.copyOf(differences);
        }
    }
}
