// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.cmdb.CiControls;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.cmdb.internal.PlannedOutageFields;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.record.CatalogueTrails;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration items, relations and planned outages, told in the words of their trails. */
@Configuration(proxyBeanMethods = false)
class CmdbTrails {

    private static final Visibility EVERYTHING = Visibility.everything(Principal.SYSTEM_ID);
    private static final Set<String> OF_RELATIONS = Set.of("type", "sourceId", "targetId", "effect", "group", "to");

    @Bean
    TrailedRecords configurationItemTrails(ConfigurationItemStore items) {
        return new Trails<>(
                ConfigurationItem.TYPE,
                field -> ConfigurationItemFields.ALL.isInHistory(field) || ConfigurationItemFields.isAttribute(field),
                ids -> items.byIds(ids, EVERYTHING),
                item -> ConfigurationItemFields.changes(null, item));
    }

    @Bean
    TrailedRecords relationTrails(RelationStore relations) {
        return new Trails<>(
                CiRelation.TYPE,
                OF_RELATIONS::contains,
                ids -> relations.byIds(ids, EVERYTHING),
                relation -> List.of(
                        FieldChange.of("type", null, relation.type()),
                        FieldChange.of("sourceId", null, relation.sourceId()),
                        FieldChange.of("targetId", null, relation.targetId()),
                        FieldChange.of("effect", null, relation.effect()),
                        FieldChange.of("group", null, relation.groupName()),
                        FieldChange.of("to", null, relation.to())));
    }

    @Bean
    TrailedRecords plannedOutageTrails(PlannedOutageStore outages) {
        return new CatalogueTrails<>(
                PlannedOutage.TYPE, PlannedOutageFields.ALL, ids -> outages.byIds(ids, EVERYTHING));
    }

    @Bean
    TrailedRecords ciControlTrails(CiControlStore controls) {
        return new TrailedSettings<CiControls>(
                CiControls.TYPE, "rules", Map.of("rules", CiControls::rules), Set.of(), controls::byIds);
    }

    @Bean
    InstallationRecord ciControlTrail() {
        return new InstallationRecord(CiControls.TYPE, Permission.CI_READ);
    }

    private record Trails<R>(
            String aggregateType,
            Predicate<String> told,
            Function<Collection<String>, Map<String, R>> read,
            Function<R, List<FieldChange>> created)
            implements TrailedRecords {

        @Override
        public boolean tells(String field) {
            return told.test(field);
        }

        @Override
        public Map<String, List<FieldChange>> now(Collection<String> ids) {
            Map<String, List<FieldChange>> now = new HashMap<>();
            read.apply(ids).forEach((id, record) -> now.put(id, created.apply(record)));
            return now;
        }
    }
}
