package io.mainstay.incident.internal;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityService;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentReport;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketSettingsInForce;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks that what an input names exists, is visible and may be named there. */
@Component
final class IncidentReferences {

    private final IdentityViews identity;
    private final IdentityService people;
    private final ConfigurationItemQueries items;
    private final TicketSettingsInForce settings;

    IncidentReferences(
            IdentityViews identity,
            IdentityService people,
            ConfigurationItemQueries items,
            TicketSettingsInForce settings) {
        this.identity = identity;
        this.people = people;
        this.items = items;
        this.settings = settings;
    }

    /** What a report names, its configuration items and service offering by id. */
    record Names(PersonView affected, Map<String, ConfigurationItem> items) {}

    Names check(Principal principal, IncidentReport report, String affectedPersonId) {
        clearance(principal, report.confidentiality());
        settings.requireCategory(TicketKind.INCIDENT, report.categoryId());
        Set<String> itemIds = new HashSet<>(report.ciIds());
        if (report.serviceOfferingId() != null) {
            itemIds.add(report.serviceOfferingId());
        }
        Map<String, ConfigurationItem> known = itemIds.isEmpty() ? Map.of() : items.byIds(principal, itemIds);
        serviceOffering(report.serviceOfferingId(), known);
        cis(report.ciIds(), known);
        if (report.teamId() != null) {
            team(report.teamId());
        }
        return new Names(person(principal, affectedPersonId, "affectedPersonId"), known);
    }

    /** What holds for the organisation of an incident. */
    OrganisationSettings settings(String organisationId) {
        return identity.organisationSettings(List.of(organisationId))
                .getOrDefault(organisationId, OrganisationSettings.NONE);
    }

    void check(Principal principal, Incident incident, IncidentCommand command) {
        switch (command) {
            case IncidentCommand.Assign assign -> assignment(principal, incident, assign);
            case IncidentCommand.Hold hold ->
                settings.requireChoice(TicketKind.INCIDENT, TicketChoice.Purpose.HOLD_REASON, hold.reason(), "reason");
            case IncidentCommand.Resolve resolve ->
                settings.requireChoice(
                        TicketKind.INCIDENT, TicketChoice.Purpose.RESOLUTION_CODE, resolve.code(), "code");
            case IncidentCommand.Update update -> {
                settings.requireCategory(
                        TicketKind.INCIDENT, update.categoryId().value());
                serviceOffering(principal, update.serviceOfferingId().value());
                if (update.serviceOfferingId().given()
                        && update.serviceOfferingId().value() == null
                        && incident.assignment().assigned()) {
                    throw refused(
                            UserErrorCode.REQUIRED,
                            "serviceOfferingId is required once the incident is assigned.",
                            "serviceOfferingId");
                }
            }
            case IncidentCommand.LinkCis link -> cis(link.ciIds(), items.byIds(principal, link.ciIds()));
            case IncidentCommand.UnlinkCis unlink -> requireAll(unlink.ciIds(), items.byIds(principal, unlink.ciIds()));
            case IncidentCommand.Classify classify -> clearance(principal, classify.confidentiality());
            case IncidentCommand.Start _,
                    IncidentCommand.Resume _,
                    IncidentCommand.Confirm _,
                    IncidentCommand.Close _,
                    IncidentCommand.Reopen _,
                    IncidentCommand.Cancel _,
                    IncidentCommand.Prioritise _,
                    IncidentCommand.Comment _,
                    IncidentCommand.AddWorkNote _ -> {
                // name nothing
            }
        }
    }

    private static void clearance(Principal principal, @Nullable Confidentiality confidentiality) {
        Confidentiality clearance = principal.visibility().clearance();
        if (confidentiality != null && confidentiality.level() > clearance.level()) {
            throw refused(
                    UserErrorCode.INVALID,
                    "confidentiality must not exceed your own clearance, " + clearance + ".",
                    "confidentiality");
        }
    }

    private void assignment(Principal principal, Incident incident, IncidentCommand.Assign assign) {
        if (assign.serviceOfferingId() == null && incident.assignment().serviceOfferingId() == null) {
            throw refused(
                    UserErrorCode.REQUIRED,
                    "serviceOfferingId is required before an incident is assigned.",
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

    private void team(String id) {
        if (!identity.isActiveTeam(id)) {
            throw RefusedException.notFound("Team", id, "input", "teamId");
        }
    }

    private PersonView person(Principal principal, String id, String field) {
        return Optional.ofNullable(people.peopleById(principal, List.of(id)).get(id))
                .filter(PersonView::active)
                .orElseThrow(() -> RefusedException.notFound("Person", id, "input", field));
    }

    private void serviceOffering(Principal principal, @Nullable String id) {
        if (id != null) {
            serviceOffering(id, items.byIds(principal, List.of(id)));
        }
    }

    private static void serviceOffering(@Nullable String id, Map<String, ConfigurationItem> known) {
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
            throw refused(UserErrorCode.CONFLICT, "The service offering is retired.", "serviceOfferingId");
        }
    }

    private static void cis(Collection<String> ids, Map<String, ConfigurationItem> known) {
        requireAll(ids, known);
        ids.stream()
                .map(known::get)
                .filter(ConfigurationItem::retired)
                .findFirst()
                .ifPresent(retired -> {
                    throw new RefusedException(UserError.of(
                                    UserErrorCode.CONFLICT,
                                    "Configuration item " + retired.id() + " is retired.",
                                    "input",
                                    "ciIds")
                            .with("id", retired.id()));
                });
    }

    private static void requireAll(Collection<String> ids, Map<String, ConfigurationItem> known) {
        ids.stream().filter(id -> !known.containsKey(id)).findFirst().ifPresent(missing -> {
            throw RefusedException.notFound("Configuration item", missing, "input", "ciIds");
        });
    }

    private static RefusedException refused(UserErrorCode code, String message, String field) {
        return new RefusedException(UserError.of(code, message, "input", field));
    }
}
