// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ReleaseType;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketImpactOrigin;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releases for tests without a server: planned by {@code planner}. */
final class Releases {

    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    static final Release.Artifact ARTIFACT = new Release.Artifact("shop", "4.2.0", "sha256:" + "0".repeat(64));
    static final Release.Criterion PROVEN = new Release.Criterion("It sells", "Report 17", true);

    private Releases() {}

    static Release in(ReleaseState state) {
        return new Release(
                new Header("release", "REL0000001", "org", 1, 1, AT, AT, AT, null),
                new Facets(
                        new Facets.Description("Title", null, null),
                        new Facets.People("planner", null, null),
                        new Facets.Assignment(null, "team", "assignee", true),
                        null,
                        new Facets.Rating(
                                TicketImpact.MEDIUM,
                                TicketUrgency.MEDIUM,
                                TicketPriority.P3,
                                1,
                                TicketImpactOrigin.DEFAULT,
                                null,
                                TicketImpact.MEDIUM),
                        null,
                        Facets.Secrecy.NONE),
                state,
                ReleaseType.MINOR,
                new Release.Content("4.2.0", List.of(ARTIFACT), List.of(PROVEN)),
                new Release.Plan("Bring it", "Take it away", null),
                Release.Approval.NONE,
                Release.Course.NONE,
                Release.ServicePlan.NONE,
                Release.DeploymentApprovers.NONE);
    }

    static Release approved() {
        return in(ReleaseState.APPROVED)
                .with(Release.Approval.requested(AT, "planner", List.of(), List.of())
                        .approvedBy(List.of("authority"))
                        .approved(AT));
    }

    static Release assignedTo(Release release, String assigneeId) {
        return release.with(release.facets().with(new Facets.Assignment(null, "team", assigneeId, true)));
    }

    static Release effectiveFrom(Release release, Instant from) {
        return release.with(
                new Release.Plan(release.plan().steps(), release.plan().rollBack(), from));
    }

    static DeploymentEnvironment environment(String id, int position, boolean controlled, boolean needsPrevious) {
        return new DeploymentEnvironment(id, id, null, position, controlled, needsPrevious, false, true, 1, 1, AT, AT);
    }

    /** One where each deployment is approved by itself. */
    static DeploymentEnvironment approving(String id) {
        return new DeploymentEnvironment(id, id, null, 5, false, false, true, true, 1, 1, AT, AT);
    }

    /** With the artifacts that these releases have. */
    static Deployment to(String environmentId, DeploymentState state, Deployment.@Nullable Window window) {
        return to(environmentId, state, window, true);
    }

    static Deployment to(
            String environmentId, DeploymentState state, Deployment.@Nullable Window window, boolean changeControlled) {
        boolean begun = state != DeploymentState.SCHEDULED && state != DeploymentState.CANCELLED;
        boolean ended = begun && state != DeploymentState.RUNNING;
        return new Deployment(
                environmentId + "-" + state,
                "DEP0000001",
                "release",
                environmentId,
                state,
                window,
                "planner",
                AT,
                List.of(),
                begun
                        ? new Deployment.Start(
                                AT,
                                "planner",
                                changeControlled,
                                approved().content().artifactsDigest())
                        : null,
                ended ? AT : null,
                state == DeploymentState.SUCCEEDED ? AT : null,
                null,
                null,
                List.of(),
                Release.Approval.NONE);
    }
}
