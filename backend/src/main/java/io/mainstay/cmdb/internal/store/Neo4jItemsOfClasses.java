// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.internal.ItemsOfClasses;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
final class Neo4jItemsOfClasses implements ItemsOfClasses {

    private final Cypher cypher;

    Neo4jItemsOfClasses(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public List<Item> inUseAmong(Collection<String> ciIds, Collection<String> classKeys, Visibility visibility) {
        return cypher.statement("cmdb/in-use-of-classes")
                .with("ids", ciIds)
                .with("classKeys", classKeys)
                .with("v", visibility.parameters())
                .list(row -> new Item(row.string("id"), row.enumOrNull("criticality", Criticality.class)));
    }
}
