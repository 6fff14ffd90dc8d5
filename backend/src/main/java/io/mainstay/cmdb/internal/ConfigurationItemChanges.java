package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a CI, field by field, as history and audit keep it. */
public final class ConfigurationItemChanges {

    private ConfigurationItemChanges() {}

    /** @param before null for a CI that is new */
    public static List<FieldChange> between(@Nullable ConfigurationItem before, ConfigurationItem after) {
        List<FieldChange> changes = new ArrayList<>();
        add(changes, "number", before, after, ConfigurationItem::number);
        add(changes, "name", before, after, ConfigurationItem::name);
        add(changes, "description", before, after, ConfigurationItem::description);
        add(changes, "class", before, after, ConfigurationItem::classKey);
        add(changes, "lifecycle", before, after, ConfigurationItem::lifecycle);
        add(changes, "operationalStatus", before, after, ConfigurationItem::operationalStatus);
        add(changes, "ownerId", before, after, ConfigurationItem::ownerId);
        add(changes, "managedByTeamId", before, after, ConfigurationItem::managedByTeamId);
        add(changes, "supportTeamId", before, after, ConfigurationItem::supportTeamId);
        add(changes, "organisationId", before, after, ConfigurationItem::organisationId);
        add(changes, "confidentiality", before, after, ConfigurationItem::confidentiality);
        add(changes, "confidentialUntil", before, after, ConfigurationItem::confidentialUntil);
        add(changes, "criticality", before, after, ConfigurationItem::criticality);
        add(changes, "selfService", before, after, ConfigurationItem::selfService);
        TreeSet<String> keys = new TreeSet<>(after.attributes().keySet());
        if (before != null) {
            keys.addAll(before.attributes().keySet());
        }
        for (String key : keys) {
            add(
                    changes,
                    "attributes." + key,
                    before,
                    after,
                    item -> item.attributes().get(key));
        }
        TreeSet<String> secretKeys = new TreeSet<>(after.secrets().keySet());
        if (before != null) {
            secretKeys.addAll(before.secrets().keySet());
        }
        for (String key : secretKeys) {
            changes.add(FieldChange.secret(
                    "attributes." + key,
                    before == null ? null : before.secrets().get(key),
                    after.secrets().get(key)));
        }
        return changes.stream().filter(FieldChange::changed).toList();
    }

    private static void add(
            List<FieldChange> changes,
            String field,
            @Nullable ConfigurationItem before,
            ConfigurationItem after,
            Function<ConfigurationItem, @Nullable Object> value) {
        changes.add(FieldChange.of(field, before == null ? null : value.apply(before), value.apply(after)));
    }
}
