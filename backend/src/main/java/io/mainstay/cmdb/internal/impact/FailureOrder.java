// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import java.util.Comparator;

/** Which of several equally short proofs is shown: one that explains the state before one that only reaches it. */
final class FailureOrder {

    /** No preference but a stable one. */
    static final Comparator<FailureGraph.Edge> BY_ID = Comparator.comparing(FailureGraph.Edge::fromId)
            .thenComparing(edge -> edge.dependency().relationId());

    static final Comparator<FailureGraph.Edge> OF_DOWN = Comparator.comparing(
                    (FailureGraph.Edge edge) -> edge.effect() != FailureEffect.STOPS)
            .thenComparing(edge -> !edge.critical())
            .thenComparing(BY_ID);

    static final Comparator<FailureGraph.Edge> OF_DEGRADED = Comparator.comparing(
                    (FailureGraph.Edge edge) -> !edge.critical())
            .thenComparing(edge -> edge.effect() != FailureEffect.DEGRADES)
            .thenComparing(BY_ID);

    private FailureOrder() {}
}
