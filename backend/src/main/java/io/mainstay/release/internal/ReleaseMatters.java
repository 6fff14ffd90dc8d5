// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.DependentServiceQueries;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseProperties;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalQuestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What policies of approval ask of releases. */
@Component
public final class ReleaseMatters {

    /** How many owners of items policies are asked about at most. */
    private static final int MAX_OWNERS = 1_000;

    private final ReleaseLinks links;
    private final ConfigurationItemQueries items;
    private final DependentServiceQueries dependentServices;
    private final Tickets<Change, ChangeState> changes;
    private final ReleaseProperties settings;

    ReleaseMatters(
            ReleaseLinks links,
            ConfigurationItemQueries items,
            DependentServiceQueries dependentServices,
            Tickets<Change, ChangeState> changes,
            ReleaseProperties settings) {
        this.links = links;
        this.items = items;
        this.dependentServices = dependentServices;
        this.changes = changes;
        this.settings = settings;
    }

    /** A release as it is to be approved: what it and its changes touch counts, whoever sees it. */
    public ApprovalMatter of(Release release) {
        ReleaseLinks.Touched touched = links.touched(release.id(), MAX_OWNERS);
        Set<String> services = new HashSet<>(dependentServices.of(touched.ciIds()));
        if (release.serviceOfferingId() != null) {
            services.add(release.serviceOfferingId());
        }
        return new ApprovalMatter(
                TicketKind.RELEASE,
                Release.TYPE,
                release.id(),
                release.type().name(),
                null,
                services,
                EstimatedCost.stored(release.plan().estimatedCost()),
                touched.ownerIds(),
                owners(Principal.SYSTEM, services),
                release.confidentiality(),
                parts(release));
    }

    /** A deployment of it to an environment that needs an approval, as that is approved by itself. */
    public ApprovalMatter of(Release release, Deployment deployment, DeploymentEnvironment environment) {
        return of(release)
                .of(
                        new ApprovalMatter.Part(deployment.id(), environment.name()),
                        parts(parts(release), planners(deployment)));
    }

    /** One that is not there yet, or nobody has asked for: somebody would plan it. */
    ApprovalMatter of(Release release, String plannedById, DeploymentEnvironment environment) {
        return of(release)
                .of(new ApprovalMatter.Part("", environment.name()), parts(parts(release), Stream.of(plannedById)));
    }

    /** What part people have in a deployment of it: that of who has planned it or asked for its approval, and theirs in the release. */
    public Map<String, String> parts(Release release, Deployment deployment) {
        return parts(parts(release), deployment);
    }

    /** @param inRelease what part people have in the release */
    static Map<String, String> parts(Map<String, String> inRelease, Deployment deployment) {
        return parts(inRelease, planners(deployment));
    }

    private static Stream<String> planners(Deployment deployment) {
        return Stream.of(
                        Optional.ofNullable(deployment.plannedById()),
                        Optional.ofNullable(deployment.approval().requestedById()))
                .flatMap(Optional::stream);
    }

    private static Map<String, String> parts(Map<String, String> inRelease, Stream<String> planners) {
        Map<String, String> parts = new HashMap<>(inRelease);
        planners.forEach(id -> parts.putIfAbsent(id, "planned the deployment"));
        return parts;
    }

    /**
     * What part people have in what is approved: in the release, and if its approval covers its changes in these too, because nobody
     * authorises a change in which they have a part.
     */
    public Map<String, String> parts(Release release) {
        List<String> covered = settings.coversChanges() ? links.changeIds(release.id()) : List.of();
        return covered.isEmpty()
                ? ReleaseSegregation.parts(release)
                : ReleaseSegregation.parts(
                        release, changes.byIds(Principal.SYSTEM, covered).values());
    }

    /** A release that is not there yet, as far as the principal sees what it would touch. */
    public ApprovalMatter of(Principal principal, ApprovalQuestion question) {
        Set<String> services = services(principal, question.ciIds());
        services.addAll(items.byIds(principal, question.serviceIds()).keySet());
        return new ApprovalMatter(
                TicketKind.RELEASE,
                Release.TYPE,
                "",
                question.type(),
                question.risk(),
                services,
                question.cost(),
                owners(principal, question.ciIds()),
                owners(principal, services),
                Confidentiality.PUBLIC_INTERNAL,
                Map.of(principal.personId(), "planned it"));
    }

    private Set<String> services(Principal principal, Collection<String> ciIds) {
        return new HashSet<>(dependentServices.of(items.byIds(principal, ciIds).keySet()));
    }

    private List<String> owners(Principal principal, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : items.byIds(principal, ids).values().stream()
                        .map(ConfigurationItem::ownerId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList();
    }
}
