// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.jobs.Job;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads background jobs by {@code node(id)}. */
@Component
final class JobNodes implements NodeResolver {

    private final OperationsService operations;

    JobNodes(OperationsService operations) {
        this.operations = operations;
    }

    @Override
    public String type() {
        return "Job";
    }

    @Override
    public Class<?> viewClass() {
        return Job.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        Map<String, Job> found = new HashMap<>();
        if (principal.may(Permission.PLATFORM_OPERATE)) {
            ids.forEach(id -> operations.job(principal, id).ifPresent(job -> found.put(id, job)));
        }
        return found;
    }
}
