// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.store;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.internal.ApprovalPolicyFields;
import io.mainstay.workflow.internal.ApprovalRequestFields;
import io.mainstay.workflow.internal.DelegationFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Policies, requests and delegations, told in the words of their trails. */
@Configuration(proxyBeanMethods = false)
class ApprovalTrails {

    /** The policy that an installation is shipped with has no trail until it is changed. */
    @Bean
    TrailedRecords approvalPolicyTrails(ApprovalPolicyStore store) {
        return new Trails<>(ApprovalPolicy.TYPE, ApprovalPolicyFields.ALL, "name", store::byIds);
    }

    @Bean
    TrailedRecords approvalRequestTrails(ApprovalRequestStore store) {
        return new Trails<>(ApprovalRequest.TYPE, ApprovalRequestFields.ALL, null, store::byIds);
    }

    @Bean
    TrailedRecords delegationTrails(DelegationStore store) {
        Visibility all = Visibility.everything(Principal.SYSTEM_ID);
        return new Trails<>(Delegation.TYPE, DelegationFields.ALL, null, ids -> store.visible(all, ids));
    }

    private record Trails<R>(
            String aggregateType,
            FieldCatalogue<R> fields,
            @Nullable String toldByCreation,
            Function<Collection<String>, Map<String, R>> byIds)
            implements TrailedRecords {

        @Override
        public boolean tells(String field) {
            return fields.isInHistory(field);
        }

        @Override
        public Map<String, List<FieldChange>> now(Collection<String> ids) {
            Map<String, List<FieldChange>> now = new HashMap<>();
            byIds.apply(ids).forEach((id, record) -> now.put(id, fields.created(record)));
            return now;
        }
    }
}
