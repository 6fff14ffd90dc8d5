// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Installation;
import io.mainstay.release.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of deployments. Writes belong inside the unit of work that holds the release's lock. */
@Component
public final class DeploymentStore {

    private final Cypher cypher;
    private final Writes writes;

    DeploymentStore(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    public void create(Deployment deployment) {
        writes.create(List.of(Deployment.TYPE), List.of(properties(deployment)));
    }

    public void save(Deployment deployment) {
        writes.change(deployment.id(), properties(deployment));
    }

    /** Whoever sees it: deployments are seen with their release. */
    public Optional<Deployment> byId(String id) {
        return cypher.statement("release/deployment").with("id", id).one(row -> read(row.row("node")));
    }

    /** Whoever sees them: deployments are seen with their releases. */
    public Map<String, Deployment> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("release/deployments-by-id")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), Deployment::id);
    }

    /** The deployments of a release, the oldest first. */
    public List<Deployment> of(String releaseId) {
        return of(List.of(releaseId)).getOrDefault(releaseId, List.of());
    }

    /** The deployments of each release, the oldest first; visible or not, because they are seen with their release. */
    public Map<String, List<Deployment>> of(Collection<String> releaseIds) {
        return cypher.statement("release/deployments-of")
                .with("ids", Set.copyOf(releaseIds))
                .grouped(row -> row.row("node").string("ticketId"), row -> read(row.row("node")));
    }

    private static Map<String, @Nullable Object> properties(Deployment deployment) {
        Deployment.Window window = deployment.window();
        Deployment.Start start = deployment.start();
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", deployment.id());
        properties.put("number", deployment.number());
        properties.put("ticketId", deployment.releaseId());
        properties.put("environmentId", deployment.environmentId());
        properties.put("state", deployment.state().name());
        properties.put("windowFrom", window == null ? null : window.from());
        properties.put("windowTo", window == null ? null : window.to());
        properties.put("windowOnRequest", window == null ? null : window.onRequest());
        properties.put("plannedById", deployment.plannedById());
        properties.put("scheduledAt", deployment.scheduledAt());
        properties.put("scheduledByKeys", deployment.scheduledByKeys());
        properties.put("startedAt", deployment.startedAt());
        properties.put("startedById", deployment.startedById());
        properties.put("changeControlled", start == null ? null : start.changeControlled());
        properties.put("artifacts", start == null ? null : start.artifacts());
        properties.put("endedAt", deployment.endedAt());
        properties.put("deployedAt", deployment.deployedAt());
        properties.put("availableAt", deployment.availableAt());
        properties.put("result", deployment.result());
        List<Installation> installations = deployment.installations();
        properties.put("installationCiIds", texts(installations, Installation::ciId));
        properties.put("installationVersions", texts(installations, Installation::version));
        properties.put("installationFormer", texts(installations, Installation::former));
        properties.put("installationStates", texts(installations, Installation::state));
        properties.put("installationObstacles", texts(installations, Installation::obstacle));
        Release.Approval approval = deployment.approval();
        properties.put("approvalRequestedAt", approval.requestedAt());
        properties.put("approvalRequestedById", approval.requestedById());
        properties.put("approverIds", approval.approverIds());
        properties.put("approverTeamIds", approval.approverTeamIds());
        properties.put("approvedByIds", approval.approvedByIds());
        properties.put("approvedAt", approval.approvedAt());
        properties.put("rejectionReason", approval.rejectionReason());
        return properties;
    }

    /** A list has no nulls: they are empty texts, which no name is, and no version counts as. */
    private static List<String> texts(
            List<Installation> installations, Function<Installation, @Nullable Object> value) {
        return installations.stream()
                .map(one -> Objects.toString(value.apply(one), ""))
                .toList();
    }

    private static List<Installation> installations(Row node) {
        List<String> ciIds = node.strings("installationCiIds");
        List<String> versions = node.strings("installationVersions");
        List<String> former = node.strings("installationFormer");
        List<String> states = node.strings("installationStates");
        List<String> obstacles = node.strings("installationObstacles");
        List<Installation> installations = new ArrayList<>();
        for (int i = 0; i < ciIds.size(); i++) {
            installations.add(new Installation(
                    ciIds.get(i),
                    versions.get(i),
                    former.get(i).isEmpty() ? null : former.get(i),
                    Installation.State.valueOf(states.get(i)),
                    obstacles.get(i).isEmpty() ? null : Installation.Obstacle.valueOf(obstacles.get(i))));
        }
        return installations;
    }

    /** Of a window that was planned before there was such a thing nothing is written. */
    private static boolean isOnRequest(Row node) {
        return node.has("windowOnRequest") && node.bool("windowOnRequest");
    }

    static Deployment read(Row node) {
        Instant from = node.instantOrNull("windowFrom");
        Instant startedAt = node.instantOrNull("startedAt");
        return new Deployment(
                node.string("id"),
                node.string("number"),
                node.string("ticketId"),
                node.string("environmentId"),
                node.enumValue("state", DeploymentState.class),
                from == null ? null : new Deployment.Window(from, node.instant("windowTo"), isOnRequest(node)),
                node.stringOrNull("plannedById"),
                node.instant("scheduledAt"),
                node.strings("scheduledByKeys"),
                startedAt == null
                        ? null
                        : new Deployment.Start(
                                startedAt,
                                node.string("startedById"),
                                node.bool("changeControlled"),
                                node.string("artifacts")),
                node.instantOrNull("endedAt"),
                node.instantOrNull("deployedAt"),
                node.instantOrNull("availableAt"),
                node.stringOrNull("result"),
                installations(node),
                new Release.Approval(
                        node.instantOrNull("approvalRequestedAt"),
                        node.stringOrNull("approvalRequestedById"),
                        node.strings("approverIds"),
                        node.strings("approverTeamIds"),
                        node.strings("approvedByIds"),
                        node.instantOrNull("approvedAt"),
                        node.stringOrNull("rejectionReason")));
    }
}
