// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.internal.SlaStore.StoredDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Definitions, told in the words of their trails. */
@Configuration(proxyBeanMethods = false)
class DefinitionTrails {

    @Bean
    TrailedRecords slaDefinitionTrails(SlaStore store) {
        return new TrailedSettings<SlaDefinitionView>(
                DefaultSlaDefinitions.TYPE,
                "name",
                DefinitionRules.FIELDS,
                Set.of("kind"),
                ids -> store.definitions(ids).stream()
                        .map(StoredDefinition::view)
                        .collect(Collectors.toMap(SlaDefinitionView::id, view -> view)));
    }
}
