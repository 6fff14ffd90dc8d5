// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.release.internal.Deployments;
import io.mainstay.release.internal.ReleaseRules;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The use cases of deployments: commands on their releases, whose locks guard them. */
@Service
public final class DeploymentService {

    private final ReleaseService service;
    private final Tickets<Release, ReleaseState> releases;
    private final DeploymentStore store;
    private final DeploymentEnvironmentStore environments;

    DeploymentService(
            ReleaseService service,
            Tickets<Release, ReleaseState> releases,
            DeploymentStore store,
            DeploymentEnvironmentStore environments) {
        this.service = service;
        this.releases = releases;
        this.store = store;
        this.environments = environments;
    }

    /**
     * Plans to deploy a release to an environment; a deployment that is planned already gets this window.
     *
     * @param window when; null for at any time
     * @param idempotencyKey makes the call safe to repeat; null for none
     * @throws RefusedException NOT_FOUND if the principal sees no such release, or there is no such environment in use
     */
    public Deployment schedule(
            Principal principal,
            String releaseId,
            String environmentId,
            Deployment.@Nullable Window window,
            @Nullable String idempotencyKey,
            @Nullable Instant occurredAt) {
        principal.require(Permission.RELEASE_WORK);
        requireRelease(principal, releaseId);
        service.execute(
                principal,
                new ReleaseCommand.ScheduleDeployment(releaseId, environmentId, window, idempotencyKey, occurredAt));
        return asked(principal, releaseId, environmentId, idempotencyKey);
    }

    /**
     * Asks for the deployment of a release to an environment, as pipelines do: what is planned or going on stays as it is, unless it has
     * missed its window; else it is planned from now on.
     *
     * @param environmentName in whatever case
     * @param minutes how long the window is that it gets if it gets one
     * @param idempotencyKey makes the call safe to repeat; null for none
     * @throws RefusedException NOT_FOUND if the principal sees no such release, or there is no such environment in use; CONFLICT if more than
     *     one is called so
     */
    public Deployment request(
            Principal principal,
            String releaseId,
            String environmentName,
            int minutes,
            @Nullable String idempotencyKey) {
        principal.require(Permission.RELEASE_WORK);
        ReleaseRules.checkEnvironmentName(environmentName);
        requireRelease(principal, releaseId);
        String environmentId = ReleaseRules.theOne(environmentName, environments.named(environmentName))
                .id();
        service.execute(
                principal, new ReleaseCommand.RequestDeployment(releaseId, environmentId, minutes, idempotencyKey));
        return asked(principal, releaseId, environmentId, idempotencyKey);
    }

    private void requireRelease(Principal principal, String id) {
        if (!releases.byIds(principal, List.of(id)).containsKey(id)) {
            throw RefusedException.notFound(Release.TYPE, id, "input", "releaseId");
        }
    }

    /** What a request was about that has been executed, now or before. */
    private Deployment asked(
            Principal principal, String releaseId, String environmentId, @Nullable String idempotencyKey) {
        List<Deployment> all = store.of(releaseId);
        String request = idempotencyKey == null ? null : Deployments.requestOf(principal, idempotencyKey);
        // There is one at a time to an environment, so that the newest is the one unless the request is an old one.
        return all.stream()
                .filter(deployment ->
                        request != null && deployment.scheduledByKeys().contains(request))
                .reduce((_, later) -> later)
                .or(() -> all.stream()
                        .filter(deployment -> deployment.environmentId().equals(environmentId))
                        .max(Comparator.comparing(Deployment::scheduledAt).thenComparing(Deployment::id)))
                .orElseThrow();
    }

    /**
     * Begins a deployment.
     *
     * @throws RefusedException NOT_FOUND if the principal sees no such deployment; CONFLICT with the cause of each thing that speaks
     *     against it, see {@link DeploymentDecision.Cause}
     */
    public Deployment start(Principal principal, String id, @Nullable String idempotencyKey) {
        principal.require(Permission.RELEASE_WORK);
        String releaseId = releaseOf(principal, id);
        service.execute(principal, new ReleaseCommand.StartDeployment(releaseId, id, idempotencyKey));
        return store.byId(id).orElseThrow();
    }

    /**
     * Writes down what came of a deployment.
     *
     * @throws RefusedException NOT_FOUND if the principal sees no such deployment; INVALID_TRANSITION if nothing can come of it any more
     */
    public Deployment report(
            Principal principal,
            String id,
            DeploymentState state,
            @Nullable String result,
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt,
            @Nullable String idempotencyKey) {
        principal.require(Permission.RELEASE_WORK);
        String releaseId = releaseOf(principal, id);
        service.execute(
                principal,
                new ReleaseCommand.ReportDeployment(
                        releaseId, id, state, result, deployedAt, availableAt, idempotencyKey));
        return store.byId(id).orElseThrow();
    }

    private String releaseOf(Principal principal, String id) {
        return store.byId(id)
                .map(Deployment::releaseId)
                .filter(releaseId ->
                        releases.byIds(principal, List.of(releaseId)).containsKey(releaseId))
                .orElseThrow(() -> RefusedException.notFound(Deployment.TYPE, id, "id"));
    }
}
