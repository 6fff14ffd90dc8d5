// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Release;
import io.mainstay.release.internal.store.ReleaseLinks;
import io.mainstay.window.ChangeWindows;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalQuestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What policies of approval ask of releases. */
@Component
public final class ReleaseMatters {

    private final ReleaseLinks links;
    private final ConfigurationItemQueries items;
    private final ChangeWindows windows;

    ReleaseMatters(ReleaseLinks links, ConfigurationItemQueries items, ChangeWindows windows) {
        this.links = links;
        this.items = items;
        this.windows = windows;
    }

    /** A release as it is to be approved: all that it and its changes touch counts, whoever sees it. */
    public ApprovalMatter of(Release release) {
        List<String> ciIds = links.touched(release.id());
        Set<String> services = services(Principal.SYSTEM, ciIds);
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
                null,
                owners(Principal.SYSTEM, ciIds),
                owners(Principal.SYSTEM, services),
                release.confidentiality(),
                ReleaseSegregation.parts(release));
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
        Set<String> services = new HashSet<>();
        if (!ciIds.isEmpty()) {
            windows.facts(principal, ciIds).forEach(facts -> services.addAll(facts.serviceIds()));
        }
        return services;
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
