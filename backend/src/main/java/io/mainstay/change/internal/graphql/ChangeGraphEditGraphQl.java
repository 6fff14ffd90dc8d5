// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeGraphEditQueries;
import io.mainstay.change.ChangeGraphEditQueries.Added;
import io.mainstay.change.ChangeGraphEditQueries.Impact;
import io.mainstay.change.ChangeGraphEditQueries.Related;
import io.mainstay.change.ChangeGraphEditQueries.Shown;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.GraphEditDifference;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The graph edits of changes. */
@Controller
class ChangeGraphEditGraphQl {

    private static final String EDIT = "ChangeGraphEdit";
    private static final String RELATION = "ChangeGraphEditRelation";
    private static final String IMPACT = "ChangeGraphEditImpact";

    private final ChangeGraphEditQueries queries;
    private final CiClasses classes;
    private final IdentityViews identity;

    ChangeGraphEditGraphQl(ChangeGraphEditQueries queries, CiClasses classes, IdentityViews identity) {
        this.queries = queries;
        this.classes = classes;
        this.identity = identity;
    }

    record Count(ImpactState state, int count) {}

    record Difference(
            @Nullable ConfigurationItem ci, @Nullable CiRelation relation, List<String> fields) {}

    @BatchMapping(typeName = "Change")
    Map<Change, Shown> graphEdit(List<Change> all, @ContextValue Principal principal) {
        Map<String, Shown> found =
                queries.of(principal, all.stream().map(Change::id).toList());
        Map<Change, Shown> edits = new HashMap<>();
        for (Change change : all) {
            Shown shown = found.get(change.id());
            if (shown != null) {
                edits.put(change, shown);
            }
        }
        return edits;
    }

    @SchemaMapping(typeName = "Change")
    @Nullable
    Impact graphEditImpact(Change change, Principal principal) {
        return queries.impact(principal, change);
    }

    @BatchMapping(typeName = EDIT)
    Map<Shown, PersonView> setBy(List<Shown> all) {
        return References.resolve(all, Shown::setById, identity::people);
    }

    @BatchMapping(typeName = EDIT)
    Map<Shown, List<Difference>> differences(List<Shown> all, @ContextValue Principal principal) {
        Map<Shown, List<Difference>> differences = new HashMap<>();
        queries.differences(principal, all).forEach((edit, found) -> differences.put(edit, differences(edit, found)));
        return differences;
    }

    private static List<Difference> differences(Shown edit, List<GraphEditDifference> found) {
        Map<String, ConfigurationItem> items = new TreeMap<>();
        edit.alteredItems().forEach(altered -> items.put(altered.ci().id(), altered.ci()));
        edit.retiredItems().forEach(item -> items.put(item.id(), item));
        Map<String, CiRelation> relations = new TreeMap<>();
        edit.endedRelations().forEach(relation -> relations.put(relation.id(), relation));
        return found.stream()
                .map(difference -> new Difference(
                        named(items, difference.ciId()),
                        named(relations, difference.relationId()),
                        difference.fields()))
                .toList();
    }

    private static <T> @Nullable T named(Map<String, T> all, @Nullable String id) {
        return id == null ? null : all.get(id);
    }

    @SchemaMapping(typeName = "ChangeGraphEditAddedItem", field = "class")
    @Nullable
    CiClass ciClass(Added item) {
        return classes.tree().find(item.classId()).orElse(null);
    }

    @SchemaMapping(typeName = RELATION)
    String type(Related related) {
        return String.valueOf(related.relation().relation().type());
    }

    @SchemaMapping(typeName = RELATION)
    @Nullable
    FailureEffect effect(Related related) {
        return related.relation().relation().effect();
    }

    @SchemaMapping(typeName = RELATION)
    @Nullable
    String group(Related related) {
        CreateRelation.Group group = related.relation().relation().group();
        return group == null ? null : group.name();
    }

    @SchemaMapping(typeName = IMPACT)
    List<Count> countsBefore(Impact impact) {
        return counts(impact.found().countsBefore());
    }

    @SchemaMapping(typeName = IMPACT)
    List<Count> countsAfter(Impact impact) {
        return counts(impact.found().countsAfter());
    }

    @SchemaMapping(typeName = IMPACT)
    boolean complete(Impact impact) {
        return impact.found().incompleteReason() == null;
    }

    @SchemaMapping(typeName = IMPACT)
    @Nullable
    IncompleteReason incompleteReason(Impact impact) {
        return impact.found().incompleteReason();
    }

    @SchemaMapping(typeName = IMPACT)
    int hiddenCount(Impact impact) {
        return impact.found().hiddenCount();
    }

    private static List<Count> counts(Map<ImpactState, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> new Count(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
