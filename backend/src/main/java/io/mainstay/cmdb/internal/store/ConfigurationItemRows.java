// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.UnauthorisedDifference;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.secret.SecretCipher;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps CIs to the properties of their nodes and back. Each attribute is a property of its own. */
final class ConfigurationItemRows {

    private static final String SECRETS = "secretAttributes";
    private static final String SEVERAL_KEYS = "";

    private ConfigurationItemRows() {}

    /** All properties; null for a field that has no value. */
    static Map<String, @Nullable Object> properties(ConfigurationItem item) {
        Map<String, @Nullable Object> properties = new HashMap<>(ConfigurationItemFields.ALL.properties(item));
        VisibilityFacts facts = item.visibilityFacts();
        properties.put("participantIds", List.copyOf(facts.participantIds()));
        properties.put("teamIds", List.copyOf(facts.teamIds()));
        Stream.of(item.attributes(), item.secrets())
                .forEach(values -> values.forEach(
                        (key, value) -> properties.put(ConfigurationItemFields.attributeProperty(key), value)));
        boolean none = item.secrets().isEmpty();
        properties.put(SECRETS, none ? null : List.copyOf(item.secrets().keySet()));
        properties.put("secretKeyId", none ? null : encryption(item.secrets().values()));
        return properties;
    }

    static ConfigurationItem read(Row node) {
        Map<String, Object> attributes = attributes(node.map());
        Map<String, String> secrets = new HashMap<>();
        node.strings(SECRETS).forEach(key -> secrets.put(key, String.valueOf(attributes.remove(key))));
        return new ConfigurationItem(
                node.string("id"),
                node.string("number"),
                node.string("name"),
                node.stringOrNull("description"),
                node.string("classKey"),
                node.enumValue("lifecycle", CiLifecycle.class),
                node.enumValue("operationalStatus", OperationalStatus.class),
                node.stringOrNull("ownerId"),
                node.stringOrNull("managedByTeamId"),
                node.stringOrNull("supportTeamId"),
                node.string("organisationId"),
                Confidentiality.ofLevel(node.integer("confidentialityLevel")),
                node.instantOrNull("confidentialUntil"),
                node.enumOrNull("criticality", Criticality.class),
                node.bool("selfService"),
                attributes,
                secrets,
                difference(node),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }

    private static @Nullable UnauthorisedDifference difference(Row node) {
        Instant since = node.instantOrNull("unauthorisedSince");
        return since == null
                ? null
                : new UnauthorisedDifference(
                        since,
                        node.strings("unauthorisedAttributes"),
                        node.strings("unauthorisedBefore"),
                        node.stringOrNull("unauthorisedReason"));
    }

    /** How all values are encrypted, so that those of earlier keys can be found. */
    private static String encryption(Collection<String> encryptedValues) {
        Set<String> encryptions =
                encryptedValues.stream().map(SecretCipher::encryptionOf).collect(Collectors.toSet());
        return encryptions.size() == 1 ? encryptions.iterator().next() : SEVERAL_KEYS;
    }

    private static Map<String, Object> attributes(Map<String, Object> properties) {
        Map<String, Object> attributes = new HashMap<>();
        properties.forEach((property, value) -> {
            String key = ConfigurationItemFields.attributeKey(property);
            if (key != null) {
                attributes.put(key, value);
            }
        });
        return attributes;
    }
}
