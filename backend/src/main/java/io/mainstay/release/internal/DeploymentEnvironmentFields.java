// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.record.FieldCatalogue;
import io.mainstay.release.DeploymentEnvironment;

/** The fields of an environment. */
public final class DeploymentEnvironmentFields {

    public static final FieldCatalogue<DeploymentEnvironment> ALL = FieldCatalogue.<DeploymentEnvironment>of(
                    "deploymentEnvironments")
            .id("id", DeploymentEnvironment::id)
            .required()
            .notInHistory()
            .text("name", DeploymentEnvironment::name)
            .required()
            .text("description", DeploymentEnvironment::description)
            .number("position", DeploymentEnvironment::position)
            .required()
            .bool("changeControlled", DeploymentEnvironment::changeControlled)
            .required()
            .bool("needsPrevious", DeploymentEnvironment::needsPrevious)
            .required()
            // Nothing where it does not, so that what was set before there was such a thing is as its history tells.
            .bool("needsApproval", environment -> environment.needsApproval() ? true : null)
            .bool("active", DeploymentEnvironment::active)
            .required()
            .number("version", DeploymentEnvironment::version)
            .required()
            .notInHistory()
            .number("revision", DeploymentEnvironment::revision)
            .required()
            .notInHistory()
            .instant("createdAt", DeploymentEnvironment::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", DeploymentEnvironment::updatedAt)
            .required()
            .notInHistory()
            .sortedBy("position", false);

    private DeploymentEnvironmentFields() {}
}
