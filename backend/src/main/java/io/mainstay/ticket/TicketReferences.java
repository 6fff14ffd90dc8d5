// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.cypher.Writes;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks that what an input names exists, is visible and may be named there, inside the unit of work: what is in use when it is read
 * must still be when the ticket is written.
 */
@Component
public final class TicketReferences {

    private final IdentityViews identity;
    private final IdentityService people;
    private final ConfigurationItemQueries items;
    private final TicketSettingsInForce settings;
    private final Writes writes;

    TicketReferences(
            IdentityViews identity,
            IdentityService people,
            ConfigurationItemQueries items,
            TicketSettingsInForce settings,
            Writes writes) {
        this.identity = identity;
        this.people = people;
        this.items = items;
        this.settings = settings;
        this.writes = writes;
    }

    void check(Principal principal, TicketType<?, ?> type, Ticket<?, ?> ticket, FacetCommand command) {
        switch (command) {
            case FacetCommand.Assign assign -> assignment(principal, type, ticket, assign);
            case FacetCommand.Hold hold ->
                settings.requireChoice(type.kind(), TicketChoice.Purpose.HOLD_REASON, hold.reason(), "reason");
            case FacetCommand.LinkCis link -> requireInUse(link.ciIds(), items.byIds(principal, link.ciIds()));
            case FacetCommand.UnlinkCis unlink -> requireAll(unlink.ciIds(), items.byIds(principal, unlink.ciIds()));
            case FacetCommand.Classify classify -> clearance(principal, classify.confidentiality());
            case FacetCommand.Resume _,
                    FacetCommand.Prioritise _,
                    FacetCommand.Comment _,
                    FacetCommand.AddWorkNote _,
                    FacetCommand.CorrectEntry _,
                    FacetCommand.Attach _,
                    FacetCommand.Detach _ -> {
                // name no other record, or files, which are looked for under their locks
            }
        }
    }

    /**
     * The configuration items that a report names, with its service offering, by id.
     *
     * @throws RefusedException if one of them is not there, retired, or the offering is none
     */
    public Map<String, ConfigurationItem> items(
            Principal principal, Collection<String> ciIds, @Nullable String serviceOfferingId) {
        Set<String> ids = new HashSet<>(ciIds);
        if (serviceOfferingId != null) {
            ids.add(serviceOfferingId);
        }
        Map<String, ConfigurationItem> known = ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
        serviceOffering(serviceOfferingId, known);
        requireInUse(ciIds, known);
        return known;
    }

    /** @throws RefusedException if the confidentiality exceeds the principal's clearance */
    public void clearance(Principal principal, @Nullable Confidentiality confidentiality) {
        Confidentiality clearance = principal.visibility().clearance();
        if (confidentiality != null && confidentiality.level() > clearance.level()) {
            throw refused(
                    UserErrorCode.INVALID,
                    "confidentiality must not exceed your own clearance, " + clearance + ".",
                    "confidentiality");
        }
    }

    /** @throws RefusedException if there is no such active team */
    public void team(@Nullable String id) {
        teamAt(id, "input", "teamId");
    }

    /**
     * @param path of the argument that names it
     * @throws RefusedException if there is no such active team
     */
    public void teamAt(@Nullable String id, String... path) {
        if (id == null) {
            return;
        }
        if (!identity.isActiveTeam(id)) {
            throw noTeam(id, path);
        }
        writes.requireInUse("Team", id, () -> noTeam(id, path));
    }

    /** Whether there is such an active team; if so, it is also when what names it is written. */
    public boolean isTeam(String id) {
        boolean active = identity.isActiveTeam(id);
        if (active) {
            writes.requireInUse("Team", id, () -> noTeam(id, "input", "teamId"));
        }
        return active;
    }

    /** @throws RefusedException if there is no such active person in reach */
    public PersonView person(Principal principal, String id, String field) {
        return personAt(principal, id, "input", field);
    }

    /**
     * @param path of the argument that names them
     * @throws RefusedException if there is no such active person in reach
     */
    public PersonView personAt(Principal principal, String id, String... path) {
        PersonView person = Optional.ofNullable(
                        people.peopleById(principal, List.of(id)).get(id))
                .filter(PersonView::active)
                .orElseThrow(() -> RefusedException.notFound("Person", id, path));
        writes.requireInUse("Person", id, () -> RefusedException.notFound("Person", id, path));
        return person;
    }

    /** @throws RefusedException naming the first that is no active person in reach */
    public void people(Principal principal, Collection<String> ids, String field) {
        Map<String, PersonView> known = ids.isEmpty() ? Map.of() : people.peopleById(principal, ids);
        for (String id : ids) {
            PersonView person = known.get(id);
            if (person == null || !person.active()) {
                throw noPerson(id, field);
            }
            writes.requireInUse("Person", id, () -> noPerson(id, field));
        }
    }

    /** @throws RefusedException if it is no service offering in use */
    public void serviceOffering(Principal principal, @Nullable String id) {
        if (id != null) {
            serviceOffering(id, items.byIds(principal, List.of(id)));
        }
    }

    private void assignment(
            Principal principal, TicketType<?, ?> type, Ticket<?, ?> ticket, FacetCommand.Assign assign) {
        if (type.needsService() && assign.serviceOfferingId() == null && ticket.serviceOfferingId() == null) {
            throw refused(
                    UserErrorCode.REQUIRED,
                    "serviceOfferingId is required before " + type.noun() + " is assigned.",
                    "serviceOfferingId");
        }
        serviceOffering(principal, assign.serviceOfferingId());
        team(assign.teamId());
        String assigneeId = assign.assigneeId();
        if (assigneeId == null) {
            return;
        }
        person(principal, assigneeId, "assigneeId");
        if (!identity.isMember(assigneeId, assign.teamId())) {
            throw refused(UserErrorCode.INVALID, "assigneeId must be a member of the team.", "assigneeId");
        }
    }

    private void serviceOffering(@Nullable String id, Map<String, ConfigurationItem> known) {
        if (id == null) {
            return;
        }
        ConfigurationItem item = known.get(id);
        if (item == null) {
            throw RefusedException.notFound("Service offering", id, "input", "serviceOfferingId");
        }
        if (!item.classKey().equals(CiClassTree.SERVICE_OFFERING)) {
            throw refused(
                    UserErrorCode.INVALID,
                    "serviceOfferingId must be a configuration item of the class service offering.",
                    "serviceOfferingId");
        }
        if (item.retired()) {
            throw retiredOffering();
        }
        writes.requireInUse(ConfigurationItem.TYPE, id, TicketReferences::retiredOffering);
    }

    private void requireInUse(Collection<String> ids, Map<String, ConfigurationItem> known) {
        requireAll(ids, known);
        ids.stream()
                .map(known::get)
                .filter(ConfigurationItem::retired)
                .findFirst()
                .ifPresent(retired -> {
                    throw retiredItem(retired.id());
                });
        ids.forEach(id -> writes.requireInUse(ConfigurationItem.TYPE, id, () -> retiredItem(id)));
    }

    private static void requireAll(Collection<String> ids, Map<String, ConfigurationItem> known) {
        ids.stream().filter(id -> !known.containsKey(id)).findFirst().ifPresent(missing -> {
            throw RefusedException.notFound("Configuration item", missing, "input", "ciIds");
        });
    }

    private static RefusedException noTeam(String id, String... path) {
        return RefusedException.notFound("Team", id, path);
    }

    private static RefusedException noPerson(String id, String field) {
        return RefusedException.notFound("Person", id, "input", field);
    }

    private static RefusedException retiredOffering() {
        return refused(UserErrorCode.CONFLICT, "The service offering is retired.", "serviceOfferingId");
    }

    private static RefusedException retiredItem(String id) {
        return new RefusedException(
                UserError.of(UserErrorCode.CONFLICT, "Configuration item " + id + " is retired.", "input", "ciIds")
                        .with("id", id));
    }

    private static RefusedException refused(UserErrorCode code, String message, String field) {
        return new RefusedException(UserError.of(code, message, "input", field));
    }
}
