// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.record.TicketKind;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.workflow.MaterialFields;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a release an approval of it, or of a deployment of it, may be for, as the API and the history name it. */
public final class ReleaseMaterial {

    private static final String CRITERIA = "criteria";

    /** What is deployed, and what policies ask for, is material whatever is set. */
    public static final MaterialFields FIELDS = MaterialFields.of(TicketKind.RELEASE)
            .always("changeIds")
            .always(
                    "artifacts",
                    "artifactNames",
                    "artifactVersions",
                    "artifactDigests",
                    "artifactTargetCiIds",
                    "artifactTargetEnvironmentIds",
                    "artifactTargetCounts")
            .always("type")
            // Policies ask for the services of a release, and their owners.
            .always("ciIds")
            .always("serviceOfferingId")
            .always(EstimatedCost.FIELD)
            .byDefault(CRITERIA, "criterionTexts", "criterionEvidence", "criteriaMet")
            .byDefault("releaseVersion")
            .byDefault("plan")
            .byDefault("rollBackPlan")
            .byDefault("effectiveFrom")
            .byDefault("serviceChange")
            .byDefault("intendedOutcome")
            .ifPutIn("title")
            .ifPutIn("description")
            .build();

    /**
     * The same of a deployment, beside its environment and window. By what a release is accepted is for the approval of the release: a
     * deployment to a test may be what proves it.
     */
    public static final MaterialFields OF_DEPLOYMENTS = FIELDS.without(CRITERIA);

    /** In which states what a release is approved as can be edited. */
    private static final Set<ReleaseState> EDITED =
            EnumSet.of(ReleaseState.PLANNED, ReleaseState.BUILT, ReleaseState.READY, ReleaseState.APPROVED);

    private ReleaseMaterial() {}

    /** Whether a release is asked for its approval, or has it, and can be edited. */
    public static boolean isAsked(Release release) {
        return EDITED.contains(release.state()) && release.approval().requestedAt() != null;
    }

    /**
     * Whether approvals of deployments alone could be withdrawn by an edit of a release. One that is being deployed is assigned still, and with
     * that its service offering may be another one.
     */
    public static boolean mayHaveAskedDeployments(Release release) {
        return release.state() == ReleaseState.DEPLOYING
                || EDITED.contains(release.state()) && release.approval().requestedAt() == null;
    }

    /**
     * By which fields an edit would withdraw approvals of a release or of its deployments; null if there are none, or it is not edited any more.
     *
     * @param deployments of it, if {@link #mayHaveAskedDeployments}
     */
    public static @Nullable MaterialFields withdrawable(Release release, Collection<Deployment> deployments) {
        if (isAsked(release)) {
            return FIELDS;
        }
        return mayHaveAskedDeployments(release) && deployments.stream().anyMatch(ReleaseMaterial::isAsked)
                ? OF_DEPLOYMENTS
                : null;
    }

    /** Whether a deployment is asked for its approval, or has it, and has not begun. */
    static boolean isAsked(Deployment deployment) {
        return deployment.state() == DeploymentState.SCHEDULED
                && deployment.approval().requestedAt() != null;
    }
}
