// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiAttributeDefinition;
import io.mainstay.cmdb.CiAttributeType;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.internal.CiClassStore;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
final class Neo4jCiClassStore implements CiClassStore {

    private final Cypher cypher;

    Neo4jCiClassStore(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public List<CiClass> load() {
        return cypher.statement("cmdb/classes").list(row -> {
            Row node = row.row("node");
            return new CiClass(
                    node.string("id"),
                    node.string("key"),
                    node.stringOrNull("parentKey"),
                    node.string("name"),
                    node.string("description"),
                    node.bool("abstract"),
                    node.bool("selfService"),
                    row.rows("attributes", Neo4jCiClassStore::attribute));
        });
    }

    private static CiAttributeDefinition attribute(Row node) {
        return new CiAttributeDefinition(
                node.string("id"),
                node.string("attribute"),
                node.string("name"),
                node.string("description"),
                node.enumValue("type", CiAttributeType.class),
                node.strings("choices"),
                node.bool("secret"));
    }
}
