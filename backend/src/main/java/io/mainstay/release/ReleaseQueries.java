// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeFigures;
import io.mainstay.change.ChangeState;
import io.mainstay.change.FollowingIncidentQueries;
import io.mainstay.change.FollowingIncidentQueries.Work;
import io.mainstay.change.FollowingIncidents;
import io.mainstay.change.ReleaseFigures;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.TicketKind;
import io.mainstay.release.internal.DeploymentGate;
import io.mainstay.release.internal.DeploymentGate.Objection;
import io.mainstay.release.internal.Deployments;
import io.mainstay.release.internal.ReleaseMaterial;
import io.mainstay.release.internal.ReleaseWork;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.release.internal.store.ReleaseFigureStore;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.MaterialFieldsInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What can be asked about releases, their changes and their deployments. Needs {@code release.read}; shows what the principal sees. */
@Component
public final class ReleaseQueries {

    /** What cursors of {@link #incidents} belong to; see {@link PageRequest#of}. */
    public static final String INCIDENTS_SCOPE = "releaseIncidents";

    private final Tickets<Release, ReleaseState> releases;
    private final Tickets<Change, ChangeState> changes;
    private final Tickets<Incident, IncidentState> incidents;
    private final ReleaseLinks links;
    private final ConfigurationItemQueries items;
    private final DeploymentStore store;
    private final DeploymentEnvironmentStore environments;
    private final Deployments deployments;
    private final ReleaseFigureStore figures;
    private final FollowingIncidentQueries followers;
    private final MaterialFieldsInForce material;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final int reviewDays;

    ReleaseQueries(
            Tickets<Release, ReleaseState> releases,
            Tickets<Change, ChangeState> changes,
            Tickets<Incident, IncidentState> incidents,
            ReleaseLinks links,
            ConfigurationItemQueries items,
            DeploymentStore store,
            DeploymentEnvironmentStore environments,
            Deployments deployments,
            ReleaseFigureStore figures,
            FollowingIncidentQueries followers,
            MaterialFieldsInForce material,
            UnitOfWork work,
            BusinessClock clock,
            ReleaseProperties properties) {
        this.releases = releases;
        this.changes = changes;
        this.incidents = incidents;
        this.links = links;
        this.items = items;
        this.store = store;
        this.environments = environments;
        this.deployments = deployments;
        this.figures = figures;
        this.followers = followers;
        this.material = material;
        this.work = work;
        this.clock = clock;
        this.reviewDays = properties.reviewDays();
    }

    /** The changes that each release contains; none for who reads no changes. */
    public Map<String, List<Change>> changes(Principal principal, Collection<String> releaseIds) {
        principal.require(Permission.RELEASE_READ);
        return principal.may(Permission.CHANGE_READ)
                ? records(principal, links.changesOf(principal.visibility(), releaseIds), changes::byIds)
                : Map.of();
    }

    /**
     * By which fields an edit of each release would withdraw approvals of it or of its deployments. The number of database calls does not
     * depend on how many there are.
     *
     * @param all releases that the principal sees
     */
    public Map<Release, List<String>> materialFields(Principal principal, Collection<Release> all) {
        principal.require(Permission.RELEASE_READ);
        Set<String> byDeployments = all.stream()
                .filter(ReleaseMaterial::mayHaveAskedDeployments)
                .map(Release::id)
                .collect(Collectors.toSet());
        Map<String, List<Deployment>> found = byDeployments.isEmpty() ? Map.of() : store.of(byDeployments);
        return material.of(
                TicketKind.RELEASE,
                all,
                release -> ReleaseMaterial.withdrawable(release, found.getOrDefault(release.id(), List.of())));
    }

    /** How many changes each release contains that the principal does not see. */
    public Map<String, Integer> hiddenChanges(Principal principal, Collection<String> releaseIds) {
        principal.require(Permission.RELEASE_READ);
        return links.hiddenChanges(principal.visibility(), releaseIds, principal.may(Permission.CHANGE_READ));
    }

    /** The releases that contain each change; none for who reads no releases. */
    public Map<String, List<Release>> releasesOf(Principal principal, Collection<String> changeIds) {
        return principal.may(Permission.RELEASE_READ)
                ? records(principal, links.releasesOf(principal.visibility(), changeIds), releases::byIds)
                : Map.of();
    }

    /** The releases that each incident has to do with; none for who reads no releases. */
    public Map<String, List<Release>> releasesOfIncidents(Principal principal, Collection<String> incidentIds) {
        return principal.may(Permission.RELEASE_READ)
                ? records(principal, links.releasesOfIncidents(principal.visibility(), incidentIds), releases::byIds)
                : Map.of();
    }

    /** One part of the incidents that are linked to each release, the newest first; none for who reads no incidents. */
    public Map<String, Page<Incident>> incidents(
            Principal principal, Collection<String> releaseIds, PageRequest request) {
        principal.require(Permission.RELEASE_READ);
        if (!principal.may(Permission.INCIDENT_READ)) {
            return Map.of();
        }
        Map<String, Page<String>> ids = links.incidentsOf(principal.visibility(), releaseIds, request, INCIDENTS_SCOPE);
        Map<String, Incident> found = incidents.byIds(
                principal,
                ids.values().stream().flatMap(page -> page.nodes().stream()).collect(Collectors.toSet()));
        Map<String, Page<Incident>> pages = new HashMap<>();
        ids.forEach((releaseId, page) -> pages.put(releaseId, page.mapPresent(found::get)));
        return pages;
    }

    /**
     * The incidents that each release may have caused: that came after its deployments, on what it affects or what depends on that.
     *
     * @param releaseIds of releases; those that the principal does not see have no answer
     * @param days for how many days after a deployment; as the installation says if empty
     * @return none for who reads no incidents
     * @throws BadArgumentException if there are too many days
     */
    public Map<String, FollowingIncidents> followingIncidents(
            Principal principal, Collection<String> releaseIds, Optional<Integer> days) {
        principal.require(Permission.RELEASE_READ);
        int period = days.orElse(reviewDays);
        if (period < 1 || period > ReleaseProperties.MAX_REVIEW_DAYS) {
            throw new BadArgumentException("days", "between 1 and " + ReleaseProperties.MAX_REVIEW_DAYS);
        }
        if (!principal.may(Permission.INCIDENT_READ)) {
            return Map.of();
        }
        return work.read(() -> {
            Map<String, Release> seen = releases.byIds(principal, releaseIds);
            Set<String> ids = seen.keySet();
            Map<String, List<String>> affected = links.affectedBy(principal.visibility(), ids);
            Map<String, List<String>> contained = links.containedBy(ids);
            Map<String, List<Deployment>> begun = store.of(ids);
            Instant now = clock.now();
            Map<String, Work> works = new HashMap<>();
            for (Release release : seen.values()) {
                works.put(
                        release.id(),
                        new Work(
                                Set.copyOf(contained.getOrDefault(release.id(), List.of())),
                                ReleaseWork.parts(
                                        release,
                                        begun.getOrDefault(release.id(), List.of()),
                                        affected.getOrDefault(release.id(), List.of()),
                                        now)));
            }
            return followers.of(principal, works, Duration.ofDays(period));
        });
    }

    private static <T> Map<String, List<T>> records(
            Principal principal,
            Map<String, List<String>> ids,
            BiFunction<Principal, Collection<String>, Map<String, T>> byIds) {
        Map<String, T> found = ids.isEmpty()
                ? Map.of()
                : byIds.apply(
                        principal, ids.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        Map<String, List<T>> records = new HashMap<>();
        ids.forEach((id, linked) -> records.put(
                id, linked.stream().map(found::get).filter(Objects::nonNull).toList()));
        return records;
    }

    /**
     * The deployments of each release, the oldest first; one database call for all.
     *
     * @param releaseIds which the principal sees
     */
    public Map<String, List<Deployment>> deployments(Principal principal, Collection<String> releaseIds) {
        principal.require(Permission.RELEASE_READ);
        return releaseIds.isEmpty() ? Map.of() : store.of(releaseIds);
    }

    /** The CIs to which something is deployed by id, as far as the principal sees them; none for who reads no CIs. */
    public Map<String, ConfigurationItem> items(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.RELEASE_READ);
        return ciIds.isEmpty() || !principal.may(Permission.CI_READ) ? Map.of() : items.byIds(principal, ciIds);
    }

    /** How the releases came out that ended in the range of figures of changes; empty for who reads no releases. */
    public Optional<ReleaseFigures> figures(Principal principal, ChangeFigures.Scope scope) {
        return principal.may(Permission.RELEASE_READ)
                ? Optional.of(work.read(() -> figures.during(principal.visibility(), scope)))
                : Optional.empty();
    }

    /** Releases by id, as far as the principal sees them. */
    public Map<String, Release> releases(Principal principal, Collection<String> ids) {
        return releases.byIds(principal, ids);
    }

    /** Deployments by id, as far as the principal sees their releases; none for who reads no releases. */
    public Map<String, Deployment> deploymentsByIds(Principal principal, Collection<String> ids) {
        if (ids.isEmpty() || !principal.may(Permission.RELEASE_READ)) {
            return Map.of();
        }
        Map<String, Deployment> found = new HashMap<>(store.byIds(ids));
        Map<String, Release> seen = releases.byIds(
                principal, found.values().stream().map(Deployment::releaseId).collect(Collectors.toSet()));
        found.values().removeIf(deployment -> !seen.containsKey(deployment.releaseId()));
        return found;
    }

    /** A deployment, if the principal sees its release. */
    public Optional<Deployment> deployment(Principal principal, String id) {
        principal.require(Permission.RELEASE_READ);
        return work.read(() -> seen(principal, id).map(Seen::deployment));
    }

    private record Seen(Deployment deployment, Release release) {}

    private Optional<Seen> seen(Principal principal, String id) {
        return store.byId(id)
                .flatMap(deployment -> Optional.ofNullable(releases.byIds(principal, List.of(deployment.releaseId()))
                                .get(deployment.releaseId()))
                        .map(release -> new Seen(deployment, release)));
    }

    /** Whether a deployment may start now, and what speaks against it; empty if the principal sees no such deployment. */
    public Optional<DeploymentDecision> decision(Principal principal, String id) {
        principal.require(Permission.RELEASE_READ);
        return followed(principal, id).map(Followed::decision);
    }

    /**
     * A decision with what it rests on, so that who follows it knows by which events it may change.
     *
     * @param changeIds all that the release contains, whoever sees them
     */
    record Followed(DeploymentDecision decision, String releaseId, Set<String> changeIds) {}

    Optional<Followed> followed(Principal principal, String id) {
        return work.read(() -> seen(principal, id).map(seen -> followed(principal, seen)));
    }

    private Followed followed(Principal principal, Seen seen) {
        Deployment deployment = seen.deployment();
        List<String> contained = links.changeIds(deployment.releaseId());
        DeploymentEnvironment environment = Objects.requireNonNull(
                environments.byIds(List.of(deployment.environmentId())).get(deployment.environmentId()));
        Instant now = clock.now();
        DeploymentGate.Facts facts = deployments.facts(
                seen.release(),
                deployment,
                store.of(deployment.releaseId()),
                environments.inUse(),
                environment,
                contained.isEmpty()
                        ? List.of()
                        : changes.byIds(Principal.SYSTEM, contained).values(),
                now);
        List<Objection> objections = DeploymentGate.objections(facts, now);
        return new Followed(
                new DeploymentDecision(
                        objections.isEmpty(),
                        objections.stream()
                                .map(objection -> reason(principal, objection))
                                .toList(),
                        facts.freezes().complete()),
                deployment.releaseId(),
                Set.copyOf(contained));
    }

    private static DeploymentDecision.Reason reason(Principal principal, Objection objection) {
        List<Change> visible = objection.changes().stream()
                .filter(change -> principal.may(Permission.CHANGE_READ)
                        && principal.visibility().allows(change.visibilityFacts()))
                .toList();
        return new DeploymentDecision.Reason(
                objection.cause(),
                objection.message(),
                objection.until(),
                visible,
                objection.changes().size() - visible.size());
    }
}
