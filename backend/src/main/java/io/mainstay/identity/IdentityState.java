// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How synchronisation stands, whichever replica did it last.
 *
 * @param synchronisation the last run that came to its end; null before the first
 * @param failedAt when a run failed, if none has come to its end since
 * @param heldDeactivations why a run was stopped, if one was and none has come to its end since
 */
public record IdentityState(
        @Nullable SynchronisationReport synchronisation,
        @Nullable Instant failedAt,
        @Nullable HeldDeactivations heldDeactivations) {

    /** Nothing was synchronised yet. */
    public static final IdentityState BEFORE = new IdentityState(null, null, null);

    /** Whether the last run came to its end. */
    public boolean current() {
        return synchronisation != null && failedAt == null;
    }
}
