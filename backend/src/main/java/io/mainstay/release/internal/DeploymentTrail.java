// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.release.Deployment;
import io.mainstay.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the history of a release tells of its deployments: each value that was said, after the number of the deployment. */
final class DeploymentTrail {

    /** What the history of a release calls them. */
    static final String DEPLOYMENTS = "deployments";

    private DeploymentTrail() {}

    /** @param before null for one that is new */
    static List<FieldChange> between(@Nullable Deployment before, Deployment after) {
        List<FieldChange> changes = new ArrayList<>();
        add(changes, before, after, "", Deployment::state);
        add(changes, before, after, "window ", deployment -> text(deployment.window()));
        add(changes, before, after, "approval ", deployment -> text(deployment.approval()));
        add(changes, before, after, "deployedAt ", Deployment::deployedAt);
        add(changes, before, after, "availableAt ", Deployment::availableAt);
        add(changes, before, after, "result ", Deployment::result);
        add(changes, before, after, "versions ", Installations::summary);
        return changes;
    }

    private static void add(
            List<FieldChange> changes,
            @Nullable Deployment before,
            Deployment after,
            String what,
            Function<Deployment, @Nullable Object> value) {
        FieldChange change = FieldChange.of(
                DEPLOYMENTS,
                before == null ? null : text(before, what, value.apply(before)),
                text(after, what, value.apply(after)));
        if (change.changed()) {
            changes.add(change);
        }
    }

    private static @Nullable String text(Deployment deployment, String what, @Nullable Object value) {
        return value == null ? null : deployment.number() + ": " + what + value;
    }

    private static @Nullable String text(Release.Approval approval) {
        if (approval.approvedAt() != null) {
            return "APPROVED";
        }
        if (approval.requestedAt() != null) {
            return "REQUESTED";
        }
        return approval.rejectionReason() == null ? null : "REJECTED, " + approval.rejectionReason();
    }

    private static @Nullable String text(Deployment.@Nullable Window window) {
        return window == null ? null : window.from() + " to " + window.to();
    }
}
