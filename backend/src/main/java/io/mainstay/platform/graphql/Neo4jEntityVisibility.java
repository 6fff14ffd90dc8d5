// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
final class Neo4jEntityVisibility implements EntityVisibility {

    private final Cypher cypher;

    Neo4jEntityVisibility(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public Optional<Entry> of(Visibility visibility, String id) {
        return cypher.statement("platform/visibility-of-entity")
                .with("id", id)
                .with("v", visibility.parameters())
                .one(row -> new Entry(row.stringSet("labels"), row.bool("seen")));
    }

    @Override
    public Map<String, Boolean> among(Visibility visibility, Collection<String> ids) {
        Map<String, Boolean> seen = new HashMap<>();
        cypher.statement("platform/visibility-of-entities")
                .with("ids", ids)
                .with("v", visibility.parameters())
                .list(row -> seen.put(row.string("id"), row.bool("seen")));
        return seen;
    }
}
