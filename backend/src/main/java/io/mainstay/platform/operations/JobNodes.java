// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.jobs.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class JobNodes {

    @Bean
    NodeResolver backgroundJobNodes(OperationsService operations) {
        return new NodeResolver("Job", Job.class, operations::jobs);
    }
}
