// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.record.CatalogueTrails;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.internal.ApprovalPolicyFields;
import io.mainstay.workflow.internal.ApprovalRequestFields;
import io.mainstay.workflow.internal.DelegationFields;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Policies, requests and delegations, told in the words of their trails. */
@Configuration(proxyBeanMethods = false)
class ApprovalTrails {

    /** The policy that an installation is shipped with has no trail until it is changed. */
    @Bean
    TrailedRecords approvalPolicyTrails(ApprovalPolicyStore store) {
        return new CatalogueTrails<>(ApprovalPolicy.TYPE, ApprovalPolicyFields.ALL, store::byIds, "name");
    }

    /** The settings that an installation is shipped with have no trails until they are changed. */
    @Bean
    TrailedRecords approvalMaterialFieldTrails(ApprovalMaterialFieldStore store) {
        return new TrailedSettings<ApprovalMaterialFields>(
                ApprovalMaterialFields.TYPE,
                "takenOut",
                Map.of("putIn", ApprovalMaterialFields::putIn, "takenOut", ApprovalMaterialFields::takenOut),
                Set.of(),
                store::byIds);
    }

    @Bean
    InstallationRecord approvalMaterialFieldTrail() {
        return new InstallationRecord(ApprovalMaterialFields.TYPE, Permission.APPROVAL_READ);
    }

    @Bean
    TrailedRecords approvalRequestTrails(ApprovalRequestStore store) {
        return new CatalogueTrails<>(ApprovalRequest.TYPE, ApprovalRequestFields.ALL, store::byIds);
    }

    @Bean
    TrailedRecords delegationTrails(DelegationStore store) {
        Visibility all = Visibility.everything(Principal.SYSTEM_ID);
        return new CatalogueTrails<>(Delegation.TYPE, DelegationFields.ALL, ids -> store.visible(all, ids));
    }
}
