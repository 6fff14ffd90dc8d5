// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import java.util.function.Supplier;

/**
 * Runs work in one Neo4j transaction and repeats it when the database says that it may.
 *
 * <p>The work must have no side effects outside the database, and must draw its ids and times before it starts: it may run
 * more than once. Joins the transaction that is already open, if there is one.
 */
public interface UnitOfWork {

    /**
     * Writes in one transaction.
     *
     * <p>When the answer to the commit is lost, the transaction may have been committed. The work therefore names an
     * entity that it creates, usually its audit entry: if that exists when the work is about to be repeated, the first
     * run has been committed and its result stands.
     *
     * @param createdId the id of an {@code Entity} that the work creates
     */
    <T> T write(String createdId, Supplier<T> work);

    /** Writes in one transaction; the work is harmless to repeat after it has been committed. */
    <T> T writeRepeatably(Supplier<T> work);

    /** As {@link #writeRepeatably(Supplier)}. */
    default void writeRepeatably(Runnable work) {
        writeRepeatably(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** Reads in one transaction, which a cluster routes to a follower. */
    <T> T read(Supplier<T> work);
}
