// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalPolicyQueries;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.Delegation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Policies, requests and delegations by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class ApprovalNodes {

    @Bean
    NodeResolver approvalPolicyNodes(ApprovalPolicyQueries queries) {
        return new NodeResolver(ApprovalPolicy.TYPE, ApprovalPolicy.class, queries::byIds);
    }

    @Bean
    NodeResolver approvalRequestNodes(ApprovalQueries queries) {
        return new NodeResolver(ApprovalGraphQl.TYPE, ApprovalRequest.TYPE, ApprovalRequest.class, queries::requests);
    }

    @Bean
    NodeResolver delegationNodes(ApprovalQueries queries) {
        return new NodeResolver(Delegation.TYPE, Delegation.class, queries::delegations);
    }
}
