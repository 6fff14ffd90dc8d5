// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.internal.NumberBlocks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class Neo4jNumberBlocks implements NumberBlocks {

    private final Cypher cypher;
    private final UnitOfWork work;

    Neo4jNumberBlocks(Cypher cypher, UnitOfWork work) {
        this.cypher = cypher;
        this.work = work;
    }

    @Override
    public long reserve(String prefix, int size) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Draw numbers before the unit of work begins");
        }
        // Repeated after a commit that was not confirmed, this leaves a gap, which is allowed.
        return work.writeRepeatably(() -> cypher.statement("record/reserve-numbers")
                .with("prefix", prefix)
                .with("size", size)
                .with("lock", Ids.next())
                .one(row -> row.longValue("first"))
                .orElseThrow());
    }
}
