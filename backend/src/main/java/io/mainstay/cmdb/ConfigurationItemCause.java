// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import org.jspecify.annotations.Nullable;

/**
 * By what right somebody changes attributes of a CI.
 *
 * @param changeId the change that is being implemented; null for the one that Mainstay finds
 * @param breakGlassReason why it cannot wait for one; null if nobody breaks the glass
 */
public record ConfigurationItemCause(
        @Nullable String changeId, @Nullable String breakGlassReason) {

    /** None is said. */
    public static final ConfigurationItemCause UNSAID = new ConfigurationItemCause(null, null);
}
