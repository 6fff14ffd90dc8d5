// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.store.GraphEditStore;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.GraphEditDifference;
import io.mainstay.cmdb.GraphEditImpact;
import io.mainstay.cmdb.GraphEditImpactQueries;
import io.mainstay.cmdb.GraphEdits;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows graph edits of changes, as far as the principal sees what they are about, and what they would make of failures. */
@Component
public final class ChangeGraphEditQueries {

    private static final End NOBODY = new End(null, null);

    private final GraphEditStore store;
    private final GraphEdits edits;
    private final GraphEditImpactQueries impacts;
    private final ConfigurationItemQueries items;
    private final Tickets<Change, ChangeState> changes;
    private final RecordVisibility visibility;

    ChangeGraphEditQueries(
            GraphEditStore store,
            GraphEdits edits,
            GraphEditImpactQueries impacts,
            ConfigurationItemQueries items,
            Tickets<Change, ChangeState> changes,
            RecordVisibility visibility) {
        this.store = store;
        this.edits = edits;
        this.impacts = impacts;
        this.items = items;
        this.changes = changes;
        this.visibility = visibility;
    }

    /**
     * An edit as somebody is shown it.
     *
     * @param hiddenCount how many CIs and relations it adds, alters, retires and ends beside those that are shown
     */
    public record Shown(
            ChangeGraphEdit kept,
            List<Added> addedItems,
            List<Altered> alteredItems,
            List<ConfigurationItem> retiredItems,
            List<Related> addedRelations,
            List<CiRelation> endedRelations,
            int hiddenCount) {

        public String setById() {
            return kept.setById();
        }

        public Instant setAt() {
            return kept.setAt();
        }

        public @Nullable Instant appliedAt() {
            return kept.appliedAt();
        }
    }

    /** A CI that will be there. */
    public record Added(String key, String number, String name, String classId, List<Value> values) {}

    /** A CI of which fields will have other values. */
    public record Altered(ConfigurationItem ci, List<Value> values) {}

    /** @param hidden whether the value names what the reader does not see; it is null then */
    public record Value(String field, @Nullable String value, boolean hidden) {}

    /** A relation that will be there. */
    public record Related(End source, End target, GraphEdit.AddedRelation relation) {}

    /** One end of such a relation: a CI that is there, or the key of one that will be. */
    public record End(
            @Nullable ConfigurationItem ci, @Nullable String key) {}

    /** The edits of changes that have one, as the principal sees them; four database calls however many there are. */
    public Map<String, Shown> of(Principal principal, Collection<String> changeIds) {
        principal.require(Permission.CHANGE_READ);
        Map<String, ChangeGraphEdit> kept = new HashMap<>(changeIds.isEmpty() ? Map.of() : store.of(changeIds));
        kept.values().removeIf(edit -> edit.edit().nothing());
        if (kept.isEmpty()) {
            return Map.of();
        }
        List<GraphEdit> all = kept.values().stream().map(ChangeGraphEdit::edit).toList();
        // What was made of an edit is seen as it is now: it may have been classified since.
        Map<String, ConfigurationItem> visible = items.byIds(
                principal,
                Stream.concat(
                                all.stream().flatMap(edit -> edit.presentItemIds().stream()),
                                kept.values().stream()
                                        .filter(edit -> edit.appliedAt() != null)
                                        .flatMap(edit -> edit.edit().addedItems().stream())
                                        .map(GraphEdit.AddedItem::id))
                        .collect(Collectors.toSet()));
        Map<String, CiRelation> relations = items.relations(
                principal,
                all.stream()
                        .flatMap(edit -> edit.endedRelations().stream())
                        .map(GraphEdit.EndedRelation::relationId)
                        .collect(Collectors.toSet()));
        Set<String> named = all.stream()
                .flatMap(edit -> Stream.concat(
                        edit.addedItems().stream().flatMap(item -> item.values().stream()),
                        edit.alteredItems().stream().flatMap(item -> item.values().stream())))
                .filter(value -> namesRecord(value.field()))
                .map(GraphEdit.Value::value)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> seen = named.isEmpty() ? Set.of() : visibility.seenAmong(principal, named);
        Map<String, Shown> shown = new HashMap<>();
        kept.forEach((changeId, edit) -> shown.put(changeId, shown(principal, edit, visible, relations, seen)));
        return shown;
    }

    /**
     * What is not any more as edits were planned on it, as far as the principal sees it; nothing of those that were made. Three database
     * calls however many edits there are.
     */
    public Map<Shown, List<GraphEditDifference>> differences(Principal principal, Collection<Shown> all) {
        principal.require(Permission.CHANGE_READ);
        Map<String, GraphEdit> planned = new HashMap<>();
        all.stream()
                .filter(shown -> shown.appliedAt() == null)
                .forEach(shown -> planned.put(shown.kept().id(), shown.kept().edit()));
        Map<String, List<GraphEditDifference>> found = planned.isEmpty() ? Map.of() : edits.differences(planned);
        Map<Shown, List<GraphEditDifference>> differences = new HashMap<>();
        all.forEach(shown -> differences.put(
                shown, visible(shown, found.getOrDefault(shown.kept().id(), List.of()))));
        return differences;
    }

    private static List<GraphEditDifference> visible(Shown shown, List<GraphEditDifference> found) {
        Set<String> visible = new HashSet<>();
        shown.alteredItems().forEach(altered -> visible.add(altered.ci().id()));
        shown.retiredItems().forEach(item -> visible.add(item.id()));
        shown.endedRelations().forEach(relation -> visible.add(relation.id()));
        return found.stream()
                .filter(difference -> visible.contains(
                        difference.ciId() == null
                                ? Objects.requireNonNull(difference.relationId())
                                : difference.ciId()))
                .toList();
    }

    /** What an edit makes of failures, with the CIs that it is about. */
    public record Impact(
            GraphEditImpact found, List<State> states, List<Group> groups, List<Point> singlePointsOfFailure) {}

    /** What the failure makes of a CI, before and after; null for nothing. */
    public record State(
            End item,
            @Nullable ImpactState before,
            @Nullable ImpactState after) {}

    /** A redundancy group of a CI, before and after; null where it has no members. */
    public record Group(
            End item,
            String group,
            @Nullable RedundancyArithmetic before,
            @Nullable RedundancyArithmetic after) {}

    /** Whether the failure of one CI alone takes another one down, before and after. */
    public record Point(End point, End item, boolean before, boolean after) {}

    /**
     * What the edit of a change makes of the failure of all that the change affects and the principal sees.
     *
     * @return null if it has none, or it was made
     */
    public @Nullable Impact impact(Principal principal, Change change) {
        principal.require(Permission.CHANGE_READ);
        ChangeGraphEdit kept = store.of(change.id()).orElse(null);
        if (kept == null || kept.edit().nothing() || kept.appliedAt() != null) {
            return null;
        }
        GraphEditImpact found = impacts.impact(
                principal,
                kept.edit(),
                changes.ciIds(principal, List.of(change.id())).getOrDefault(change.id(), List.of()));
        Map<String, End> ends = new HashMap<>();
        items.byIds(
                        principal,
                        Stream.of(
                                        found.states().stream().map(GraphEditImpact.State::ciId),
                                        found.groups().stream().map(GraphEditImpact.Group::ciId),
                                        found.points().stream()
                                                .flatMap(point -> Stream.of(point.pointId(), point.ciId())))
                                .flatMap(ids -> ids)
                                .collect(Collectors.toSet()))
                .forEach((id, item) -> ends.put(id, new End(item, null)));
        kept.edit().addedItems().forEach(item -> ends.put(item.id(), new End(null, item.key())));
        return new Impact(
                found,
                found.states().stream()
                        .map(state -> new State(end(ends, state.ciId()), state.before(), state.after()))
                        .toList(),
                found.groups().stream()
                        .map(group -> new Group(end(ends, group.ciId()), group.name(), group.before(), group.after()))
                        .toList(),
                found.points().stream()
                        .map(point -> new Point(
                                end(ends, point.pointId()), end(ends, point.ciId()), point.before(), point.after()))
                        .toList());
    }

    /** Who saw a CI a moment ago may see it no more; then it is left blank. */
    private static End end(Map<String, End> ends, String ciId) {
        return ends.getOrDefault(ciId, NOBODY);
    }

    private static Shown shown(
            Principal principal,
            ChangeGraphEdit kept,
            Map<String, ConfigurationItem> visible,
            Map<String, CiRelation> relations,
            Set<String> seen) {
        GraphEdit edit = kept.edit();
        Map<String, End> ends = new HashMap<>();
        visible.forEach((id, item) -> ends.put(id, new End(item, null)));
        boolean made = kept.appliedAt() != null;
        List<Added> added = new ArrayList<>();
        for (GraphEdit.AddedItem item : edit.addedItems()) {
            if (made ? visible.containsKey(item.id()) : GraphEditImpactQueries.isVisible(principal, item)) {
                ends.put(item.id(), new End(null, item.key()));
                added.add(new Added(
                        item.key(),
                        item.number(),
                        String.valueOf(item.item().name()),
                        String.valueOf(item.item().classId()),
                        values(item.values(), seen)));
            }
        }
        List<Altered> altered = new ArrayList<>();
        for (GraphEdit.AlteredItem item : edit.alteredItems()) {
            ConfigurationItem ci = visible.get(item.ciId());
            if (ci != null) {
                altered.add(new Altered(ci, values(item.values(), seen)));
            }
        }
        List<ConfigurationItem> retired = edit.retiredItems().stream()
                .map(item -> visible.get(item.ciId()))
                .filter(Objects::nonNull)
                .toList();
        List<Related> related = new ArrayList<>();
        for (GraphEdit.AddedRelation relation : edit.addedRelations()) {
            End source = ends.get(relation.sourceId());
            End target = ends.get(relation.targetId());
            if (source != null && target != null) {
                related.add(new Related(source, target, relation));
            }
        }
        List<CiRelation> ended = edit.endedRelations().stream()
                .map(relation -> relations.get(relation.relationId()))
                .filter(Objects::nonNull)
                .toList();
        int shown = added.size() + altered.size() + retired.size() + related.size() + ended.size();
        return new Shown(
                kept, added, altered, retired, related, ended, edit.itemCount() + edit.relationCount() - shown);
    }

    private static List<Value> values(List<GraphEdit.Value> values, Set<String> seen) {
        return values.stream()
                .map(value -> {
                    boolean hidden =
                            namesRecord(value.field()) && value.value() != null && !seen.contains(value.value());
                    return new Value(value.field(), hidden ? null : value.value(), hidden);
                })
                .toList();
    }

    private static boolean namesRecord(String field) {
        return field.endsWith("Id") && !field.startsWith("attributes.");
    }
}
