// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.platform.outbox.EventType;

/** An environment is not what it was. */
@EventType("deployment-environment.updated.v1")
public record DeploymentEnvironmentUpdated(
        String deploymentEnvironmentId,
        String name,
        int position,
        boolean changeControlled,
        boolean active,
        int version,
        boolean needsApproval) {}
