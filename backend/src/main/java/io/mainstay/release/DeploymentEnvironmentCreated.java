// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.platform.outbox.EventType;

/** There is a new environment. */
@EventType("deployment-environment.created.v1")
public record DeploymentEnvironmentCreated(
        String deploymentEnvironmentId,
        String name,
        int position,
        boolean changeControlled,
        int version,
        boolean needsApproval) {}
