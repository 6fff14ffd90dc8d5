// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call of the database that can be interrupted: a transaction, or the wait for a connection, on the thread that made
 * this. To end one is to close its connection, at which the database ends the transaction too; that also frees a thread
 * whose connection says nothing any more. The driver closes the connection of a thread that is interrupted, except while
 * that thread waits for rows: then one that is interrupted from the start asks for the rollback in its place.
 */
final class DatabaseCall implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCall.class);

    private final Thread thread = Thread.currentThread();
    private final @Nullable RequestWork request;
    private @Nullable Transaction transaction;
    private boolean interrupted;
    private boolean over;

    private DatabaseCall(@Nullable RequestWork request) {
        this.request = request;
    }

    /** @param request whose work it is, which may cut it; null if nobody's */
    static DatabaseCall begin(@Nullable RequestWork request) {
        DatabaseCall call = new DatabaseCall(request);
        if (request != null) {
            request.began(call);
        }
        return call;
    }

    /** Ends the call, from whichever thread; does nothing once it is over. */
    synchronized void interrupt() {
        if (over || interrupted) {
            return;
        }
        interrupted = true;
        thread.interrupt();
        if (transaction != null) {
            disconnect(transaction);
        }
    }

    /** The transaction that the call is in from now on. */
    synchronized void is(Transaction opened) {
        transaction = opened;
        if (interrupted) {
            disconnect(opened);
        }
    }

    private static void disconnect(Transaction transaction) {
        Thread.ofVirtual().name("mainstay-transaction-end").start(() -> {
            Thread.currentThread().interrupt();
            try {
                transaction.rollback();
            } catch (Neo4jException closed) {
                LOG.debug("A connection was closed to end its transaction", closed);
            }
        });
    }

    synchronized boolean wasInterrupted() {
        return interrupted;
    }

    /** The call is over. Its thread goes on without the interrupt, which was meant for the call alone. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
        if (request != null) {
            request.ended(this);
        }
    }
}
