// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeGraphEditQueries;
import io.mainstay.change.ChangeService;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.PlanGraphEdit;
import io.mainstay.cmdb.RelationType;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.ticket.Tickets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Plans what a second switch makes of the controller of the time terminals, which hangs on one switch alone. */
@Component
final class GraphEditLoader {

    /** The key of the change that carries it. */
    static final String CHANGE = "second-switch-head-office";

    private static final String SCOPE = "demo";

    private final ChangeService changes;
    private final ChangeGraphEditQueries edits;
    private final Tickets<Change, ChangeState> tickets;
    private final ConfigurationItemQueries items;

    GraphEditLoader(
            ChangeService changes,
            ChangeGraphEditQueries edits,
            Tickets<Change, ChangeState> tickets,
            ConfigurationItemQueries items) {
        this.changes = changes;
        this.edits = edits;
        this.tickets = tickets;
        this.items = items;
    }

    /**
     * @param changeId the change, which is a draft
     * @param ciIds ids of items by name
     */
    void load(Realm realm, String changeId, Map<String, String> ciIds) {
        String controller = ciIds.get("hq-time-01");
        String first = ciIds.get("hq-sw-01");
        if (controller == null
                || first == null
                || !edits.of(Principal.SYSTEM, List.of(changeId)).isEmpty()) {
            return;
        }
        Principal planner = realm.as(RealmPerson.CONFIGURATION_MANAGER);
        List<String> alone = Objects.requireNonNull(items.relations(
                                planner, List.of(controller), PageRequest.of(null, null, SCOPE), SCOPE)
                        .get(controller))
                .nodes()
                .stream()
                .filter(relation -> relation.type() == RelationType.DEPENDS_ON
                        && relation.targetId().equals(first))
                .map(CiRelation::id)
                .toList();
        CreateRelation.Group group = new CreateRelation.Group("switches", 1, null, null);
        Change change = Objects.requireNonNull(
                tickets.byIds(Principal.SYSTEM, List.of(changeId)).get(changeId));
        changes.execute(
                planner,
                new ChangeCommand.SetGraphEdit(
                        changeId,
                        change.version(),
                        new PlanGraphEdit(
                                List.of(new PlanGraphEdit.AddItem(
                                        "second",
                                        new CreateConfigurationItem(
                                                "switch",
                                                "hq-sw-02",
                                                "The second switch of Time Recording",
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                planner.organisationId(),
                                                null,
                                                null,
                                                null,
                                                null,
                                                Map.of()))),
                                List.of(),
                                List.of(),
                                List.of(
                                        new PlanGraphEdit.AddRelation(
                                                controller, null, first, null, "DEPENDS_ON", null, group),
                                        new PlanGraphEdit.AddRelation(
                                                controller, null, null, "second", "DEPENDS_ON", null, group)),
                                alone),
                        null));
    }
}
