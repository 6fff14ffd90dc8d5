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

/** Reads the input objects of CI mutations, whose form the schema has checked, into commands. */
final class ConfigurationItemInputs {

    private ConfigurationItemInputs() {}

    static CreateConfigurationItem create(Map<String, Object> input) {
        return new CreateConfigurationItem(
                text(input, "classId"),
                text(input, "name"),
                text(input, "description"),
                choice(CiLifecycle.class, input.get("lifecycle")),
                choice(OperationalStatus.class, input.get("operationalStatus")),
                text(input, "ownerId"),
                text(input, "managedByTeamId"),
                text(input, "supportTeamId"),
                text(input, "organisationId"),
                choice(Confidentiality.class, input.get("confidentiality")),
                (Instant) input.get("confidentialUntil"),
                choice(Criticality.class, input.get("criticality")),
                (Boolean) input.get("selfService"),
                attributes(input));
    }

    static UpdateConfigurationItem update(Map<String, Object> input) {
        return new UpdateConfigurationItem(
                textUpdate(input, "name"),
                textUpdate(input, "description"),
                textUpdate(input, "ownerId"),
                textUpdate(input, "managedByTeamId"),
                textUpdate(input, "supportTeamId"),
                textUpdate(input, "organisationId"),
                given(input, "confidentiality").map(value -> choice(Confidentiality.class, value)),
                given(input, "confidentialUntil").map(Instant.class::cast),
                given(input, "criticality").map(value -> choice(Criticality.class, value)),
                given(input, "selfService").map(Boolean.class::cast),
                attributes(input));
    }

    private static Map<String, @Nullable Object> attributes(Map<String, Object> input) {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        if (!(input.get("attributes") instanceof List<?> list)) {
            return attributes;
        }
        for (Object element : list) {
            Map<?, ?> attribute = (Map<?, ?>) element;
            String key = String.valueOf(attribute.get("key"));
            if (attributes.containsKey(key)) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID,
                        "attributes must name each key once, but names " + key + " again.",
                        "input",
                        "attributes",
                        key));
            }
            attributes.put(key, attribute.get("value"));
        }
        return attributes;
    }

    private static @Nullable String text(Map<String, Object> input, String field) {
        Object value = input.get(field);
        return value == null ? null : value.toString();
    }

    private static FieldUpdate<String> textUpdate(Map<String, Object> input, String field) {
        return given(input, field).map(Object::toString);
    }

    private static FieldUpdate<Object> given(Map<String, Object> input, String field) {
        return input.containsKey(field) ? FieldUpdate.to(input.get(field)) : FieldUpdate.absent();
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> type, @Nullable Object value) {
        return value == null ? null : Enum.valueOf(type, value.toString());
    }

    /** The enum constants that a list argument names. */
    static <E extends Enum<E>> Set<E> choices(Class<E> type, @Nullable List<String> names) {
        return names == null
                ? Set.of()
                : names.stream().map(name -> Enum.valueOf(type, name)).collect(java.util.stream.Collectors.toSet());
    }
}
