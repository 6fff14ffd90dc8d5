// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** The kinds of relation between two CIs, read as "source TYPE target", and how failure flows over each. */
public enum RelationType {
    /** The source cannot work without the target. */
    DEPENDS_ON(FailureFlow.TARGET_TO_SOURCE, FailureEffect.STOPS),
    /** The source is executed by the target, such as a virtual machine by a cluster. */
    RUNS_ON(FailureFlow.TARGET_TO_SOURCE, FailureEffect.STOPS),
    /** The source draws its power from the target. */
    POWERED_BY(FailureFlow.TARGET_TO_SOURCE, FailureEffect.STOPS),
    /** The source stands in the target, such as a device in a rack or a rack at a site. */
    LOCATED_IN(FailureFlow.TARGET_TO_SOURCE, FailureEffect.STOPS),
    /** The source holds the target, which is lost with it. */
    CONTAINS(FailureFlow.SOURCE_TO_TARGET, FailureEffect.STOPS),
    /** The source works with the target and is impaired without it. */
    USES(FailureFlow.TARGET_TO_SOURCE, FailureEffect.DEGRADES),
    /** The source is counted as a component of the target. */
    PART_OF(FailureFlow.NONE, FailureEffect.STOPS),
    /** Source and target are cabled or linked to each other. */
    CONNECTED_TO(FailureFlow.NONE, FailureEffect.STOPS),
    /** The source is linked by the target, such as a site by a circuit. */
    CONNECTED_BY(FailureFlow.NONE, FailureEffect.STOPS),
    /** The target describes the source. */
    DOCUMENTED_BY(FailureFlow.NONE, FailureEffect.STOPS);

    private final FailureFlow failureFlow;
    private final FailureEffect defaultEffect;

    RelationType(FailureFlow failureFlow, FailureEffect defaultEffect) {
        this.failureFlow = failureFlow;
        this.defaultEffect = defaultEffect;
    }

    public FailureFlow failureFlow() {
        return failureFlow;
    }

    /** The effect of a relation that names none; without meaning when the type carries no failure. */
    public FailureEffect defaultEffect() {
        return defaultEffect;
    }

    public boolean carriesFailure() {
        return failureFlow != FailureFlow.NONE;
    }
}
