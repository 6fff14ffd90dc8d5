package io.mainstay.cmdb;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import java.time.Instant;
import java.util.Collections;
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
 * @param selfService whether people who only use services may see it
 * @param attributes by key: text, whole number, decimal number, yes or no, or date
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
        @Nullable Criticality criticality,
        boolean selfService,
        Map<String, Object> attributes,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ConfigurationItem";

    public ConfigurationItem {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
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

    public boolean retired() {
        return lifecycle == CiLifecycle.RETIRED;
    }

    ConfigurationItem with(CiLifecycle newLifecycle, OperationalStatus newStatus) {
        return copy(newLifecycle, newStatus, version, revision, updatedAt);
    }

    /** The same after a transaction that changed fields. */
    ConfigurationItem moved(Instant now) {
        return copy(lifecycle, operationalStatus, version + 1, revision + 1, now);
    }

    private ConfigurationItem copy(
            CiLifecycle newLifecycle, OperationalStatus newStatus, int newVersion, int newRevision, Instant now) {
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
                confidentiality,
                criticality,
                selfService,
                attributes,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
