package io.mainstay.platform.graphql;

import io.mainstay.platform.cypher.Cypher;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
final class Neo4jNodeTypes implements NodeTypes {

    private final Cypher cypher;

    Neo4jNodeTypes(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public Set<String> of(String id) {
        return cypher.statement("platform/labels-of-entity")
                .with("id", id)
                .one(row -> row.stringSet("labels"))
                .orElse(Set.of());
    }
}
