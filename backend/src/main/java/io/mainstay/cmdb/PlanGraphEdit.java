// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that says what is to become of CIs and relations later, together and in one transaction; see {@link GraphEdit}. */
public record PlanGraphEdit(
        List<AddItem> addItems,
        List<AlterItem> alterItems,
        List<String> retireItemIds,
        List<AddRelation> addRelations,
        List<String> endRelationIds) {

    // Its lists, by which refusals say what they are about.
    public static final String ADD_ITEMS = "addItems";
    public static final String ALTER_ITEMS = "alterItems";
    public static final String RETIRE_ITEMS = "retireItemIds";
    public static final String ADD_RELATIONS = "addRelations";
    public static final String END_RELATIONS = "endRelationIds";

    public PlanGraphEdit {
        addItems = List.copyOf(addItems);
        alterItems = List.copyOf(alterItems);
        retireItemIds = List.copyOf(retireItemIds);
        addRelations = List.copyOf(addRelations);
        endRelationIds = List.copyOf(endRelationIds);
    }

    /** @param key by which relations of the same command name the new CI */
    public record AddItem(String key, CreateConfigurationItem item) {}

    /** A CI and which of its fields are to have which values. */
    public record AlterItem(String ciId, UpdateConfigurationItem fields) {}

    /**
     * A relation between two CIs, each of which is there already or is to be added.
     *
     * @param sourceKey the key of an added CI, instead of {@code sourceId}
     * @param targetKey the key of an added CI, instead of {@code targetId}
     */
    public record AddRelation(
            @Nullable String sourceId,
            @Nullable String sourceKey,
            @Nullable String targetId,
            @Nullable String targetKey,
            @Nullable String type,
            @Nullable FailureEffect effect,
            CreateRelation.@Nullable Group group) {}
}
