// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import io.mainstay.kernel.SystemClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Transaction;
import org.springframework.data.neo4j.core.DatabaseSelectionProvider;
import org.springframework.data.neo4j.core.UserSelection;
import org.springframework.data.neo4j.core.support.RetryExceptionPredicate;
import org.springframework.data.neo4j.core.transaction.Neo4jTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs work in a transaction and repeats it when the database says that it may. A transaction of a request takes one of its
 * person's connections and has no more time than the request has left, also in the database: what is cut does not go on
 * there. Any transaction is ended after a while, whatever the database answers.
 */
@Component
public final class Transactions {

    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    /** How long a thread waits beyond the end of its transaction for the database to say so. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Whose share it is that is used by what reads for no request and is no worker, such as probes. */
    private static final String NOBODY = "";

    private final PlatformTransactionManager manager;
    private final Driver driver;
    private final DatabaseSelectionProvider databases;
    private final DatabaseLimits limits;
    private final SystemClock clock;
    private final FairSemaphore requests;
    private final FairSemaphore busy;
    private final RecentUse use = new RecentUse();
    private final RetryExceptionPredicate retryable = new RetryExceptionPredicate();
    private final ScheduledThreadPoolExecutor watch;
    private final Counter cuts;

    Transactions(
            PlatformTransactionManager manager,
            Driver driver,
            DatabaseSelectionProvider databases,
            DatabaseLimits limits,
            SystemClock clock,
            MeterRegistry meters) {
        this.manager = manager;
        this.driver = driver;
        this.databases = databases;
        this.limits = limits;
        this.clock = clock;
        this.requests = new FairSemaphore(limits.requestConnections(), limits.connectionsOfPerson());
        this.busy = new FairSemaphore(limits.busyConnections(), limits.busyConnectionsOfPerson());
        this.watch = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("mainstay-transaction-watch").factory());
        this.watch.setRemoveOnCancelPolicy(true);
        this.cuts = Counter.builder("mainstay.database.cut")
                .description(
                        "Transactions that were ended because their request was over, or the database did not answer")
                .register(meters);
        Gauge.builder("mainstay.database.requests.inside", requests, FairSemaphore::inside)
                .description("Transactions of requests that are open")
                .register(meters);
        Gauge.builder("mainstay.database.requests.waiting", requests, FairSemaphore::waiting)
                .description("Transactions of requests that wait for one of their person's connections")
                .register(meters);
        Gauge.builder("mainstay.database.busy.waiting", busy, FairSemaphore::waiting)
                .description("Transactions of busy people that wait for one of the connections of the busy")
                .register(meters);
    }

    /**
     * Runs work in one transaction; joins the one that is open on this thread.
     *
     * @param readOnly whether it only reads, which a cluster routes to a follower
     * @param committed asked before the work is repeated: whether the run before was committed although its answer was lost
     * @throws DatabaseCutException if the request that it is for was cut
     */
    public <T> T run(boolean readOnly, Supplier<T> work, BooleanSupplier committed) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        Attempt<T> attempt = new Attempt<>(work);
        for (int number = 1; ; number++) {
            try {
                return once(readOnly, attempt);
            } catch (RuntimeException failure) {
                if (number == ATTEMPTS || !isRetryable(failure)) {
                    throw failure;
                }
                pause(number);
                T result = attempt.result();
                if (result != null && committed.getAsBoolean()) {
                    return result;
                }
            }
        }
    }

    private <T> T once(boolean readOnly, Attempt<T> attempt) {
        RequestWork request = RequestWork.current();
        if (request == null) {
            return BackgroundWork.isActive()
                    ? watched(null, limits.transaction(), readOnly, attempt)
                    : inTurn(null, NOBODY, limits.transaction(), readOnly, attempt);
        }
        return inTurn(request, request.personId(), least(request.left(), limits.transaction()), readOnly, attempt);
    }

    private <T> T inTurn(
            @Nullable RequestWork request, String person, Duration limit, boolean readOnly, Attempt<T> attempt) {
        long end = clock.nanoTime() + limit.toNanos();
        boolean isBusy = readOnly && use.exceeds(person, limits.busyAfter(), clock.nanoTime());
        if (isBusy) {
            enter(busy, request, person, limit);
        }
        try {
            enter(requests, request, person, Duration.ofNanos(end - clock.nanoTime()));
            long start = clock.nanoTime();
            try {
                return watched(request, Duration.ofNanos(end - start), readOnly, attempt);
            } finally {
                long now = clock.nanoTime();
                if (readOnly) { // what writes is short, and mostly waits for the disk
                    use.add(person, Duration.ofNanos(now - start), now);
                }
                requests.leave(person);
            }
        } finally {
            if (isBusy) {
                busy.leave(person);
            }
        }
    }

    private void enter(FairSemaphore gate, @Nullable RequestWork request, String person, Duration patience) {
        boolean entered;
        try (DatabaseCall call = DatabaseCall.begin(request)) {
            entered = gate.enter(person, patience);
        } catch (InterruptedException interrupted) {
            cuts.increment();
            throw new DatabaseCutException(
                    "The request was given up while it waited for a connection.", interrupted, false);
        }
        if (!entered) {
            cuts.increment();
            throw new DatabaseCutException("No connection of the person's was free in time.");
        }
    }

    private <T> T watched(@Nullable RequestWork request, Duration limit, boolean readOnly, Attempt<T> attempt) {
        // A request that is over needs no answer any more; a transaction of a worker is the database's to end.
        Duration patience = request == null ? limit.plus(GRACE) : limit;
        try (DatabaseCall call = DatabaseCall.begin(request)) {
            ScheduledFuture<?> end = watch.schedule(call::interrupt, patience.toNanos(), TimeUnit.NANOSECONDS);
            try {
                return execute(call, readOnly, limit, attempt);
            } catch (RuntimeException failure) {
                if (!call.wasInterrupted()) {
                    throw failure;
                }
                cuts.increment();
                throw new DatabaseCutException(
                        "A transaction was given up after its time was over.",
                        failure,
                        !readOnly && attempt.result() != null);
            } finally {
                end.cancel(false);
            }
        }
    }

    private <T> T execute(DatabaseCall call, boolean readOnly, Duration limit, Attempt<T> attempt) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(readOnly);
        definition.setTimeout(Math.toIntExact(limit.plusMillis(999).toSeconds()));
        TransactionStatus status = manager.getTransaction(definition);
        T result;
        try {
            Transaction transaction = Neo4jTransactionManager.retrieveTransaction(
                    driver, databases.getDatabaseSelection(), UserSelection.connectedUser());
            if (transaction != null) {
                call.is(transaction);
            }
            result = attempt.run();
        } catch (RuntimeException | Error failure) {
            rollBack(status, failure);
            throw failure;
        }
        manager.commit(status);
        return result;
    }

    /** What ends the work is what its caller is told; that the connection is gone too is no news. */
    private void rollBack(TransactionStatus status, Throwable failure) {
        try {
            manager.rollback(status);
        } catch (RuntimeException gone) {
            failure.addSuppressed(gone);
        }
    }

    private boolean isRetryable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseCutException) {
                return false;
            }
            if (retryable.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        long base = FIRST_PAUSE.toNanos() << (attempt - 1);
        LockSupport.parkNanos(base + ThreadLocalRandom.current().nextLong(base));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Remembers what the work returned when its transaction did not say whether it was committed. */
    private static final class Attempt<T> {

        private final Supplier<T> work;
        private @Nullable T result;

        Attempt(Supplier<T> work) {
            this.work = work;
        }

        T run() {
            result = null;
            T value = work.get();
            result = value;
            return value;
        }

        @Nullable
        T result() {
            return result;
        }
    }
}
