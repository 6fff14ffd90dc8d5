// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.store;

import io.mainstay.audit.internal.RefusalStore;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import org.springframework.stereotype.Component;

@Component
final class Neo4jRefusalStore implements RefusalStore {

    private final Cypher cypher;

    Neo4jRefusalStore(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public int nextSequence(String chainId) {
        return cypher.statement("audit/next-refusal")
                .with("chainId", chainId)
                .with("lock", Ids.next())
                .one(row -> row.integer("sequence"))
                .orElseThrow();
    }
}
