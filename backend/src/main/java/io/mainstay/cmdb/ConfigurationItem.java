// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configuration item (CI) as it is now.
 *
 * @param number what people call it by, such as {@code CI0000001}
 * @param classKey the key of its class
 * @param ownerId the person who answers for it
 * @param managedByTeamId the team that maintains it
 * @param supportTeamId the team that incidents on it go to
 * @param confidentialUntil when it becomes PUBLIC_INTERNAL by itself; null for never, and always while it is
 * @param selfService whether people who only use services may see it
 * @param attributes by key: text, whole number, decimal number, yes or no, or date
 * @param secrets the encrypted values of secret attributes by key, which nobody is shown; see {@code SecretAttributes}
 * @param difference that attributes were changed without a change; null if they were not, or that was accepted
 * @param version moves with each change of a field; see {@code expectedVersion}
 * @param revision moves with each transaction on the CI
 */
public record ConfigurationItem(
        String id,
        String number,
        String name,
        @Nullable String description,
        String classKey,
        CiLifecycle lifecycle,
        OperationalStatus operationalStatus,
        @Nullable String ownerId,
        @Nullable String managedByTeamId,
        @Nullable String supportTeamId,
        String organisationId,
        Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        @Nullable Criticality criticality,
        boolean selfService,
        Map<String, Object> attributes,
        Map<String, String> secrets,
        @Nullable UnauthorisedDifference difference,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ConfigurationItem";

    public ConfigurationItem {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
    }

    /** Who may see it: its organisation, its owner, and the teams that manage and support it. */
    public VisibilityFacts visibilityFacts() {
        return new VisibilityFacts(
                organisationId,
                confidentiality,
                ownerId == null ? Set.of() : Set.of(ownerId),
                Stream.of(managedByTeamId, supportTeamId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                selfService);
    }

    /** Who may read it, and which fields of the API say so. */
    public Access access() {
        Map<String, String> fields = new HashMap<>();
        put(fields, managedByTeamId, "managedByTeamId");
        put(fields, supportTeamId, "supportTeamId");
        put(fields, ownerId, "ownerId");
        return new Access(visibilityFacts(), confidentialUntil, fields);
    }

    private static void put(Map<String, String> fields, @Nullable String id, String field) {
        if (id != null) {
            fields.put(id, field);
        }
    }

    public boolean retired() {
        return lifecycle == CiLifecycle.RETIRED;
    }

    ConfigurationItem with(CiLifecycle newLifecycle, OperationalStatus newStatus) {
        return copy(newLifecycle, newStatus, confidentiality, confidentialUntil, version, revision, updatedAt);
    }

    /** @param changed null once nothing differs, or it was accepted */
    ConfigurationItem with(@Nullable UnauthorisedDifference changed) {
        return copy(attributes, secrets, changed, revision);
    }

    /** The same with other attributes, of which none is secret, and with its version and revision unmoved. */
    ConfigurationItem withAttributes(Map<String, Object> changed) {
        return copy(changed, secrets, difference, revision);
    }

    /**
     * The same without confidentiality, with its version and revision unmoved.
     *
     * @param now when it ended, which may be later than it was due
     */
    public ConfigurationItem declassified(Instant now) {
        return copy(lifecycle, operationalStatus, Confidentiality.PUBLIC_INTERNAL, null, version, revision, now);
    }

    /** The same with its secrets encrypted anew, after the transaction that did so; no field of it has another value. */
    public ConfigurationItem reencrypted(Map<String, String> newSecrets) {
        return copy(attributes, newSecrets, difference, revision + 1);
    }

    /** The same at its next revision. */
    public ConfigurationItem moved(int newVersion, int newRevision, Instant at) {
        Instant now = at.isAfter(updatedAt) ? at : updatedAt;
        return copy(lifecycle, operationalStatus, confidentiality, confidentialUntil, newVersion, newRevision, now);
    }

    private ConfigurationItem copy(
            Map<String, Object> newAttributes,
            Map<String, String> newSecrets,
            @Nullable UnauthorisedDifference newDifference,
            int newRevision) {
        return new ConfigurationItem(
                id,
                number,
                name,
                description,
                classKey,
                lifecycle,
                operationalStatus,
                ownerId,
                managedByTeamId,
                supportTeamId,
                organisationId,
                confidentiality,
                confidentialUntil,
                criticality,
                selfService,
                newAttributes,
                newSecrets,
                newDifference,
                version,
                newRevision,
                createdAt,
                updatedAt);
    }

    private ConfigurationItem copy(
            CiLifecycle newLifecycle,
            OperationalStatus newStatus,
            Confidentiality newConfidentiality,
            @Nullable Instant newConfidentialUntil,
            int newVersion,
            int newRevision,
            Instant now) {
        return new ConfigurationItem(
                id,
                number,
                name,
                description,
                classKey,
                newLifecycle,
                newStatus,
                ownerId,
                managedByTeamId,
                supportTeamId,
                organisationId,
                newConfidentiality,
                newConfidentialUntil,
                criticality,
                selfService,
                attributes,
                secrets,
                difference,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
