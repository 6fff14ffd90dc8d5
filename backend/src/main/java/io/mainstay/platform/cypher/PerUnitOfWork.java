// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A value that is local to the unit of work that is open, and is gone when that ends, however it does. */
public final class PerUnitOfWork<T> {

    private final Supplier<T> initial;

    public PerUnitOfWork(Supplier<T> initial) {
        this.initial = initial;
    }

    /** @throws IllegalStateException if no unit of work is open */
    public T get() {
        T present = present();
        if (present != null) {
            return present;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("This is done inside a unit of work only");
        }
        T created = initial.get();
        TransactionSynchronizationManager.bindResource(this, created);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(PerUnitOfWork.this);
            }
        });
        return created;
    }

    // Only this binds anything to itself.
    @SuppressWarnings("unchecked")
    @Nullable
    T present() {
        return (T) TransactionSynchronizationManager.getResource(this);
    }
}
