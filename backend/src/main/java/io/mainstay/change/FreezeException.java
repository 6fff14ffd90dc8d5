// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has asked for a change to be made although a freeze forbids it. Whoever authorises the change grants it: it is approved
 * with the change. It is for the window and the items that the change had when it was asked for: it is withdrawn for good when these move, and
 * when the change is rejected.
 *
 * @param windowId the freeze
 * @param stands whether it was not withdrawn, and the change has the window and the items for which it was asked
 * @param grantedById who has authorised the change with it; null while nobody has, or if it does not stand
 */
public record FreezeException(
        String changeId,
        String windowId,
        String reason,
        String requestedById,
        Instant requestedAt,
        boolean stands,
        @Nullable String grantedById,
        @Nullable Instant grantedAt) {

    /** What the history of the change calls the freezes. */
    public static final String WINDOWS = "freezeWindowIds";

    /** What has become of it. */
    public enum State {
        /** It is asked for: whoever authorises the change grants it. */
        REQUESTED,
        /** It was granted, and the freeze does not stand in the way. */
        GRANTED,
        /** The window or the items of the change have moved since, or it was rejected; it has to be asked for again. */
        WITHDRAWN
    }

    public State state() {
        if (!stands) {
            return State.WITHDRAWN;
        }
        return grantedById == null ? State.REQUESTED : State.GRANTED;
    }
}
