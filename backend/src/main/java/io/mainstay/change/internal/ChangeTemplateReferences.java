// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ProposeChangeTemplate;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Validation;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.ticket.TicketSettingsInForce;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up what a change template names, with the eyes of who names it, inside the unit of work. */
@Component
public final class ChangeTemplateReferences {

    private final TicketReferences references;
    private final TicketSettingsInForce settings;
    private final ConfigurationItemQueries items;
    private final CiClasses classes;

    ChangeTemplateReferences(
            TicketReferences references,
            TicketSettingsInForce settings,
            ConfigurationItemQueries items,
            CiClasses classes) {
        this.references = references;
        this.settings = settings;
        this.items = items;
        this.classes = classes;
    }

    /**
     * The content that somebody asks for.
     *
     * @param before null for a new template
     * @throws RefusedException NOT_FOUND for what does not exist or is not visible, CONFLICT for what is retired
     */
    public ChangeTemplate.Content content(
            Principal principal, ProposeChangeTemplate command, ChangeTemplate.@Nullable Content before) {
        settings.requireCategory(TicketKind.CHANGE, command.categoryId());
        references.team(command.teamId());
        Integer minutes = command.durationMinutes();
        return new ChangeTemplate.Content(
                command.title().strip(),
                command.reason().strip(),
                command.plan(),
                ChangeTemplateRules.blankToNull(command.testPlan()),
                command.backOutPlan(),
                ChangeTemplateRules.blankToNull(command.communicationPlan()),
                command.categoryId(),
                serviceOffering(principal, command.serviceOfferingId(), before),
                command.teamId(),
                minutes == null ? null : Duration.ofMinutes(minutes),
                classIds(Objects.requireNonNullElse(command.classIds(), List.of())),
                tasks(Objects.requireNonNullElse(command.tasks(), List.of())));
    }

    private List<ChangeTemplate.Task> tasks(List<ChangeTemplate.Task> named) {
        Set<String> teams = new HashSet<>();
        for (int place = 0; place < named.size(); place++) {
            String team = named.get(place).teamId();
            if (team != null && teams.add(team)) {
                references.teamAt(team, "input", "tasks", String.valueOf(place), "teamId");
            }
        }
        return named.stream()
                .map(task -> new ChangeTemplate.Task(
                        task.position(),
                        task.title().strip(),
                        ChangeTemplateRules.blankToNull(task.instruction()),
                        task.teamId()))
                .toList();
    }

    /** Nobody takes away what one does not see: an offering that is hidden stays if no other is named. */
    private @Nullable String serviceOffering(
            Principal principal, @Nullable String wanted, ChangeTemplate.@Nullable Content before) {
        String known = before == null ? null : before.serviceOfferingId();
        if (wanted == null) {
            return known == null || items.byIds(principal, List.of(known)).containsKey(known) ? null : known;
        }
        references.serviceOffering(principal, wanted);
        return wanted;
    }

    private List<String> classIds(List<String> named) {
        CiClassTree tree = classes.tree();
        Set<String> found = new LinkedHashSet<>();
        Validation validation = new Validation();
        for (String idOrKey : named) {
            tree.find(idOrKey)
                    .map(CiClass::id)
                    .ifPresentOrElse(
                            found::add,
                            () -> validation.add(RefusedException.absence(
                                    "Class", idOrKey, "does not exist", new String[] {"input", "classIds"})));
        }
        validation.refuseIfFailed();
        return List.copyOf(found);
    }
}
