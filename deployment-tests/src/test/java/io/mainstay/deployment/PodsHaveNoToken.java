// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;

/** Nothing here talks to the cluster's API, so no pod has a token for it, and each component has an account of its own. */
final class PodsHaveNoToken implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            findings.require(
                    Boolean.FALSE.equals(workload.pod().getAutomountServiceAccountToken()),
                    workload,
                    "mounts a token for the cluster's API");
            String account = workload.pod().getServiceAccountName();
            findings.require(
                    account != null && !account.equals("default"), workload, "runs under the account of others");
        }
        for (ServiceAccount account : manifests.of(ServiceAccount.class)) {
            findings.require(
                    Boolean.FALSE.equals(account.getAutomountServiceAccountToken()),
                    account,
                    "mounts a token for the cluster's API");
        }
        return findings.all();
    }
}
