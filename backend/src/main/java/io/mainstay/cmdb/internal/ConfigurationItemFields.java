// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.UnauthorisedDifference;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.Field;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a CI. Its attributes, which its class and its people decide, are kept beside them. */
public final class ConfigurationItemFields {

    /** The field that names the key of its class. */
    public static final String CLASS = "class";

    public static final FieldCatalogue<ConfigurationItem> ALL = FieldCatalogue.<ConfigurationItem>of(
                    "configurationItems")
            .id("id", ConfigurationItem::id)
            .required()
            .filterable()
            .notInHistory()
            .text("number", ConfigurationItem::number)
            .required()
            .filterable()
            .sortable()
            .text("name", ConfigurationItem::name)
            .required()
            .filterable()
            .sortableBy("sortName", item -> item.name().toLowerCase(Locale.ROOT))
            .text("description", ConfigurationItem::description)
            .text(CLASS, ConfigurationItem::classKey)
            .required()
            .storedAs("classKey", ConfigurationItem::classKey)
            .choice("lifecycle", CiLifecycle.class, ConfigurationItem::lifecycle)
            .required()
            .filterable()
            .choice("operationalStatus", OperationalStatus.class, ConfigurationItem::operationalStatus)
            .required()
            .filterable()
            .id("ownerId", ConfigurationItem::ownerId)
            .filterable()
            .id("managedByTeamId", ConfigurationItem::managedByTeamId)
            .filterable()
            .id("supportTeamId", ConfigurationItem::supportTeamId)
            .filterable()
            .id("organisationId", ConfigurationItem::organisationId)
            .required()
            .filterable()
            .choice("confidentiality", Confidentiality.class, ConfigurationItem::confidentiality)
            .required()
            .storedAs("confidentialityLevel", item -> item.confidentiality().level())
            .instant("confidentialUntil", ConfigurationItem::confidentialUntil)
            .filterable()
            .choice("criticality", Criticality.class, ConfigurationItem::criticality)
            .filterable()
            .bool("selfService", ConfigurationItem::selfService)
            .required()
            .instant("unauthorisedSince", item -> differing(item, UnauthorisedDifference::since))
            .filterable()
            .sortable()
            .texts(
                    "unauthorisedAttributes",
                    item -> Objects.requireNonNullElse(differing(item, UnauthorisedDifference::keys), List.of()))
            .texts(
                    "unauthorisedBefore",
                    item -> Objects.requireNonNullElse(differing(item, UnauthorisedDifference::before), List.of()))
            .text("unauthorisedReason", item -> differing(item, UnauthorisedDifference::reason))
            .number("version", ConfigurationItem::version)
            .required()
            .notInHistory()
            .number("revision", ConfigurationItem::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ConfigurationItem::createdAt)
            .required()
            .filterable()
            .sortable()
            .notInHistory()
            .instant("updatedAt", ConfigurationItem::updatedAt)
            .required()
            .filterable()
            .sortable()
            .notInHistory()
            .index("id")
            .index("number")
            .index("sortName")
            .index("createdAt", "id")
            .index("updatedAt", "id")
            .index("unauthorisedSince", "id")
            .index("organisationId", "confidentialityLevel")
            .index("selfService", "organisationId")
            .index("managedByTeamId")
            .index("supportTeamId")
            .index("ownerId")
            .seenThrough(new Reach(true, List.of("managedByTeamId", "supportTeamId"), List.of("ownerId")))
            .sortedBy("name", false);

    private static final String ATTRIBUTE = "attributes.";
    private static final String ATTRIBUTE_PROPERTY = "a_";

    private ConfigurationItemFields() {}

    private static <V> @Nullable V differing(
            ConfigurationItem item, Function<UnauthorisedDifference, @Nullable V> value) {
        UnauthorisedDifference difference = item.difference();
        return difference == null ? null : value.apply(difference);
    }

    /** An attribute, as conditions compare it. */
    public static Field<?> attribute(String key) {
        return Field.ofProperty(ATTRIBUTE + key, attributeProperty(key));
    }

    /** Whether a field of history is an attribute. */
    public static boolean isAttribute(String field) {
        return field.startsWith(ATTRIBUTE);
    }

    /** The property in which a CI's node keeps an attribute. */
    public static String attributeProperty(String key) {
        return ATTRIBUTE_PROPERTY + key;
    }

    /** Whether the property of a CI's node keeps an attribute, and which. */
    public static @Nullable String attributeKey(String property) {
        return property.startsWith(ATTRIBUTE_PROPERTY) ? property.substring(ATTRIBUTE_PROPERTY.length()) : null;
    }

    /**
     * What differs between two states of a CI, field by field, as history and audit keep it.
     *
     * @param before null for a CI that is new
     */
    public static List<FieldChange> changes(@Nullable ConfigurationItem before, ConfigurationItem after) {
        List<FieldChange> changes = new ArrayList<>(before == null ? ALL.created(after) : ALL.between(before, after));
        for (String key : keys(before, after, ConfigurationItem::attributes)) {
            changes.add(FieldChange.of(
                    ATTRIBUTE + key,
                    before == null ? null : before.attributes().get(key),
                    after.attributes().get(key)));
        }
        for (String key : keys(before, after, ConfigurationItem::secrets)) {
            changes.add(FieldChange.secret(
                    ATTRIBUTE + key,
                    before == null ? null : before.secrets().get(key),
                    after.secrets().get(key)));
        }
        return changes.stream().filter(FieldChange::changed).toList();
    }

    private static Set<String> keys(
            @Nullable ConfigurationItem before,
            ConfigurationItem after,
            Function<ConfigurationItem, Map<String, ?>> values) {
        Set<String> keys = new TreeSet<>(values.apply(after).keySet());
        if (before != null) {
            keys.addAll(values.apply(before).keySet());
        }
        return keys;
    }
}
