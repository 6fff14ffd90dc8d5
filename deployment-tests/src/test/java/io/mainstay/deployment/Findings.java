// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** Collects what a rule objects to. */
final class Findings {

    private final List<Violation> violations = new ArrayList<>();

    void require(boolean holds, HasMetadata object, String problem) {
        require(holds, object.getKind() + "/" + object.getMetadata().getName(), problem);
    }

    void require(boolean holds, Workload workload, String problem) {
        require(holds, workload.name(), problem);
    }

    void require(boolean holds, Workload workload, Container container, String problem) {
        require(holds, workload.name() + " " + container.getName(), problem);
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }

    private void require(boolean holds, String where, String problem) {
        if (!holds) {
            violations.add(new Violation(where, problem));
        }
    }
}
