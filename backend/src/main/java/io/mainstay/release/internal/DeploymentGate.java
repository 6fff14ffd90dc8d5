// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentDecision.Cause;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against the start of a deployment. Everywhere the release must be built and, where the environment asks for it, deployed to
 * the environment before, and the deployment approved by itself. An environment that is change-controlled asks for more: that the release is approved and effective, that each
 * change in it is authorised, that it is the time that was planned, and that no freeze covers what it touches.
 */
public final class DeploymentGate {

    private static final Set<ReleaseState> BUILT = EnumSet.of(
            ReleaseState.BUILT,
            ReleaseState.READY,
            ReleaseState.APPROVED,
            ReleaseState.DEPLOYING,
            ReleaseState.DEPLOYED,
            ReleaseState.EARLY_LIFE);

    private static final Set<ReleaseState> APPROVED =
            EnumSet.of(ReleaseState.APPROVED, ReleaseState.DEPLOYING, ReleaseState.DEPLOYED, ReleaseState.EARLY_LIFE);

    private static final Set<ChangeState> AUTHORISED =
            EnumSet.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED);

    private DeploymentGate() {}

    /**
     * What the answer rests on.
     *
     * @param others the deployments of the release, the oldest first; this one may be among them
     * @param previous the environment before, in the order of positions; null if this is the first
     * @param changes all that the release contains, whoever sees them
     * @param unmet those of the changes that were approved on conditions that are not met; nobody asks where it is not change-controlled
     * @param coversChanges whether the approval of the release is enough for them
     * @param freezes what is frozen of what it touches; nobody asks where it is not change-controlled
     * @param waitedFor who is asked to approve it by itself, such as "the role CHANGE_MANAGER"; nobody asks where that is not needed
     */
    public record Facts(
            Release release,
            Deployment deployment,
            List<Deployment> others,
            DeploymentEnvironment environment,
            @Nullable DeploymentEnvironment previous,
            List<Change> changes,
            Set<String> unmet,
            boolean coversChanges,
            DeploymentFreezes freezes,
            List<String> waitedFor) {

        public Facts {
            others = List.copyOf(others);
            changes = List.copyOf(changes);
            unmet = Set.copyOf(unmet);
            waitedFor = List.copyOf(waitedFor);
        }
    }

    /**
     * One thing that speaks against it.
     *
     * @param message names no change, because not everybody sees them
     * @param until from when on it does not, if nothing else changes; null if nobody knows
     * @param changes that it is about
     */
    public record Objection(
            Cause cause, String message, @Nullable Instant until, List<Change> changes) {

        public Objection {
            changes = List.copyOf(changes);
        }

        private static Objection of(Cause cause, String message) {
            return new Objection(cause, message, null, List.of());
        }
    }

    /** All that speaks against the start of a deployment at an instant; nothing if it may start. */
    public static List<Objection> objections(Facts facts, Instant now) {
        Deployment deployment = facts.deployment();
        if (deployment.state() != DeploymentState.SCHEDULED) {
            return List.of(Objection.of(
                    Cause.NOT_SCHEDULED, "The deployment is " + deployment.state() + " and not SCHEDULED."));
        }
        List<Objection> objections = new ArrayList<>();
        DeploymentEnvironment environment = facts.environment();
        Release release = facts.release();
        if (!environment.active()) {
            objections.add(Objection.of(
                    Cause.ENVIRONMENT_NOT_IN_USE,
                    "The environment " + environment.name() + " is not in use any more."));
        }
        if (!BUILT.contains(release.state())) {
            objections.add(Objection.of(
                    Cause.RELEASE_NOT_BUILT, "A release in state " + release.state() + " is not deployed."));
        } else if (release.artifacts().isEmpty()) {
            objections.add(Objection.of(Cause.RELEASE_NOT_BUILT, "The release contains no artifacts any more."));
        }
        if (environment.changeControlled()) {
            controlled(facts, now, objections);
        }
        if (!isApproved(deployment, environment)) {
            objections.add(Objection.of(Cause.DEPLOYMENT_NOT_APPROVED, notApproved(facts)));
        }
        DeploymentEnvironment previous = facts.previous();
        if (environment.needsPrevious() && previous != null && !isIn(previous, facts)) {
            objections.add(Objection.of(
                    Cause.PREVIOUS_ENVIRONMENT,
                    "The release was not deployed to " + previous.name()
                            + " with success, or not the last time, or with other artifacts."));
        }
        return objections;
    }

    /** Whether it has the approval that the environment needs. An edit of what was approved, or of its window, takes it away. */
    static boolean isApproved(Deployment deployment, DeploymentEnvironment environment) {
        return !environment.needsApproval() || deployment.approval().approvedAt() != null;
    }

    private static String notApproved(Facts facts) {
        String needed = "Each deployment to " + facts.environment().name() + " needs an approval of its own: ";
        Release.Approval approval = facts.deployment().approval();
        if (approval.requestedAt() != null) {
            return needed + "this one waits for "
                    + (facts.waitedFor().isEmpty() ? "nobody who could give it" : String.join(", ", facts.waitedFor()))
                    + ".";
        }
        return needed
                + (approval.rejectionReason() == null
                        ? "it is not asked for, or what was to be approved was edited."
                        : "this one was rejected.")
                + " Who plans it anew asks for it.";
    }

    private static void controlled(Facts facts, Instant now, List<Objection> objections) {
        Release release = facts.release();
        if (!APPROVED.contains(release.state())) {
            objections.add(Objection.of(
                    Cause.RELEASE_NOT_APPROVED,
                    "The environment is change-controlled, and the release is " + release.state()
                            + " and not approved."));
        }
        Instant effectiveFrom = release.plan().effectiveFrom();
        if (effectiveFrom != null && now.isBefore(effectiveFrom)) {
            objections.add(new Objection(
                    Cause.NOT_YET_EFFECTIVE,
                    "The release is effective from " + effectiveFrom + " on.",
                    effectiveFrom,
                    List.of()));
        }
        List<Change> open = facts.changes().stream()
                .filter(change -> !isAuthorised(change, facts.coversChanges()))
                .toList();
        if (!open.isEmpty()) {
            objections.add(new Objection(
                    Cause.CHANGE_NOT_AUTHORISED,
                    open.size() + " of the " + facts.changes().size()
                            + " changes that the release contains are not authorised.",
                    null,
                    open));
        }
        List<Change> conditioned = facts.changes().stream()
                .filter(change -> facts.unmet().contains(change.id()))
                .toList();
        if (!conditioned.isEmpty()) {
            objections.add(new Objection(
                    Cause.CONDITION_NOT_MET,
                    conditioned.size() + " of the " + facts.changes().size()
                            + " changes that the release contains were approved on conditions that are not met.",
                    null,
                    conditioned));
        }
        Deployment.Window window = facts.deployment().window();
        if (window == null) {
            objections.add(Objection.of(
                    Cause.OUTSIDE_WINDOW,
                    "The environment is change-controlled, and no window is planned for the deployment."));
        } else if (!window.holds(now)) {
            objections.add(new Objection(
                    Cause.OUTSIDE_WINDOW,
                    "The deployment is planned from " + window.from() + " to " + window.to() + ".",
                    now.isBefore(window.from()) ? window.from() : null,
                    List.of()));
        }
        frozen(facts, objections);
    }

    private static void frozen(Facts facts, List<Objection> objections) {
        if (!facts.freezes().complete()) {
            objections.add(Objection.of(
                    Cause.FREEZES_INCOMPLETE,
                    "There may be more freezes of what the deployment touches than can be looked at."));
        }
        List<DeploymentFreezes.Frozen> frozen = facts.freezes().frozen();
        if (frozen.isEmpty()) {
            return;
        }
        Instant over = frozen.stream()
                .map(DeploymentFreezes.Frozen::endsAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Deployment.Window window = facts.deployment().window();
        objections.add(new Objection(
                Cause.FREEZE,
                frozen.size()
                        + " freezes cover what the deployment touches before its window is over, and not all of its changes are excepted.",
                window == null || over.isBefore(window.to()) ? over : null,
                frozen.stream()
                        .flatMap(one -> one.changes().stream())
                        .distinct()
                        .toList()));
    }

    /** What was withdrawn, or begun without an authorisation, no approval of a release covers. */
    private static boolean isAuthorised(Change change, boolean covered) {
        return !change.unauthorised()
                && (AUTHORISED.contains(change.state()) || (covered && change.state() != ChangeState.CANCELLED));
    }

    /** Whether what was begun last in an environment has succeeded, with the artifacts that the release has now. */
    private static boolean isIn(DeploymentEnvironment environment, Facts facts) {
        String artifacts = facts.release().content().artifactsDigest();
        Deployment last = null;
        for (Deployment deployment : facts.others()) {
            if (deployment.environmentId().equals(environment.id()) && deployment.start() != null) {
                last = deployment;
            }
        }
        return last != null
                && last.state() == DeploymentState.SUCCEEDED
                && Objects.requireNonNull(last.start()).artifacts().equals(artifacts);
    }
}
