// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemCreated;
import io.mainstay.cmdb.ConfigurationItemLifecycleChanged;
import io.mainstay.cmdb.ConfigurationItemOperationalStatusChanged;
import io.mainstay.cmdb.ConfigurationItemUpdated;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** CIs, as they are edited. */
@Component
public final class ConfigurationItemSubject implements Subject<ConfigurationItem> {

    public static final String NAME = "Configuration item";

    private final ConfigurationItemStore store;
    private final Writes writes;

    ConfigurationItemSubject(ConfigurationItemStore store, Writes writes) {
        this.store = store;
        this.writes = writes;
    }

    @Override
    public String label() {
        return ConfigurationItem.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ConfigurationItem> lock(String id) {
        return store.lock(id);
    }

    @Override
    public boolean isVisible(Principal principal, ConfigurationItem item) {
        return principal.visibility().allows(item.visibilityFacts());
    }

    @Override
    public Revision revision(ConfigurationItem item) {
        return new Revision(item.id(), item.version(), item.revision(), item.updatedAt());
    }

    @Override
    public Access access(ConfigurationItem item) {
        return item.access();
    }

    @Override
    public List<FieldChange> changes(@Nullable ConfigurationItem before, ConfigurationItem after) {
        return ConfigurationItemFields.changes(before, after);
    }

    @Override
    public ConfigurationItem next(ConfigurationItem changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(ConfigurationItem item) {
        createAll(List.of(item));
    }

    public void createAll(List<ConfigurationItem> items) {
        items.forEach(item -> requireNamedInUse(null, item));
        store.create(items);
    }

    /** A CI that is retired neither fails anything nor feels a failure any more. */
    @Override
    public void save(ConfigurationItem before, ConfigurationItem after) {
        saveAll(Map.of(before, after));
    }

    /** Writes several CIs whose locks are held, each as it was and as it is, all at the same instant. */
    public void saveAll(Map<ConfigurationItem, ConfigurationItem> edits) {
        edits.forEach((before, after) -> {
            requireNamedInUse(before, after);
            store.save(before, after);
        });
        List<ConfigurationItem> retired = edits.entrySet().stream()
                .filter(edit -> edit.getValue().retired() && !edit.getKey().retired())
                .map(Map.Entry::getValue)
                .toList();
        if (!retired.isEmpty()) {
            store.endFailureRelations(
                    retired.stream().map(ConfigurationItem::id).toList(),
                    retired.getFirst().updatedAt());
        }
    }

    /** What a retired CI answers to whoever wants to change it. */
    public static RefusedException retired(ConfigurationItem item, String... field) {
        return new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT, NAME + " " + item.number() + " is retired and changes no more.", field)
                .with("id", item.id()));
    }

    /** The rules have looked before the unit of work began. */
    private void requireNamedInUse(@Nullable ConfigurationItem before, ConfigurationItem after) {
        requireInUse("Person", "ownerId", before, after, ConfigurationItem::ownerId);
        requireInUse("Team", "managedByTeamId", before, after, ConfigurationItem::managedByTeamId);
        requireInUse("Team", "supportTeamId", before, after, ConfigurationItem::supportTeamId);
    }

    private void requireInUse(
            String label,
            String field,
            @Nullable ConfigurationItem before,
            ConfigurationItem after,
            Function<ConfigurationItem, @Nullable String> named) {
        String id = named.apply(after);
        if (id != null && (before == null || !id.equals(named.apply(before)))) {
            writes.requireInUse(label, id, () -> RefusedException.notFound(label, id, path(field)));
        }
    }

    @Override
    public Map<String, Instant> timers(ConfigurationItem item) {
        Instant until = item.confidentialUntil();
        return until == null ? Map.of() : Map.of(Declassification.KIND, until);
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<ConfigurationItem> edit) {
        ConfigurationItem before = edit.before();
        ConfigurationItem after = edit.after();
        if (before == null) {
            return List.of(new ConfigurationItemCreated(after.id(), after.number(), after.classKey(), after.version()));
        }
        if (before.lifecycle() != after.lifecycle()) {
            return List.of(new ConfigurationItemLifecycleChanged(
                    after.id(), before.lifecycle(), after.lifecycle(), after.version()));
        }
        if (before.operationalStatus() != after.operationalStatus()) {
            return List.of(new ConfigurationItemOperationalStatusChanged(
                    after.id(), before.operationalStatus(), after.operationalStatus(), after.version()));
        }
        return List.of(updated(after, edit.fields()));
    }

    static ConfigurationItemUpdated updated(ConfigurationItem after, List<FieldChange> fields) {
        return new ConfigurationItemUpdated(
                after.id(), fields.stream().map(FieldChange::field).toList(), after.version());
    }
}
