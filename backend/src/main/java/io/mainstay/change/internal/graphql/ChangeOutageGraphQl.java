// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeQueries;
import io.mainstay.change.ChangeState;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactAnswer;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The outages that changes are expected to bring. */
@Controller
class ChangeOutageGraphQl {

    private final ChangeQueries queries;
    private final ConfigurationItemQueries items;
    private final PlannedOutageQueries outages;
    private final Tickets<Change, ChangeState> changes;

    ChangeOutageGraphQl(
            ChangeQueries queries,
            ConfigurationItemQueries items,
            PlannedOutageQueries outages,
            Tickets<Change, ChangeState> changes) {
        this.queries = queries;
        this.items = items;
        this.outages = outages;
        this.changes = changes;
    }

    record Outage(
            String number,
            ConfigurationItem ci,
            FailureEffect effect,
            Instant from,
            Instant to,
            String title,
            @Nullable PlannedOutage plannedOutage) {}

    @BatchMapping(typeName = "Change", field = "plannedOutages")
    Map<Change, List<Outage>> plannedOutages(List<Change> all, @ContextValue Principal principal) {
        Map<String, ConfigurationItem> found = items(all, principal);
        Map<String, PlannedOutage> planned = found.isEmpty()
                ? Map.of()
                : outages.ofChanges(principal, all.stream().map(Change::id).toList()).values().stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toMap(PlannedOutage::number, outage -> outage));
        Map<Change, List<Outage>> shown = new HashMap<>();
        for (Change change : all) {
            List<Outage> ofChange = new ArrayList<>();
            for (ExpectedOutage each : change.plan().outages()) {
                ConfigurationItem item = found.get(each.ciId());
                if (item != null) {
                    ofChange.add(new Outage(
                            each.number(),
                            item,
                            each.effect(),
                            each.from(),
                            each.to(),
                            each.title(),
                            planned.get(each.number())));
                }
            }
            shown.put(change, ofChange);
        }
        return shown;
    }

    @BatchMapping(typeName = "Change")
    Map<Change, Integer> hiddenPlannedOutageCount(List<Change> all, @ContextValue Principal principal) {
        Set<String> visible = items(all, principal).keySet();
        Map<Change, Integer> counts = new HashMap<>();
        all.forEach(change -> counts.put(change, (int) change.plannedOutageCiIds().stream()
                .filter(id -> !visible.contains(id))
                .count()));
        return counts;
    }

    private Map<String, ConfigurationItem> items(List<Change> all, Principal principal) {
        Set<String> ids = all.stream()
                .flatMap(change -> change.plannedOutageCiIds().stream())
                .collect(Collectors.toSet());
        return ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
    }

    @SchemaMapping(typeName = "Change")
    @Nullable
    ImpactAnswer plannedOutageImpact(Change change, Principal principal, DataFetchingEnvironment environment) {
        return queries.outageImpact(
                principal,
                change,
                environment
                        .getSelectionSet()
                        .containsAnyOf("exposedServices", "exposedServiceShare", "hiddenExposedServiceCount"));
    }

    @BatchMapping(typeName = "PlannedOutage")
    Map<PlannedOutage, Change> change(List<PlannedOutage> all, @ContextValue Principal principal) {
        return References.resolve(all, PlannedOutage::changeId, ids -> changes.byIds(principal, ids));
    }
}
