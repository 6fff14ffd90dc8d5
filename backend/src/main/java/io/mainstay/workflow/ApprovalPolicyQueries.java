// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.audit.AuditTrail;
import io.mainstay.kernel.Permission;
import io.mainstay.record.CatalogueQueries;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import org.springframework.stereotype.Service;

/** Reads policies of approval. Who is to approve what is no secret among those who may read policies. */
@Service
public final class ApprovalPolicyQueries extends CatalogueQueries<ApprovalPolicy> {

    ApprovalPolicyQueries(ApprovalPolicyStore store, AuditTrail trail) {
        super(Permission.APPROVAL_READ, store::byIds, store.lists(), trail);
    }
}
