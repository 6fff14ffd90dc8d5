// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.store.CiControlStore;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of a CI whose attributes somebody changes: the one place through which that goes, but for what a graph edit makes of it,
 * which is a change. Runs inside the edit, with the CI's lock held.
 */
@Component
final class AttributeControl {

    private final CiControlStore store;
    private final CiClasses classes;
    private final ControllingChanges changes;

    AttributeControl(CiControlStore store, CiClasses classes, ControllingChanges changes) {
        this.store = store;
        this.classes = classes;
        this.changes = changes;
    }

    /**
     * @param after what the command makes of it
     * @throws RefusedException CONFLICT with the cause CHANGE_REQUIRED if an attribute is changed only by changes and this is none
     */
    Outcome<ConfigurationItem> outcome(
            Principal principal,
            ConfigurationItem before,
            ConfigurationItem after,
            ConfigurationItemCause cause,
            Instant now) {
        if (ConfigurationItemFields.changes(before, after).isEmpty() && cause.changeId() == null) {
            return Outcome.none(before);
        }
        Set<String> touched = touched(before, after);
        Map<String, CiControlMode> controlled = controlled(before.classKey(), touched);
        // Whoever breaks the glass says that no change covers it: the reason stays with the difference.
        boolean byChange = cause.changeId() != null || (!controlled.isEmpty() && cause.breakGlassReason() == null);
        // The change is locked after the CI, and a graph edit locks the other way round. If they meet the database ends
        // one of them, and it is repeated.
        Optional<String> changeId =
                byChange ? changes.implementing(principal, before.id(), cause.changeId()) : Optional.empty();
        if (changeId.isPresent()) {
            Outcome<ConfigurationItem> outcome = Outcome.ifChanged(after, ConfigurationItemSubject::events);
            return ConfigurationItemFields.changes(before, after).isEmpty()
                    ? outcome
                    : outcome.linked(FieldChange.of("changeId", null, changeId.get()), false);
        }
        if (cause.breakGlassReason() == null) {
            refuseEnforced(before, controlled);
        }
        return Outcome.ifChanged(
                controlled.isEmpty()
                        ? after
                        : after.with(difference(
                                before,
                                after,
                                controlled.keySet(),
                                classes.tree()::isSecret,
                                now,
                                cause.breakGlassReason())),
                ConfigurationItemSubject::events);
    }

    private Map<String, CiControlMode> controlled(String classKey, Set<String> touched) {
        Map<String, CiControlMode> controlled = new LinkedHashMap<>();
        if (!touched.isEmpty()) {
            CiControls controls = store.controls();
            for (String key : touched) {
                CiControlMode mode = controls.of(classes.tree(), classKey, key);
                if (mode != CiControlMode.OFF) {
                    controlled.put(key, mode);
                }
            }
        }
        return controlled;
    }

    private static void refuseEnforced(ConfigurationItem item, Map<String, CiControlMode> controlled) {
        List<String> enforced = controlled.entrySet().stream()
                .filter(entry -> entry.getValue() == CiControlMode.ENFORCE)
                .map(Map.Entry::getKey)
                .toList();
        if (!enforced.isEmpty()) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "Of a configuration item of the class " + item.classKey()
                                    + " these attributes are changed only by a change that is IMPLEMENTING and affects it: "
                                    + String.join(", ", enforced) + ".",
                            "input",
                            "attributes")
                    .with("cause", "CHANGE_REQUIRED")
                    .with("attributes", enforced));
        }
    }

    private static Set<String> touched(ConfigurationItem before, ConfigurationItem after) {
        Set<String> keys = new TreeSet<>();
        keys.addAll(before.attributes().keySet());
        keys.addAll(after.attributes().keySet());
        keys.addAll(before.secrets().keySet());
        keys.addAll(after.secrets().keySet());
        keys.removeIf(key -> Objects.equals(
                        before.attributes().get(key), after.attributes().get(key))
                && Objects.equals(before.secrets().get(key), after.secrets().get(key)));
        return keys;
    }

    /** What differs now; null if everything is as it was again. */
    static @Nullable UnauthorisedDifference difference(
            ConfigurationItem before,
            ConfigurationItem after,
            Collection<String> controlled,
            Predicate<String> secret,
            Instant now,
            @Nullable String reason) {
        UnauthorisedDifference old = before.difference();
        Map<String, String> was = new LinkedHashMap<>();
        if (old != null) {
            for (int i = 0; i < old.keys().size(); i++) {
                was.put(old.keys().get(i), old.before().get(i));
            }
        }
        controlled.forEach(key -> was.putIfAbsent(
                key, UnauthorisedDifference.text(before.attributes().get(key))));
        String oldReason = old == null ? null : old.reason();
        return new UnauthorisedDifference(
                        old == null ? now : old.since(),
                        List.copyOf(was.keySet()),
                        List.copyOf(was.values()),
                        reason == null ? oldReason : reason)
                .left(after.attributes(), secret);
    }
}
