// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Leases, kept in the graph and timed by the database's clock.
 *
 * <p>A holder may be paused for longer than its lease lasts and go on writing in good faith. Everything that it writes
 * therefore calls {@link #requireHeld} first, in the same transaction: the check locks the lease, so nobody can take it
 * over before that transaction ends.
 */
@Component
public final class Leases {

    private final UnitOfWork work;
    private final Cypher cypher;

    Leases(UnitOfWork work, Cypher cypher) {
        this.work = work;
        this.cypher = cypher;
    }

    /** Takes a lease that nobody holds, or whose holder has let it run out. */
    public Optional<Lease> acquire(String name, Duration duration) {
        String owner = Ids.next();
        return work.writeRepeatably(() -> cypher.statement("platform/lease/acquire")
                .with("name", name)
                .with("owner", owner)
                .with("millis", duration.toMillis())
                .one(row -> new Lease(name, owner, row.longValue("token"), duration)));
    }

    /** @return whether it was still held, and now holds for its whole duration again */
    public boolean renew(Lease lease) {
        return work.writeRepeatably(() -> statement("platform/lease/renew", lease)
                .with("millis", lease.duration().toMillis())
                .exists());
    }

    /** Gives a lease back; does nothing if it was lost. */
    public void release(Lease lease) {
        work.writeRepeatably(() -> statement("platform/lease/release", lease).run());
    }

    /** Gives back a lease of a name that will never be used again. */
    public void remove(Lease lease) {
        work.writeRepeatably(() -> statement("platform/lease/remove", lease).run());
    }

    /**
     * Fences the unit of work that is open.
     *
     * @throws LeaseLostException if somebody else has acquired the lease
     */
    public void requireHeld(Lease lease) {
        if (!statement("platform/lease/require-held", lease).exists()) {
            throw new LeaseLostException(lease);
        }
    }

    private Cypher.Statement statement(String name, Lease lease) {
        return cypher.statement(name)
                .with("name", lease.name())
                .with("owner", lease.owner())
                .with("token", lease.token());
    }
}
