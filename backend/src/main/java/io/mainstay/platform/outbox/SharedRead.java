// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A coalesced read: one for all who ask at the same time. Who asks while a read is running waits for the next one, so
 * everybody gets what was read after asking.
 */
final class SharedRead<T> {

    private final Supplier<T> read;
    private final ReentrantLock running = new ReentrantLock();
    private volatile FutureTask<T> next;

    SharedRead(Supplier<T> read) {
        this.read = read;
        this.next = task();
    }

    /** What the read gives, or the failure that it ends in; both are shared. */
    T get() {
        FutureTask<T> shared = next;
        running.lock();
        try {
            shared.run();
        } finally {
            running.unlock();
        }
        return switch (shared.state()) {
            case SUCCESS -> shared.resultNow();
            case FAILED -> throw failure(shared.exceptionNow());
            case RUNNING, CANCELLED ->
                throw new CancellationException("a shared read ends before its lock is given up");
        };
    }

    private FutureTask<T> task() {
        return new FutureTask<>(() -> {
            next = task();
            return read.get();
        });
    }

    private static RuntimeException failure(Throwable failure) {
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
