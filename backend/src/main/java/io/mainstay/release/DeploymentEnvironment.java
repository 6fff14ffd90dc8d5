// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where releases are deployed, such as test and production.
 *
 * @param position those of a lower position come first
 * @param changeControlled whether only what is approved is deployed there
 * @param needsPrevious whether a release is deployed there only when it was deployed to the environment before, in the order of positions
 * @param needsApproval whether each deployment there is approved by itself, beside its release
 * @param active whether it is in use
 */
public record DeploymentEnvironment(
        String id,
        String name,
        @Nullable String description,
        int position,
        boolean changeControlled,
        boolean needsPrevious,
        boolean needsApproval,
        boolean active,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "DeploymentEnvironment";

    public DeploymentEnvironment moved(int newVersion, int newRevision, Instant at) {
        return new DeploymentEnvironment(
                id,
                name,
                description,
                position,
                changeControlled,
                needsPrevious,
                needsApproval,
                active,
                newVersion,
                newRevision,
                createdAt,
                at);
    }
}
