// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlanGraphEdit;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.FieldUpdate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input of {@code changeSetGraphEdit}, as the schema has it. */
record ChangeGraphEditInput(
        @Nullable List<AddItem> addItems,
        @Nullable List<AlterItem> alterItems,
        @Nullable List<String> retireItemIds,
        @Nullable List<AddRelation> addRelations,
        @Nullable List<String> endRelationIds,
        @Nullable Instant occurredAt) {

    record AddItem(
            String key,
            String classId,
            String name,
            @Nullable String description,
            @Nullable CiLifecycle lifecycle,
            @Nullable Criticality criticality,
            @Nullable String ownerId,
            @Nullable String managedByTeamId,
            @Nullable String supportTeamId,
            @Nullable List<Attribute> attributes) {

        PlanGraphEdit.AddItem planned(String organisationId, String index) {
            return new PlanGraphEdit.AddItem(
                    key,
                    new CreateConfigurationItem(
                            classId,
                            name,
                            description,
                            lifecycle,
                            null,
                            ownerId,
                            managedByTeamId,
                            supportTeamId,
                            organisationId,
                            null,
                            null,
                            criticality,
                            null,
                            byKey(attributes, "addItems", index)));
        }
    }

    record AlterItem(
            String ciId,
            ArgumentValue<String> name,
            ArgumentValue<String> description,
            ArgumentValue<Criticality> criticality,
            ArgumentValue<String> ownerId,
            ArgumentValue<String> managedByTeamId,
            ArgumentValue<String> supportTeamId,
            @Nullable List<Attribute> attributes) {

        PlanGraphEdit.AlterItem planned(String index) {
            return new PlanGraphEdit.AlterItem(
                    ciId,
                    new UpdateConfigurationItem(
                            FieldUpdate.of(name),
                            FieldUpdate.of(description),
                            FieldUpdate.of(ownerId),
                            FieldUpdate.of(managedByTeamId),
                            FieldUpdate.of(supportTeamId),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.of(criticality),
                            FieldUpdate.absent(),
                            byKey(attributes, "alterItems", index)));
        }
    }

    record Attribute(String key, @Nullable Object value) {}

    record AddRelation(
            @Nullable String sourceId,
            @Nullable String sourceKey,
            @Nullable String targetId,
            @Nullable String targetKey,
            String type,
            @Nullable FailureEffect effect,
            CreateRelation.@Nullable Group group) {}

    /** @param organisationId to which the CIs that it adds will belong */
    PlanGraphEdit plan(String organisationId) {
        List<AddItem> added = orNone(addItems);
        List<AlterItem> altered = orNone(alterItems);
        return new PlanGraphEdit(
                IntStream.range(0, added.size())
                        .mapToObj(i -> added.get(i).planned(organisationId, String.valueOf(i)))
                        .toList(),
                IntStream.range(0, altered.size())
                        .mapToObj(i -> altered.get(i).planned(String.valueOf(i)))
                        .toList(),
                orNone(retireItemIds),
                orNone(addRelations).stream()
                        .map(add -> new PlanGraphEdit.AddRelation(
                                add.sourceId(),
                                add.sourceKey(),
                                add.targetId(),
                                add.targetKey(),
                                add.type(),
                                add.effect(),
                                add.group()))
                        .toList(),
                orNone(endRelationIds));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, @Nullable Object> byKey(
            @Nullable List<Attribute> attributes, String list, String index) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Attribute attribute : orNone(attributes)) {
            if (values.containsKey(attribute.key())) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID,
                        "attributes must name each key once, but names " + attribute.key() + " again.",
                        "input",
                        list,
                        index,
                        "attributes",
                        attribute.key()));
            }
            values.put(attribute.key(), attribute.value());
        }
        return values;
    }
}
