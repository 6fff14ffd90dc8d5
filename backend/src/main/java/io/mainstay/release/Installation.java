// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import org.jspecify.annotations.Nullable;

/**
 * What a deployment makes of the version of a CI: one of the targets of an artifact, pinned as the deployment begins.
 *
 * @param version of the artifact
 * @param former the version of the CI before it was set; null for none, and while it was not
 * @param obstacle why it was not set, or not restored; null otherwise
 */
public record Installation(
        String ciId,
        String version,
        @Nullable String former,
        State state,
        @Nullable Obstacle obstacle) {

    /** What has become of it. */
    public enum State {
        PLANNED,
        SET,
        NOT_SET,
        RESTORED,
        NOT_RESTORED
    }

    /** Why the CI kept the version that it had. */
    public enum Obstacle {
        RETIRED,
        NOT_AFFECTED,
        CONTROLLED,
        CHANGED_SINCE
    }

    public static Installation planned(String ciId, String version) {
        return new Installation(ciId, version, null, State.PLANNED, null);
    }

    /** @param before the version that the CI had; null for none */
    public Installation set(@Nullable String before) {
        return new Installation(ciId, version, before, State.SET, null);
    }

    public Installation notSet(Obstacle why) {
        return new Installation(ciId, version, null, State.NOT_SET, why);
    }

    public Installation restored() {
        return new Installation(ciId, version, former, State.RESTORED, null);
    }

    public Installation notRestored(Obstacle why) {
        return new Installation(ciId, version, former, State.NOT_RESTORED, why);
    }
}
