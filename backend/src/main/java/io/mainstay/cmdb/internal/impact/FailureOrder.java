// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import java.util.Comparator;

/** Which of several equally short proofs is shown. */
final class FailureOrder {

    /** No preference but a stable one. */
    static final Comparator<FailureGraph.Edge> BY_ID = Comparator.comparing(FailureGraph.Edge::fromId)
            .thenComparing(edge -> edge.dependency().relationId());

    /** The step that says most by itself: a critical relation before a member of a group, a cause before what is impaired too. */
    static final Comparator<FailureGraph.Edge> PLAINEST = Comparator.comparing(
                    (FailureGraph.Edge edge) -> !edge.critical())
            .thenComparing(edge -> edge.effect() != FailureEffect.DEGRADES)
            .thenComparing(BY_ID);

    private FailureOrder() {}
}
