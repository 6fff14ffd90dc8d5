// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeQueries;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.InstalledVersions;
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
import io.mainstay.release.ReleaseState;
import io.mainstay.release.internal.DeploymentGate.Objection;
import io.mainstay.release.internal.store.BaselineStore;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What commands make of the deployments of a release, whose lock is held. */
@Component
public final class Deployments {

    /** How many deployments a release may have. */
    public static final int MAX_DEPLOYMENTS = 100;

    private final DeploymentStore store;
    private final BaselineStore baselines;
    private final DeploymentEnvironmentStore environments;
    private final ReleaseLinks links;
    private final Tickets<Release, ReleaseState> releases;
    private final Tickets<Change, ChangeState> changes;
    private final ChangeQueries conditions;
    private final DeploymentFreezeFinder freezes;
    private final InstalledVersions versions;
    private final Numbers numbers;
    private final ReleaseProperties settings;
    private final DeploymentApprovals approvals;

    Deployments(
            DeploymentStore store,
            BaselineStore baselines,
            DeploymentEnvironmentStore environments,
            ReleaseLinks links,
            Tickets<Release, ReleaseState> releases,
            Tickets<Change, ChangeState> changes,
            ChangeQueries conditions,
            DeploymentFreezeFinder freezes,
            InstalledVersions versions,
            Numbers numbers,
            ReleaseProperties settings,
            DeploymentApprovals approvals) {
        this.store = store;
        this.baselines = baselines;
        this.environments = environments;
        this.links = links;
        this.releases = releases;
        this.changes = changes;
        this.conditions = conditions;
        this.freezes = freezes;
        this.versions = versions;
        this.numbers = numbers;
        this.settings = settings;
        this.approvals = approvals;
    }

    /** The number of a deployment that is to be scheduled; drawn before the unit of work. */
    public String nextNumber() {
        return numbers.next(Deployment.PREFIX);
    }

    /**
     * @throws RefusedException NOT_FOUND for an environment that is none or not in use; REQUIRED without a window for one that is
     *     change-controlled; CONFLICT if a deployment to it is going on, or there are enough
     */
    public Outcome<Release> scheduled(
            Principal principal,
            Release release,
            ReleaseCommand.ScheduleDeployment schedule,
            String number,
            Occurrence at) {
        DeploymentEnvironment environment = inUse(schedule.environmentId());
        if (environment.changeControlled()) {
            new Validation().require(schedule.window(), "input", "window").refuseIfFailed();
        }
        List<Deployment> all = store.of(release.id());
        Deployment open = open(all, environment);
        if (open == null) {
            return created(principal, release, all, environment, schedule.window(), schedule, number, at);
        }
        if (open.state() != DeploymentState.SCHEDULED) {
            throw conflict(
                    "A deployment of the release to " + environment.name() + " is going on.", "input", "environmentId");
        }
        return rescheduled(principal, release, all, environment, open, schedule.window(), schedule, true, at);
    }

    /**
     * What a pipeline asks for: the deployment that is planned or going on as it is, or one from now on. One that has missed its window gets
     * another one, for which its approval is asked for anew. A window that a pipeline asked for begins when it is approved, so that none is
     * missed while it waits for that, however often a pipeline asks meanwhile.
     *
     * @throws RefusedException NOT_FOUND for an environment that is not in use any more; CONFLICT if there are enough
     */
    public Outcome<Release> requested(
            Principal principal,
            Release release,
            ReleaseCommand.RequestDeployment request,
            String number,
            Occurrence at) {
        DeploymentEnvironment environment = inUse(request.environmentId());
        List<Deployment> all = store.of(release.id());
        Instant now = at.recordedAt();
        Deployment.Window window = new Deployment.Window(now, now.plus(Duration.ofMinutes(request.minutes())), true);
        Deployment open = open(all, environment);
        if (open == null) {
            return created(principal, release, all, environment, window, request, number, at);
        }
        boolean isToCome = isToCome(open, environment, now);
        if (DeploymentApprovals.isWaiting(open, environment) && (isToCome || isOnRequest(open))) {
            store.save(by(principal, request, open));
            return Outcome.none(release);
        }
        return rescheduled(
                principal,
                release,
                all,
                environment,
                open,
                isToCome ? open.window() : window,
                request,
                // What somebody has rejected is asked for again by people, and not by a pipeline that tries again.
                open.approval().rejectionReason() == null,
                at);
    }

    /** Whether its window begins with its approval, so that it cannot be missed before. */
    private static boolean isOnRequest(Deployment open) {
        return open.window() != null && open.window().onRequest();
    }

    /** Whether it is going on, or may still begin when it is planned. */
    private static boolean isToCome(Deployment open, DeploymentEnvironment environment, Instant now) {
        if (open.state() != DeploymentState.SCHEDULED) {
            return true;
        }
        Deployment.Window window = open.window();
        return window == null ? !environment.changeControlled() : now.isBefore(window.to());
    }

    private DeploymentEnvironment inUse(String id) {
        return Optional.ofNullable(environments.byIds(List.of(id)).get(id))
                .filter(DeploymentEnvironment::active)
                .orElseThrow(() -> RefusedException.notFound("Environment in use", id, "input", "environmentId"));
    }

    /** The one to an environment that is planned or going on; null if there is none. */
    static @Nullable Deployment open(List<Deployment> all, DeploymentEnvironment environment) {
        return all.stream()
                .filter(one -> one.environmentId().equals(environment.id())
                        && one.state().isOpen())
                .findFirst()
                .orElse(null);
    }

    private Outcome<Release> created(
            Principal principal,
            Release release,
            List<Deployment> all,
            DeploymentEnvironment environment,
            Deployment.@Nullable Window window,
            ReleaseCommand.Adding request,
            String number,
            Occurrence at) {
        if (all.size() >= MAX_DEPLOYMENTS) {
            throw conflict("A release has at most " + MAX_DEPLOYMENTS + " deployments.", "input", "releaseId");
        }
        Deployment planned = by(
                principal,
                request,
                Deployment.scheduled(
                        Ids.next(),
                        number,
                        release.id(),
                        environment.id(),
                        window,
                        principal.personId(),
                        at.occurredAt()));
        Deployment deployment =
                environment.needsApproval() ? approvals.asked(principal, release, environment, planned, at) : planned;
        store.create(deployment);
        List<Deployment> now = new ArrayList<>(all);
        now.add(deployment);
        return told(
                Outcome.of(
                        DeploymentApprovals.seen(release, now),
                        edit -> List.of(ReleaseEventMaker.scheduled(edit.after(), deployment))),
                null,
                deployment);
    }

    /**
     * One that has missed its window, or is to be at another time, gets the window that is asked for; whoever asks again finds it. What was
     * approved for another time is not for this one.
     *
     * @param asks whether its approval is asked for if that is needed and nobody is asked
     */
    private Outcome<Release> rescheduled(
            Principal principal,
            Release release,
            List<Deployment> all,
            DeploymentEnvironment environment,
            Deployment before,
            Deployment.@Nullable Window window,
            ReleaseCommand.Adding request,
            boolean asks,
            Occurrence at) {
        boolean moved = !Objects.equals(before.window(), window);
        Deployment planned = by(principal, request, moved ? before.planned(window, principal.personId()) : before);
        Deployment after = approved(principal, release, environment, planned, moved, asks, at);
        store.save(after);
        if (!moved && before.approval().equals(after.approval())) {
            return Outcome.none(release);
        }
        Outcome<Release> outcome = Outcome.of(
                DeploymentApprovals.seen(release, with(all, after)),
                edit -> List.of(ReleaseEventMaker.scheduled(edit.after(), after)));
        if (moved && before.approval().requestedAt() != null) {
            outcome = DeploymentApprovals.withdrawn(outcome, before, List.of("window"));
        }
        return told(outcome, before, after);
    }

    private Deployment approved(
            Principal principal,
            Release release,
            DeploymentEnvironment environment,
            Deployment planned,
            boolean moved,
            boolean asks,
            Occurrence at) {
        if (planned.state() != DeploymentState.SCHEDULED) {
            return planned;
        }
        boolean asked = planned.approval().requestedAt() != null;
        boolean isToBeAsked = moved || !asked || waitsForNobody(planned, environment);
        if (environment.needsApproval() && asks && isToBeAsked) {
            return approvals.asked(principal, release, environment, planned, at);
        }
        return asked && moved ? approvals.withdrawn(principal, planned, at) : planned;
    }

    /** Whether nobody is left who could approve it, as long as nobody is asked anew. */
    private boolean waitsForNobody(Deployment planned, DeploymentEnvironment environment) {
        return DeploymentApprovals.isWaiting(planned, environment)
                && approvals.waitedFor(planned, environment).isEmpty();
    }

    private static List<Deployment> with(List<Deployment> all, Deployment after) {
        return all.stream()
                .map(one -> one.id().equals(after.id()) ? after : one)
                .toList();
    }

    /**
     * Decides whether a deployment is approved by itself. One rejection, or too few who are left, and it has to be asked for anew.
     *
     * @throws RefusedException as {@link io.mainstay.workflow.Approvals#decide} says
     */
    public Outcome<Release> decided(
            Principal principal, Release release, ReleaseCommand.DecideDeployment decide, Occurrence at) {
        List<Deployment> all = store.of(release.id());
        Deployment before = required(all, decide.deploymentId());
        DeploymentApprovals.Decided decided = approvals.decided(principal, release, before, decide.decision(), at);
        Deployment after = decided.after();
        store.save(after);
        Outcome<Release> outcome =
                Outcome.of(DeploymentApprovals.seen(release, with(all, after)), edit -> switch (decided.verdict()
                        .whole()) {
                    case OPEN -> List.of();
                    case APPROVED -> approved(edit.after(), before, after);
                    case REJECTED -> List.of(ReleaseEventMaker.deploymentRejected(edit.after(), after));
                });
        for (FieldChange link : decided.verdict().links()) {
            outcome = outcome.linked(link, false);
        }
        return told(outcome, before, after);
    }

    private static List<Record> approved(Release release, Deployment before, Deployment after) {
        Record approved = ReleaseEventMaker.deploymentApproved(release, after);
        return Objects.equals(before.window(), after.window())
                ? List.of(approved)
                : List.of(ReleaseEventMaker.scheduled(release, after), approved);
    }

    private static Deployment by(Principal principal, ReleaseCommand.Adding request, Deployment deployment) {
        String key = request.idempotencyKey();
        return key == null ? deployment : deployment.scheduledBy(requestOf(principal, key));
    }

    /** What a request is known by, so that who repeats it is answered with the same deployment. */
    public static String requestOf(Principal principal, String idempotencyKey) {
        return principal.personId() + '/' + idempotencyKey;
    }

    /** The history of a release tells its deployments, each value with the number of its own. */
    private static Outcome<Release> told(Outcome<Release> outcome, @Nullable Deployment before, Deployment after) {
        Outcome<Release> told = outcome;
        for (FieldChange change : DeploymentTrail.between(before, after)) {
            told = told.linked(change, false);
        }
        return told;
    }

    /**
     * Begins a deployment, and pins what it touches as it is before. The locks of the changes are held until it has begun, so that no authorisation on which it rests is withdrawn
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
                facts(release, before, all, environments.inUse(), environment, contained, now), now);
        if (!objections.isEmpty()) {
            throw new RefusedException(objections.stream()
                    .map(objection -> refusal(principal, objection))
                    .toList());
        }
        // Nobody is asked any more about what has begun, where the environment has come not to need it.
        Deployment asked = before.approval().approvedAt() == null ? approvals.withdrawn(principal, before, at) : before;
        Deployment after = asked.started(
                new Deployment.Start(
                        now,
                        principal.personId(),
                        environment.changeControlled(),
                        release.content().artifactsDigest()),
                Installations.planned(release, environment.id()));
        store.save(after);
        baselines.pin(release.id(), after.id(), now);
        Release begun = environment.changeControlled() ? DeploymentProgress.begun(release) : release;
        Release moved = DeploymentApprovals.seen(begun, with(all, after));
        return told(Outcome.of(moved, edit -> List.of(ReleaseEventMaker.started(edit.after(), after))), before, after);
    }

    /** What the start of a deployment rests on. */
    public DeploymentGate.Facts facts(
            Release release,
            Deployment deployment,
            List<Deployment> all,
            List<DeploymentEnvironment> inOrder,
            DeploymentEnvironment environment,
            Collection<Change> contained,
            Instant now) {
        DeploymentEnvironment previous = null;
        for (DeploymentEnvironment one : inOrder) {
            if (one.position() < environment.position()) {
                previous = one;
            }
        }
        boolean asked = environment.changeControlled() && deployment.state() == DeploymentState.SCHEDULED;
        return new DeploymentGate.Facts(
                release,
                deployment,
                all,
                environment,
                previous,
                List.copyOf(contained),
                asked
                        ? conditions.withUnmetConditions(
                                contained.stream().map(Change::id).toList())
                        : Set.of(),
                settings.coversChanges(),
                asked ? freezes.of(release, deployment, contained, now) : DeploymentFreezes.NONE,
                approvals.waitedFor(deployment, environment));
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
     * Writes down what came of a deployment, and with it which versions CIs have by that.
     *
     * @throws RefusedException INVALID_TRANSITION if nothing can come of it any more; INVALID for times in the wrong order
     */
    public Outcome<Release> reported(
            Principal principal, Release release, ReleaseCommand.ReportDeployment report, Occurrence at) {
        List<Deployment> all = store.of(release.id());
        Deployment before = required(all, report.deploymentId());
        requireReportable(before, report.state());
        Instant now = at.recordedAt();
        List<Deployment> newer = all.subList(all.indexOf(before) + 1, all.size());
        Deployment after = installed(principal, ended(before, report, now), newer);
        if (after.equals(before)) {
            return Outcome.none(release);
        }
        store.save(after);
        List<Deployment> reported = with(all, after);
        Release moved = DeploymentProgress.reported(release, reported, settings.earlyLife());
        return told(Outcome.of(moved, edit -> List.of(ReleaseEventMaker.reported(edit.after(), after))), before, after);
    }

    /** What was deployed is what CIs have, and what is undone they have no more. Whoever reports it need not see them. */
    private Deployment installed(Principal principal, Deployment after, List<Deployment> newer) {
        return switch (after.state()) {
            case SUCCEEDED -> {
                if (!Installations.pending(after)) {
                    yield after;
                }
                List<String> affected = releases.ciIds(Principal.SYSTEM, List.of(after.releaseId()))
                        .getOrDefault(after.releaseId(), List.of());
                yield Installations.set(
                        after, affected, versions.write(principal, Installations.toSet(after, affected)));
            }
            case ROLLED_BACK ->
                restored(principal, List.of(Installations.leftTo(newer, after))).getFirst();
            case SCHEDULED, RUNNING, FAILED, CANCELLED -> after;
        };
    }

    private List<Deployment> restored(Principal principal, List<Deployment> newestFirst) {
        return Installations.restored(newestFirst, versions.write(principal, Installations.toRestore(newestFirst)));
    }

    /** What users have was deployed then at the latest, if nobody says when that was. */
    static Deployment ended(Deployment before, ReleaseCommand.ReportDeployment report, Instant now) {
        Instant availableAt = report.availableAt() == null ? before.availableAt() : report.availableAt();
        Instant deployedAt = before.deployedAt();
        if (report.deployedAt() != null) {
            deployedAt = report.deployedAt();
        } else if (deployedAt == null && report.state() == DeploymentState.SUCCEEDED) {
            deployedAt = availableAt == null ? now : availableAt;
        }
        checkOrder(before, report, deployedAt, availableAt);
        return before.ended(report.state(), report.result(), deployedAt, availableAt, now);
    }

    private static void requireReportable(Deployment before, DeploymentState to) {
        boolean possible = switch (before.state()) {
            case RUNNING -> true;
            // It becomes available later, or is undone after all.
            case SUCCEEDED -> to == DeploymentState.SUCCEEDED || to == DeploymentState.ROLLED_BACK;
            case FAILED -> to == DeploymentState.ROLLED_BACK;
            case SCHEDULED, ROLLED_BACK, CANCELLED -> false;
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
                        report.availableAt() == null || !report.availableAt().isBefore(startedAt),
                        "not before the deployment was started",
                        "input",
                        "availableAt")
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
    public Outcome<Release> rolledBack(Principal principal, Release moved, Occurrence at) {
        List<Deployment> all = store.of(moved.id());
        List<Deployment> before = all.stream()
                .filter(one -> one.state() == DeploymentState.RUNNING || one.state() == DeploymentState.SUCCEEDED)
                .toList();
        List<Deployment> after = restored(
                        principal,
                        before.reversed().stream()
                                .map(one -> one.ended(
                                        DeploymentState.ROLLED_BACK,
                                        null,
                                        one.deployedAt(),
                                        one.availableAt(),
                                        at.recordedAt()))
                                .toList())
                .reversed();
        List<String> undone = new ArrayList<>();
        List<FieldChange> told = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            store.save(after.get(i));
            undone.add(after.get(i).id());
            told.addAll(DeploymentTrail.between(before.get(i), after.get(i)));
        }
        Outcome<Release> outcome =
                Outcome.of(moved, edit -> List.of(ReleaseEventMaker.rolledBack(edit.after(), undone)));
        for (FieldChange one : told) {
            outcome = outcome.linked(one, false);
        }
        return over(principal, outcome, all, at);
    }

    /** A release is over: what of it is only planned will not be begun. */
    public Outcome<Release> over(Principal principal, Outcome<Release> outcome, Occurrence at) {
        return over(principal, outcome, store.of(outcome.after().id()), at);
    }

    private Outcome<Release> over(Principal principal, Outcome<Release> outcome, List<Deployment> all, Occurrence at) {
        Outcome<Release> told = outcome;
        List<Deployment> now = new ArrayList<>();
        for (Deployment before : all) {
            Deployment after = before;
            if (before.state() == DeploymentState.SCHEDULED) {
                after = approvals.withdrawn(principal, before, at).cancelled(at.recordedAt());
                store.save(after);
                if (before.approval().requestedAt() != null) {
                    told = DeploymentApprovals.withdrawn(told, before, List.of("state"));
                }
                told = told(told, before, after);
            }
            now.add(after);
        }
        return DeploymentApprovals.seen(told, now);
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
