// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import org.jspecify.annotations.Nullable;

/**
 * What an environment shall be; see {@link DeploymentEnvironment}. What is null is checked with the rest.
 *
 * @param needsApproval null for as it was, and for not if it is new: whoever does not know of it takes no approval away
 */
public record SetDeploymentEnvironment(
        @Nullable String name,
        @Nullable String description,
        int position,
        boolean changeControlled,
        boolean needsPrevious,
        @Nullable Boolean needsApproval,
        boolean active) {}
