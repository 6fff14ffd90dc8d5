// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalTarget;

/** The fields of a policy. */
public final class ApprovalPolicyFields {

    public static final String KIND = "kind";
    public static final String ACTIVE = "active";

    public static final FieldCatalogue<ApprovalPolicy> ALL = FieldCatalogue.<ApprovalPolicy>of("approvalPolicies")
            .id("id", ApprovalPolicy::id)
            .required()
            .notInHistory()
            .text("name", ApprovalPolicy::name)
            .required()
            .text("description", ApprovalPolicy::description)
            .choice(KIND, TicketKind.class, ApprovalPolicy::kind)
            .required()
            .choice("target", ApprovalTarget.class, ApprovalPolicy::target)
            .number("rank", ApprovalPolicy::rank)
            .required()
            .sortable()
            .text("condition", ApprovalPolicy::condition)
            .text("stages", policy -> StagesJson.write(policy.stages()))
            .required()
            .bool(ACTIVE, ApprovalPolicy::active)
            .required()
            .number("version", ApprovalPolicy::version)
            .required()
            .notInHistory()
            .number("revision", ApprovalPolicy::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ApprovalPolicy::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", ApprovalPolicy::updatedAt)
            .required()
            .notInHistory()
            .index("rank", "id")
            .sortedBy("rank", false);

    private ApprovalPolicyFields() {}
}
