// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.Delegation;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Policies, requests and delegations by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class ApprovalNodes {

    @Bean
    NodeResolver approvalPolicyNodes(ApprovalQueries queries) {
        return new ById(ApprovalPolicy.TYPE, ApprovalPolicy.TYPE, ApprovalPolicy.class, queries::policies);
    }

    @Bean
    NodeResolver approvalRequestNodes(ApprovalQueries queries) {
        return new ById(ApprovalGraphQl.TYPE, ApprovalRequest.TYPE, ApprovalRequest.class, queries::requests);
    }

    @Bean
    NodeResolver delegationNodes(ApprovalQueries queries) {
        return new ById(Delegation.TYPE, Delegation.TYPE, Delegation.class, queries::delegations);
    }

    private record ById(
            String type,
            String label,
            Class<?> viewClass,
            BiFunction<Principal, Collection<String>, Map<String, ?>> byIds)
            implements NodeResolver {

        @Override
        public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
            return byIds.apply(principal, ids);
        }
    }
}
