// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.database.Transactions;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

@Component
final class Neo4jUnitOfWork implements UnitOfWork {

    private final Transactions transactions;
    private final Cypher cypher;

    Neo4jUnitOfWork(Transactions transactions, Cypher cypher) {
        this.transactions = transactions;
        this.cypher = cypher;
    }

    @Override
    public <T> T write(String createdId, Supplier<T> work) {
        return transactions.run(false, work, () -> writeRepeatably(() -> exists(createdId)));
    }

    @Override
    public <T> T writeRepeatably(Supplier<T> work) {
        return transactions.run(false, work, () -> false);
    }

    @Override
    public <T> T read(Supplier<T> work) {
        return transactions.run(true, work, () -> false);
    }

    /** Asked of who writes: a follower of a cluster may not have yet what was committed a moment ago. */
    private boolean exists(String createdId) {
        return cypher.statement("platform/exists").with("id", createdId).exists();
    }
}
