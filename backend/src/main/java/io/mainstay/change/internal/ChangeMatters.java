// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.change.internal.store.FreezeExceptionStore;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.DependentServiceQueries;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.window.ChangeWindows;
import io.mainstay.window.PlannedWork;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalQuestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What policies of approval ask of changes. */
@Component
public final class ChangeMatters {

    private final ChangeLinks links;
    private final ConfigurationItemQueries items;
    private final DependentServiceQueries dependentServices;
    private final ChangeWindows windows;
    private final FreezeExceptionStore exceptions;

    ChangeMatters(
            ChangeLinks links,
            ConfigurationItemQueries items,
            DependentServiceQueries dependentServices,
            ChangeWindows windows,
            FreezeExceptionStore exceptions) {
        this.links = links;
        this.items = items;
        this.dependentServices = dependentServices;
        this.windows = windows;
        this.exceptions = exceptions;
    }

    /** A change as it is to be approved: all that it touches counts, whoever sees it. */
    public ApprovalMatter of(Change change) {
        List<String> ciIds = links.ciIds(change.id());
        Set<String> services = services(Principal.SYSTEM, ciIds);
        if (change.serviceOfferingId() != null) {
            services.add(change.serviceOfferingId());
        }
        RiskLevel risk = change.riskLevel();
        return new ApprovalMatter(
                TicketKind.CHANGE,
                Change.TYPE,
                change.id(),
                change.type().name(),
                risk == null ? null : risk.name(),
                services,
                EstimatedCost.stored(change.plan().estimatedCost()),
                isInSpiteOfFreeze(change, ciIds),
                owners(Principal.SYSTEM, ciIds),
                owners(Principal.SYSTEM, services),
                change.confidentiality(),
                null,
                ChangeSegregation.parts(change));
    }

    /** Whether an exception from a freeze is asked for a change, which its approval grants. */
    public boolean asksForException(Change change) {
        return !exceptions.standing(change, links.ciIds(change.id())).isEmpty();
    }

    /** Whether an exception is asked for from a freeze that holds then: of one that was suspended or ended since, none is needed. */
    private boolean isInSpiteOfFreeze(Change change, List<String> ciIds) {
        Set<String> asked = exceptions.standing(change, ciIds);
        Change.Window window = change.plan().window();
        if (asked.isEmpty() || window == null) {
            return false;
        }
        PlannedWork work = new PlannedWork(Set.copyOf(ciIds), window.from(), window.to());
        return windows.ofWork(List.of(work)).stream()
                .flatMap(ofItems -> ofItems.values().stream())
                // What cannot be told is asked about.
                .anyMatch(ofItem -> !ofItem.complete()
                        || ofItem.freezes().stream()
                                .anyMatch(
                                        freeze -> asked.contains(freeze.window().id())));
    }

    /** A change that is not there yet, as far as the principal sees what it would touch. */
    public ApprovalMatter of(Principal principal, ApprovalQuestion question) {
        Set<String> services = services(principal, question.ciIds());
        services.addAll(items.byIds(principal, question.serviceIds()).keySet());
        return new ApprovalMatter(
                TicketKind.CHANGE,
                Change.TYPE,
                "",
                question.type(),
                question.risk(),
                services,
                question.cost(),
                owners(principal, question.ciIds()),
                owners(principal, services),
                Confidentiality.PUBLIC_INTERNAL,
                Map.of(principal.personId(), "request it"));
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
