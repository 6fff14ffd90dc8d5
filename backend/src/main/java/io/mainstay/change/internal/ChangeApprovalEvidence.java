// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeEvidenceService;
import io.mainstay.change.PinnedChangeEvidence;
import io.mainstay.kernel.Principal;
import io.mainstay.workflow.ApprovalEvidence;
import org.springframework.stereotype.Component;

/** The evidence on which changes are approved. */
@Component
final class ChangeApprovalEvidence implements ApprovalEvidence {

    private final ChangeEvidenceService evidence;

    ChangeApprovalEvidence(ChangeEvidenceService evidence) {
        this.evidence = evidence;
    }

    @Override
    public String recordType() {
        return Change.TYPE;
    }

    @Override
    public Pinned pin(Principal principal, String recordId, String seen, String... field) {
        PinnedChangeEvidence pinned = evidence.pin(principal, recordId, seen, field);
        return new Pinned(pinned.version(), pinned.hash());
    }
}
