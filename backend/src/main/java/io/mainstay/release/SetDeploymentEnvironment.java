// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import org.jspecify.annotations.Nullable;

/** What an environment shall be; see {@link DeploymentEnvironment}. What is null is checked with the rest. */
public record SetDeploymentEnvironment(
        @Nullable String name,
        @Nullable String description,
        int position,
        boolean changeControlled,
        boolean needsPrevious,
        boolean needsApproval,
        boolean active) {}
