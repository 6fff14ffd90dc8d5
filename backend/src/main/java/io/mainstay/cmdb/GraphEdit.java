// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.record.FieldUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of CIs and relations, planned and checked, with what it was planned on. It is applied as a whole or not at all; see
 * {@link GraphEdits}. CIs and relations that it adds have the ids already that they will have.
 */
public record GraphEdit(
        List<AddedItem> addedItems,
        List<AlteredItem> alteredItems,
        List<RetiredItem> retiredItems,
        List<AddedRelation> addedRelations,
        List<EndedRelation> endedRelations) {

    private static final String ATTRIBUTES = "attributes.";

    public GraphEdit {
        addedItems = List.copyOf(addedItems);
        alteredItems = List.copyOf(alteredItems);
        retiredItems = List.copyOf(retiredItems);
        addedRelations = List.copyOf(addedRelations);
        endedRelations = List.copyOf(endedRelations);
    }

    /**
     * A CI as it was when the edit was planned.
     *
     * @param digests of the values of its fields, by field, but for the operational status: whether a CI works is no part of a plan
     */
    public record Base(int version, int revision, Map<String, String> digests) {

        public Base {
            digests = Map.copyOf(digests);
        }
    }

    /**
     * A CI that will be there.
     *
     * @param key by which the plan named it
     */
    public record AddedItem(String id, String number, String key, CreateConfigurationItem item) {

        /** What it will have, beside its class and its name. */
        public List<Value> values() {
            List<Value> values = new ArrayList<>();
            add(values, "description", item.description());
            add(values, "lifecycle", item.lifecycle());
            add(values, "criticality", item.criticality());
            add(values, "ownerId", item.ownerId());
            add(values, "managedByTeamId", item.managedByTeamId());
            add(values, "supportTeamId", item.supportTeamId());
            item.attributes().forEach((key, value) -> add(values, ATTRIBUTES + key, value));
            return List.copyOf(values);
        }

        private static void add(List<Value> values, String field, @Nullable Object value) {
            if (value != null) {
                values.add(Value.of(field, value));
            }
        }
    }

    /** A CI of which fields will have other values. */
    public record AlteredItem(String ciId, Base base, UpdateConfigurationItem fields) {

        /** What it will have, and null for what it will have no more. */
        public List<Value> values() {
            List<Value> values = new ArrayList<>();
            add(values, "name", fields.name());
            add(values, "description", fields.description());
            add(values, "criticality", fields.criticality());
            add(values, "ownerId", fields.ownerId());
            add(values, "managedByTeamId", fields.managedByTeamId());
            add(values, "supportTeamId", fields.supportTeamId());
            fields.attributes().forEach((key, value) -> values.add(Value.of(ATTRIBUTES + key, value)));
            return List.copyOf(values);
        }

        private static void add(List<Value> values, String field, FieldUpdate<?> update) {
            if (update.given()) {
                values.add(Value.of(field, update.value()));
            }
        }
    }

    /**
     * The value of a field, as text.
     *
     * @param field as history names it
     */
    public record Value(String field, @Nullable String value) {

        static Value of(String field, @Nullable Object value) {
            return new Value(field, FieldChange.of(field, null, value).after());
        }
    }

    /** A CI that will be retired. */
    public record RetiredItem(String ciId, Base base) {}

    /**
     * A relation that will be there.
     *
     * @param groupId the id of its redundancy group if its dependent CI has none of that name by then
     */
    public record AddedRelation(String id, String groupId, CreateRelation relation) {

        public String sourceId() {
            return String.valueOf(relation.sourceId());
        }

        public String targetId() {
            return String.valueOf(relation.targetId());
        }
    }

    /** A relation that will have ended. */
    public record EndedRelation(
            String relationId, int baseVersion, RelationType type, String sourceId, String targetId) {}

    /** Whether it does nothing. */
    public boolean nothing() {
        return itemCount() + relationCount() == 0;
    }

    public int itemCount() {
        return addedItems.size() + alteredItems.size() + retiredItems.size();
    }

    public int relationCount() {
        return addedRelations.size() + endedRelations.size();
    }

    /** The CIs that it changes: alters or retires. */
    public List<String> changedItemIds() {
        return Stream.concat(
                        alteredItems.stream().map(AlteredItem::ciId),
                        retiredItems.stream().map(RetiredItem::ciId))
                .toList();
    }

    /** The CIs that are there and that it changes or relates otherwise. */
    public List<String> presentItemIds() {
        Collection<String> added = added().keySet();
        return Stream.of(
                        changedItemIds().stream(),
                        addedRelations.stream().flatMap(each -> Stream.of(each.sourceId(), each.targetId())),
                        endedRelations.stream().flatMap(each -> Stream.of(each.sourceId(), each.targetId())))
                .flatMap(ids -> ids)
                .filter(id -> !added.contains(id))
                .distinct()
                .toList();
    }

    /** The CIs that it adds, by id. */
    public Map<String, AddedItem> added() {
        return addedItems.stream()
                .collect(Collectors.toMap(AddedItem::id, item -> item, (one, _) -> one, TreeMap::new));
    }

    /** How much it does, in words that name nothing. */
    public String summary() {
        return "%d added, %d altered, %d retired; relations: %d added, %d ended"
                .formatted(
                        addedItems.size(),
                        alteredItems.size(),
                        retiredItems.size(),
                        addedRelations.size(),
                        endedRelations.size());
    }
}
