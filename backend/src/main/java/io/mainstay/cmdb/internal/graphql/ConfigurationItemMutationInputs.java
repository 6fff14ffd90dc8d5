// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.FieldUpdate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input objects of CI mutations, whose form the schema has checked. */
final class ConfigurationItemMutationInputs {

    private ConfigurationItemMutationInputs() {}

    record Create(
            String classId,
            String name,
            @Nullable String description,
            @Nullable CiLifecycle lifecycle,
            @Nullable OperationalStatus operationalStatus,
            @Nullable String ownerId,
            @Nullable String managedByTeamId,
            @Nullable String supportTeamId,
            @Nullable String organisationId,
            @Nullable Confidentiality confidentiality,
            @Nullable Instant confidentialUntil,
            @Nullable Criticality criticality,
            @Nullable Boolean selfService,
            @Nullable List<Attribute> attributes) {

        CreateConfigurationItem command() {
            return new CreateConfigurationItem(
                    classId,
                    name,
                    description,
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
                    byKey(attributes));
        }
    }

    record Update(
            ArgumentValue<String> name,
            ArgumentValue<String> description,
            ArgumentValue<String> ownerId,
            ArgumentValue<String> managedByTeamId,
            ArgumentValue<String> supportTeamId,
            ArgumentValue<String> organisationId,
            ArgumentValue<Confidentiality> confidentiality,
            ArgumentValue<Instant> confidentialUntil,
            ArgumentValue<Criticality> criticality,
            ArgumentValue<Boolean> selfService,
            @Nullable List<Attribute> attributes) {

        UpdateConfigurationItem command() {
            return new UpdateConfigurationItem(
                    FieldUpdate.of(name),
                    FieldUpdate.of(description),
                    FieldUpdate.of(ownerId),
                    FieldUpdate.of(managedByTeamId),
                    FieldUpdate.of(supportTeamId),
                    FieldUpdate.of(organisationId),
                    FieldUpdate.of(confidentiality),
                    FieldUpdate.of(confidentialUntil),
                    FieldUpdate.of(criticality),
                    FieldUpdate.of(selfService),
                    byKey(attributes));
        }
    }

    record Attribute(String key, @Nullable Object value) {}

    private static Map<String, @Nullable Object> byKey(@Nullable List<Attribute> attributes) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Attribute attribute : attributes == null ? List.<Attribute>of() : attributes) {
            if (values.containsKey(attribute.key())) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID,
                        "attributes must name each key once, but names " + attribute.key() + " again.",
                        "input",
                        "attributes",
                        attribute.key()));
            }
            values.put(attribute.key(), attribute.value());
        }
        return values;
    }

    /** The enum constants that a list argument names. */
    static <E extends Enum<E>> Set<E> choices(Class<E> type, @Nullable List<String> names) {
        return names == null
                ? Set.of()
                : names.stream().map(name -> Enum.valueOf(type, name)).collect(java.util.stream.Collectors.toSet());
    }
}
