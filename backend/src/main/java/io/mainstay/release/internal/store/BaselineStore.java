// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.release.Baseline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Baselines of deployments. Knows nothing of visibility. */
@Component
public final class BaselineStore {

    /** How many CIs a baseline has at most. No source says how many: it is ours. */
    public static final int MAX_ITEMS = 500;

    private final Cypher cypher;

    BaselineStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Pins what a release and its changes touch as it is now; inside the unit of work that begins the deployment. */
    public void pin(String releaseId, String deploymentId, Instant at) {
        cypher.statement("release/pin-baseline")
                .with("releaseId", releaseId)
                .with("deploymentId", deploymentId)
                .with("at", at)
                .with("limit", MAX_ITEMS)
                .with("looked", MAX_ITEMS + 1)
                .run();
    }

    /** The baseline of each deployment that has one, by the deployment's id. */
    public Map<String, Baseline> of(Collection<String> deploymentIds) {
        return cypher.statement("release/baselines")
                .with("deploymentIds", Set.copyOf(deploymentIds))
                .keyed(row -> read(row.row("baseline")), Baseline::deploymentId);
    }

    private static Baseline read(Row node) {
        List<String> ciIds = node.strings("ciIds");
        List<Integer> revisions = node.integers("revisions");
        List<Baseline.Pin> pins = new ArrayList<>();
        for (int i = 0; i < ciIds.size(); i++) {
            pins.add(new Baseline.Pin(ciIds.get(i), revisions.get(i)));
        }
        return new Baseline(node.string("deploymentId"), node.instant("pinnedAt"), pins, node.bool("complete"));
    }
}
