// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import io.mainstay.platform.cypher.Cypher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A kind of job that the application does by itself; its steps are counted in the graph. */
@Configuration(proxyBeanMethods = false)
class CountedJob {

    @Bean
    JobHandler countingJobHandler(Cypher cypher) {
        return JobsIT.handler(JobsIT.BY_ITSELF, cypher, () -> {});
    }
}
