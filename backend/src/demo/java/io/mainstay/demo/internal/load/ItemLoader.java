// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.RelationService;
import io.mainstay.demo.internal.CiKind;
import io.mainstay.demo.internal.DemoCi;
import io.mainstay.demo.internal.DemoRelation;
import io.mainstay.demo.internal.Lifecycle;
import io.mainstay.demo.internal.Redundancy;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.secret.SecretCipher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads items and relations. What is there already stays. */
@Component
final class ItemLoader {

    /** How many items or relations one transaction makes. */
    static final int CHUNK = Math.min(ConfigurationItemService.CHUNK, RelationService.CHUNK);

    private static final String SCOPE = "demo";

    private final ConfigurationItemService items;
    private final ConfigurationItemQueries queries;
    private final RelationService relations;
    private final SecretCipher secrets;

    ItemLoader(
            ConfigurationItemService items,
            ConfigurationItemQueries queries,
            RelationService relations,
            SecretCipher secrets) {
        this.items = items;
        this.queries = queries;
        this.relations = relations;
        this.secrets = secrets;
    }

    boolean databaseIsEmpty() {
        return queries.count(Principal.SYSTEM, ConfigurationItemQueries.EVERYTHING) == 0;
    }

    /** The ids of all items by name. */
    Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        Pages.all(request -> queries.list(Principal.SYSTEM, ConfigurationItemQueries.EVERYTHING, request))
                .forEach(item -> ids.put(item.name(), item.id()));
        return ids;
    }

    /**
     * Creates the items that are missing.
     *
     * @param ids the ids of the items that are there, to which the new ones are added
     */
    void load(List<DemoCi> chunk, Realm realm, Map<String, String> ids) {
        List<CreateConfigurationItem> missing = chunk.stream()
                .filter(ci -> !ids.containsKey(ci.name()))
                .map(ci -> command(ci, realm))
                .toList();
        if (!missing.isEmpty()) {
            items.createAll(Principal.SYSTEM, missing).forEach(item -> ids.put(item.name(), item.id()));
        }
        chunk.stream().filter(ci -> ci.lifecycle() == Lifecycle.RETIRED).forEach(ci -> retire(id(ids, ci.name())));
    }

    /** Creates the relations of a chunk, which one transaction makes: they are there together or not at all. */
    void relate(List<DemoRelation> chunk, Map<String, String> ids) {
        List<CreateRelation> commands =
                chunk.stream().map(relation -> command(relation, ids)).toList();
        if (!exists(commands.getFirst())) {
            relations.createAll(Principal.SYSTEM, commands);
        }
    }

    private boolean exists(CreateRelation wanted) {
        String sourceId = Objects.requireNonNull(wanted.sourceId());
        List<CiRelation> present =
                Pages.all(request -> queries.relations(Principal.SYSTEM, List.of(sourceId), request, SCOPE)
                        .getOrDefault(sourceId, new Page<>(List.of(), false)));
        return present.stream()
                .anyMatch(relation -> relation.sourceId().equals(sourceId)
                        && relation.targetId().equals(wanted.targetId())
                        && relation.type().name().equals(wanted.type()));
    }

    private void retire(String id) {
        ConfigurationItem item = queries.byId(Principal.SYSTEM, id).orElseThrow();
        if (!item.retired()) {
            items.setLifecycle(Principal.SYSTEM, id, CiLifecycle.RETIRED, item.version());
        }
    }

    /** An item cannot be created retired; it is retired afterwards. */
    private CreateConfigurationItem command(DemoCi ci, Realm realm) {
        Map<String, @Nullable Object> attributes = new HashMap<>(ci.attributes());
        if (ci.kind() == CiKind.FIREWALL && secrets.currentKeyId().isPresent()) {
            attributes.put("managementPassword", "only for the demonstration of " + ci.name());
        }
        CiLifecycle lifecycle = CiLifecycle.valueOf(ci.lifecycle().name());
        return new CreateConfigurationItem(
                ci.kind().classKey(),
                ci.name(),
                ci.description(),
                lifecycle == CiLifecycle.RETIRED ? CiLifecycle.LIVE : lifecycle,
                OperationalStatus.valueOf(ci.status().name()),
                realm.id(ci.stewardship().owner()),
                realm.id(ci.stewardship().managedBy()),
                realm.id(ci.stewardship().support()),
                realm.id(ci.stewardship().organisation()),
                null,
                null,
                Criticality.valueOf(ci.criticality().name()),
                ci.selfService(),
                attributes);
    }

    private static CreateRelation command(DemoRelation relation, Map<String, String> ids) {
        return new CreateRelation(
                id(ids, relation.source()),
                id(ids, relation.target()),
                relation.kind().name(),
                null,
                group(relation.redundancy()));
    }

    private static CreateRelation.@Nullable Group group(@Nullable Redundancy redundancy) {
        if (redundancy == null) {
            return null;
        }
        return new CreateRelation.Group(
                redundancy.group(),
                redundancy.percent() ? null : redundancy.required(),
                redundancy.percent() ? redundancy.required() : null,
                redundancy.degrades() ? FailureEffect.DEGRADES : FailureEffect.STOPS);
    }

    private static String id(Map<String, String> ids, String name) {
        return Objects.requireNonNull(ids.get(name), () -> "No configuration item is called " + name);
    }
}
