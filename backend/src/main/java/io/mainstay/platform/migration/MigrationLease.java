// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/** Keeps processes that migrate apart; one that dies leaves it to expire. Its times are the database's. */
final class MigrationLease {

    static final Duration LENGTH = Duration.ofSeconds(60);

    private final String owner = Ids.next();
    private final Duration length;

    MigrationLease(Duration length) {
        this.length = length;
    }

    /**
     * Holds the lease until it is closed, however long a migration takes, by a session of its own. Whoever has lost it all the same
     * commits nothing, see {@link #renew(TransactionContext)}.
     */
    Worker keep(Driver driver, SystemClock clock) {
        return new Worker("migration-lease", clock, () -> {
            try (Session session = driver.session()) {
                renew(session);
            }
            return length.dividedBy(4);
        });
    }

    /** Whose it is while this process holds it. */
    String owner() {
        return owner;
    }

    boolean tryAcquire(Session session) {
        return session.executeWrite(
                transaction -> transaction.run("""
                        MERGE (l:MigrationLease {name: 'migration'})
                        SET l.touchedBy = $owner
                        WITH l WHERE l.owner IS NULL OR l.owner = $owner OR l.until < datetime.realtime()
                        SET l.owner = $owner, l.until = datetime.realtime() + duration({milliseconds: $millis})
                        RETURN l.owner AS owner""", parameters()).hasNext());
    }

    void renew(Session session) {
        if (!tryAcquire(session)) {
            throw lost();
        }
    }

    /** Lets nothing of a transaction be committed once another process has the lease. */
    void renew(TransactionContext transaction) {
        boolean held = transaction.run("""
                        MATCH (l:MigrationLease {name: 'migration'})
                        SET l.touchedBy = $owner
                        WITH l WHERE l.owner = $owner
                        SET l.until = datetime.realtime() + duration({milliseconds: $millis})
                        RETURN l.owner AS owner""", parameters()).hasNext();
        if (!held) {
            throw lost();
        }
    }

    void release(Session session) {
        session.executeWriteWithoutResult(transaction -> transaction
                .run(
                        "MATCH (l:MigrationLease {name: 'migration', owner: $owner}) REMOVE l.owner, l.until",
                        Map.of("owner", owner))
                .consume());
    }

    private Map<String, Object> parameters() {
        return Map.of("owner", owner, "millis", length.toMillis());
    }

    private static MigrationException lost() {
        return new MigrationException("The migration lease was lost to another process");
    }
}
