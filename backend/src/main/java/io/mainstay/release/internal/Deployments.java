// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseProperties;
import io.mainstay.release.internal.DeploymentGate.Objection;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What commands make of the deployments of a release, whose lock is held. */
@Component
public final class Deployments {

    /** How many deployments a release may have. */
    public static final int MAX_DEPLOYMENTS = 100;

    /** What the history of a release calls them. */
    static final String DEPLOYMENTS = "deployments";

    private final DeploymentStore store;
    private final DeploymentEnvironmentStore environments;
    private final ReleaseLinks links;
    private final Tickets<Change, ChangeState> changes;
    private final Numbers numbers;
    private final ReleaseProperties settings;

    Deployments(
            DeploymentStore store,
            DeploymentEnvironmentStore environments,
            ReleaseLinks links,
            Tickets<Change, ChangeState> changes,
            Numbers numbers,
            ReleaseProperties settings) {
        this.store = store;
        this.environments = environments;
        this.links = links;
        this.changes = changes;
        this.numbers = numbers;
        this.settings = settings;
    }

    /** The number of a deployment that is to be scheduled; drawn before the unit of work. */
    public String nextNumber() {
        return numbers.next(Deployment.PREFIX);
    }

    /**
     * @throws RefusedException NOT_FOUND for an environment that is none or not in use; REQUIRED without a window for one that is
     *     change-controlled; CONFLICT if a deployment to it is planned or going on, or there are enough
     */
    public Outcome<Release> scheduled(
            Release release, ReleaseCommand.ScheduleDeployment schedule, String number, Occurrence at) {
        DeploymentEnvironment environment = Optional.ofNullable(
                        environments.byIds(List.of(schedule.environmentId())).get(schedule.environmentId()))
                .filter(DeploymentEnvironment::active)
                .orElseThrow(() -> RefusedException.notFound(
                        "Environment in use", schedule.environmentId(), "input", "environmentId"));
        if (environment.changeControlled()) {
            new Validation().require(schedule.window(), "input", "window").refuseIfFailed();
        }
        List<Deployment> all = store.of(release.id());
        if (all.size() >= MAX_DEPLOYMENTS) {
            throw conflict("A release has at most " + MAX_DEPLOYMENTS + " deployments.", "input", "releaseId");
        }
        if (all.stream()
                .anyMatch(one -> one.environmentId().equals(environment.id())
                        && one.state().isOpen())) {
            throw conflict(
                    "A deployment of the release to " + environment.name() + " is planned or going on already.",
                    "input",
                    "environmentId");
        }
        Deployment deployment = Deployment.scheduled(
                Ids.next(), number, release.id(), environment.id(), schedule.window(), at.occurredAt());
        store.create(deployment);
        return Outcome.<Release>of(release, edit -> List.of(ReleaseEventMaker.scheduled(edit.after(), deployment)))
                .linked(FieldChange.of(DEPLOYMENTS, null, deployment.text()), false);
    }

    /**
     * Begins a deployment. The locks of the changes are held until it has begun, so that no authorisation on which it rests is withdrawn
     * meanwhile.
     *
     * @throws RefusedException CONFLICT with one error for each cause of {@link io.mainstay.release.DeploymentDecision.Cause} that speaks
     *     against it
     */
    public Outcome<Release> started(
            Principal principal, Release release, ReleaseCommand.StartDeployment start, Occurrence at) {
        List<Deployment> all = store.of(release.id());
        Deployment before = required(all, start.deploymentId());
        DeploymentEnvironment environment = environmentOf(before);
        List<Change> contained =
                List.copyOf(changes.lockAll(links.changeIds(release.id())).values());
        Instant now = at.recordedAt();
        List<Objection> objections = DeploymentGate.objections(
                facts(release, before, all, environments.inUse(), environment, contained), now);
        if (!objections.isEmpty()) {
            throw new RefusedException(objections.stream()
                    .map(objection -> refusal(principal, objection))
                    .toList());
        }
        Deployment after = before.started(principal.personId(), now);
        store.save(after);
        Release moved = environment.changeControlled() ? DeploymentProgress.begun(release) : release;
        return Outcome.<Release>of(moved, edit -> List.of(ReleaseEventMaker.started(edit.after(), after)))
                .linked(FieldChange.of(DEPLOYMENTS, before.text(), after.text()), false);
    }

    /** What the start of a deployment rests on. */
    public DeploymentGate.Facts facts(
            Release release,
            Deployment deployment,
            List<Deployment> all,
            List<DeploymentEnvironment> inOrder,
            DeploymentEnvironment environment,
            Collection<Change> contained) {
        DeploymentEnvironment previous = null;
        for (DeploymentEnvironment one : inOrder) {
            if (one.position() < environment.position()) {
                previous = one;
            }
        }
        return new DeploymentGate.Facts(
                release, deployment, all, environment, previous, List.copyOf(contained), settings.coversChanges());
    }

    private static UserError refusal(Principal principal, Objection objection) {
        UserError error = UserError.of(UserErrorCode.CONFLICT, objection.message(), "id")
                .with("cause", objection.cause().name());
        if (objection.until() != null) {
            error = error.with("until", objection.until().toString());
        }
        if (objection.changes().isEmpty()) {
            return error;
        }
        List<String> seen = objection.changes().stream()
                .filter(change -> principal.may(Permission.CHANGE_READ)
                        && principal.visibility().allows(change.visibilityFacts()))
                .map(Change::id)
                .toList();
        return error.with("changeIds", seen)
                .with("hiddenChangeCount", objection.changes().size() - seen.size());
    }

    /**
     * Writes down what came of a deployment.
     *
     * @throws RefusedException INVALID_TRANSITION if nothing can come of it any more; INVALID for times in the wrong order
     */
    public Outcome<Release> reported(Release release, ReleaseCommand.ReportDeployment report, Occurrence at) {
        List<Deployment> all = store.of(release.id());
        Deployment before = required(all, report.deploymentId());
        requireReportable(before, report.state());
        Instant now = at.recordedAt();
        boolean succeeded = report.state() == DeploymentState.SUCCEEDED;
        Instant deployedAt = before.deployedAt();
        if (succeeded && (deployedAt == null || report.deployedAt() != null)) {
            deployedAt = Objects.requireNonNullElse(report.deployedAt(), now);
        }
        Instant availableAt = report.availableAt() == null ? before.availableAt() : report.availableAt();
        checkOrder(before, report, deployedAt, availableAt);
        Deployment after = before.ended(report.state(), report.result(), deployedAt, availableAt, now);
        if (after.equals(before)) {
            return Outcome.none(release);
        }
        store.save(after);
        List<Deployment> reported = all.stream()
                .map(one -> one.id().equals(after.id()) ? after : one)
                .toList();
        Release moved = DeploymentProgress.reported(release, reported, controlled(reported), settings.earlyLife());
        return Outcome.<Release>of(moved, edit -> List.of(ReleaseEventMaker.reported(edit.after(), after)))
                .linked(FieldChange.of(DEPLOYMENTS, before.text(), after.text()), false);
    }

    private static void requireReportable(Deployment before, DeploymentState to) {
        boolean possible = switch (before.state()) {
            case RUNNING -> true;
            // It becomes available later, or is undone after all.
            case SUCCEEDED -> to == DeploymentState.SUCCEEDED || to == DeploymentState.ROLLED_BACK;
            case FAILED -> to == DeploymentState.ROLLED_BACK;
            case SCHEDULED, ROLLED_BACK -> false;
        };
        if (!possible) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            "A deployment in state " + before.state() + " does not become " + to + ".",
                            "id")
                    .with("state", before.state().name()));
        }
    }

    private static void checkOrder(
            Deployment before,
            ReleaseCommand.ReportDeployment report,
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt) {
        Instant startedAt = Objects.requireNonNull(before.startedAt());
        new Validation()
                .check(
                        report.deployedAt() == null || !report.deployedAt().isBefore(startedAt),
                        "not before the deployment was started",
                        "input",
                        "deployedAt")
                .check(
                        deployedAt == null || availableAt == null || !availableAt.isBefore(deployedAt),
                        "not before the deployment was done",
                        "input",
                        "availableAt")
                .refuseIfFailed();
    }

    /**
     * Undoes a release: what of it is deployed or being deployed is rolled back.
     *
     * @param moved the release as it is afterwards
     */
    public Outcome<Release> rolledBack(Release moved, Occurrence at) {
        List<String> undone = new ArrayList<>();
        List<FieldChange> told = new ArrayList<>();
        for (Deployment before : store.of(moved.id())) {
            if (before.state() == DeploymentState.RUNNING || before.state() == DeploymentState.SUCCEEDED) {
                Deployment after = before.ended(
                        DeploymentState.ROLLED_BACK, null, before.deployedAt(), before.availableAt(), at.recordedAt());
                store.save(after);
                undone.add(after.id());
                told.add(FieldChange.of(DEPLOYMENTS, before.text(), after.text()));
            }
        }
        Outcome<Release> outcome =
                Outcome.of(moved, edit -> List.of(ReleaseEventMaker.rolledBack(edit.after(), undone)));
        for (FieldChange one : told) {
            outcome = outcome.linked(one, false);
        }
        return outcome;
    }

    private Set<String> controlled(List<Deployment> all) {
        return environments
                .byIds(all.stream().map(Deployment::environmentId).collect(Collectors.toSet()))
                .values()
                .stream()
                .filter(DeploymentEnvironment::changeControlled)
                .map(DeploymentEnvironment::id)
                .collect(Collectors.toSet());
    }

    private DeploymentEnvironment environmentOf(Deployment deployment) {
        Map<String, DeploymentEnvironment> found = environments.byIds(List.of(deployment.environmentId()));
        return Objects.requireNonNull(found.get(deployment.environmentId()));
    }

    private static Deployment required(List<Deployment> all, String id) {
        return all.stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound(Deployment.TYPE, id, "id"));
    }

    private static RefusedException conflict(String message, String... field) {
        return new RefusedException(UserError.of(UserErrorCode.CONFLICT, message, field));
    }
}
