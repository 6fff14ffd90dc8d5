// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironmentService;
import io.mainstay.release.DeploymentService;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.PlanRelease;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseService;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ReleaseType;
import io.mainstay.release.ServiceChange;
import io.mainstay.release.SetDeploymentEnvironment;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.GivenDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Loads the environments of the company, a release that was rolled back, one in its early life and one that waits for its approval. */
@Component
final class ReleaseLoader {

    private static final RealmPerson PLANNER = RealmPerson.RELEASE_MANAGER;
    private static final Duration WINDOW = Duration.ofDays(2);

    private final DeploymentEnvironmentService environments;
    private final ReleaseService releases;
    private final DeploymentService deployments;
    private final Tickets<Release, ReleaseState> tickets;
    private final BusinessClock clock;

    ReleaseLoader(
            DeploymentEnvironmentService environments,
            ReleaseService releases,
            DeploymentService deployments,
            Tickets<Release, ReleaseState> tickets,
            BusinessClock clock) {
        this.environments = environments;
        this.releases = releases;
        this.deployments = deployments;
        this.tickets = tickets;
        this.clock = clock;
    }

    /**
     * The keys make a repeated load find what is there, and the state of a release says where it goes on.
     *
     * @param ciIds ids of items by name
     * @param end the end of the company's history
     */
    void load(Realm realm, Map<String, String> ciIds, Instant end) {
        String test = environment("Test", "Where releases are accepted.", 10, false);
        String production = environment("Production", "What the company works with.", 30, true);
        Principal planner = realm.as(PLANNER);
        Instant plannedAt = end.minus(Duration.ofDays(12));

        String times = planned(
                realm,
                "time-recording",
                ReleaseType.MINOR,
                "Time Recording",
                "5.2.0",
                "Breaks are taken off by the hour.",
                new Release.Artifact("time-recording", "5.2.0", "sha256:" + "c3".repeat(32)),
                "The hours of last month come out the same",
                Release.ServicePlan.NONE,
                end.minus(Duration.ofDays(20)));
        ready(planner, times, "Test report 771");
        if (read(times).state() != ReleaseState.ROLLED_BACK) {
            live(realm, times, test, production, end);
            releases.execute(
                    planner,
                    new ReleaseCommand.RollBack(
                            times, read(times).version(), "Terminals at the gates showed yesterday's hours", null));
        }

        String item = ciIds.get("shop-prod");
        // The freeze would keep it out, if it touched anything.
        List<Release.Target> targets = item == null || WindowLoader.freezes(end, end.plus(WINDOW))
                ? List.of()
                : List.of(new Release.Target(item, production));
        String shop = planned(
                realm,
                "shop",
                ReleaseType.MAJOR,
                "Online Shop",
                "8.4.0",
                "One basket for all countries.",
                new Release.Artifact("aldermoor-shop", "8.4.0", "sha256:" + "5f".repeat(32), targets),
                "An order from each country reaches the warehouse",
                new Release.ServicePlan(
                        ServiceChange.NEW, "Customers abroad order without the help of the service desk", null),
                plannedAt);
        ready(planner, shop, "Test report 790: 40 orders, all delivered");
        live(realm, shop, test, production, end);

        String signOn = planned(
                realm,
                "sign-on",
                ReleaseType.MINOR,
                "Sign-on",
                "3.1.2",
                "Sessions end when a password is changed.",
                new Release.Artifact("sign-on", "3.1.2", "sha256:" + "a7".repeat(32)),
                "Who changes a password is signed out everywhere else",
                Release.ServicePlan.NONE,
                end.minus(Duration.ofDays(3)));
        ready(planner, signOn, "Test report 804");
        if (read(signOn).approval().requestedAt() == null) {
            requested(planner, signOn);
        }
    }

    /** By its name, which is the only one: keys are forgotten after a day, and it may be loaded again then. */
    private String environment(String name, String description, int position, boolean controlled) {
        return environments.inUse(Principal.SYSTEM).stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> environments.set(
                        Principal.SYSTEM,
                        null,
                        new SetDeploymentEnvironment(
                                name, description, position, controlled, controlled, controlled, true),
                        null,
                        null))
                .id();
    }

    private String planned(
            Realm realm,
            String key,
            ReleaseType type,
            String name,
            String version,
            String description,
            Release.Artifact artifact,
            String criterion,
            Release.ServicePlan service,
            Instant plannedAt) {
        return releases.plan(
                        realm.as(PLANNER),
                        new PlanRelease(
                                type,
                                name,
                                description,
                                new Release.Content(
                                        version,
                                        List.of(artifact),
                                        List.of(new Release.Criterion(criterion, null, false))),
                                new Release.Plan(
                                        "Bring it host by host, and look at the errors after each",
                                        "Bring back the version before, which stays on the hosts",
                                        null),
                                service,
                                null,
                                realm.id(RealmTeam.WEB_PLATFORM),
                                null,
                                null,
                                TicketUrgency.MEDIUM,
                                artifact.targets().stream()
                                        .map(Release.Target::ciId)
                                        .toList(),
                                List.of(),
                                null,
                                null,
                                plannedAt),
                        "demo-release-" + key)
                .id();
    }

    private void ready(Principal planner, String id, String evidence) {
        Release planned = read(id);
        if (planned.state() == ReleaseState.PLANNED) {
            releases.execute(planner, new ReleaseCommand.MarkBuilt(id, planned.version(), null));
        }
        Release built = read(id);
        if (built.state() == ReleaseState.BUILT && !built.unproven().isEmpty()) {
            releases.execute(
                    planner,
                    new ReleaseCommand.SetCriterion(
                            id,
                            built.version(),
                            1,
                            built.criteria().getFirst().text(),
                            evidence,
                            true,
                            null));
        }
        Release accepted = read(id);
        if (accepted.state() == ReleaseState.BUILT) {
            releases.execute(planner, new ReleaseCommand.MarkReady(id, accepted.version(), null));
        }
    }

    /** Deploys it to test, lets it be approved, and deploys it to production. */
    private void live(Realm realm, String id, String test, String production, Instant end) {
        Principal planner = realm.as(PLANNER);
        deployed(realm, id, test, end);
        if (read(id).state() == ReleaseState.READY) {
            requested(planner, id);
            releases.execute(
                    realm.as(RealmPerson.CHANGE_MANAGER),
                    new ReleaseCommand.Decide(id, GivenDecision.of(ApprovalDecision.APPROVE, null), null));
        }
        deployed(realm, id, production, end);
    }

    private void requested(Principal planner, String id) {
        if (read(id).approval().requestedAt() == null) {
            releases.execute(planner, new ReleaseCommand.RequestApproval(id, read(id).version(), null));
        }
    }

    /** Scheduling and starting have keys and the report has not, so that a load that was broken off goes on where it was. */
    private void deployed(Realm realm, String id, String environmentId, Instant end) {
        Principal planner = realm.as(PLANNER);
        String key = "demo-" + id + "-" + environmentId;
        Deployment scheduled = deployments.schedule(
                planner,
                id,
                environmentId,
                new Deployment.Window(end.minus(Duration.ofHours(1)), end.plus(WINDOW)),
                key,
                null);
        Release.Approval approval = scheduled.approval();
        if (approval.requestedAt() != null && approval.approvedAt() == null) {
            releases.execute(
                    realm.as(RealmPerson.CHANGE_MANAGER, Set.of(Role.CHANGE_MANAGER)),
                    new ReleaseCommand.DecideDeployment(
                            id, scheduled.id(), GivenDecision.of(ApprovalDecision.APPROVE, null), null));
        }
        if (deployments.start(planner, scheduled.id(), key).state() == DeploymentState.RUNNING) {
            deployments.report(
                    planner, scheduled.id(), DeploymentState.SUCCEEDED, "All hosts", null, clock.now(), null);
        }
    }

    private Release read(String id) {
        return Objects.requireNonNull(
                tickets.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }
}
